import { type Attack, body, type Family, head } from './attack.ts';

const good = `${head.replace('id: bad', 'id: good')}${body}`;

/** A packed course that `check` reads. */
function pack(name: string, text: string, says: RegExp, happens: string): Attack {
  return { name, args: ['check', 'c.json'], files: { 'c.json': text }, code: 1, says, happens };
}
const packed = (files: readonly object[]) =>
  JSON.stringify({ kind: 'backprop-lab course', format: 1, files });

/** A name that is no plain one. */
const outside = (name: string, shown = name): Attack =>
  pack(
    `a packed file called \`${shown}\``,
    packed([{ name, text: good }]),
    /each of its files needs a plain name/,
    'refused whole',
  );

const packs: readonly Attack[] = [
  outside('../outside.md'),
  outside('/etc/cron.d/x.md'),
  outside('..\\outside.md'),
  outside('con:x.md'),
  outside('\u001b[31m.md', 'ESC[31m.md'),
  outside('__proto__'),
  pack(
    'two files of one name',
    packed([1, 2].map((i) => ({ name: i === 1 ? 'A.md' : 'a.md', text: good }))),
    /twice/,
    'refused whole',
  ),
  pack(
    '600 files',
    packed(Array.from({ length: 600 }, (_, i) => ({ name: `${i}.md`, text: good }))),
    /too large/,
    'refused: 500 lessons are the most',
  ),
  pack('17 MB', `"${'x'.repeat(17_000_000)}"`, /larger than/, 'not read, and said'),
  pack('JSON 100,000 deep', '['.repeat(100_000), /not a packed course/, 'refused whole'),
  pack(
    '`__proto__` for what is missing',
    '{"__proto__":{"kind":"backprop-lab course","format":1,"files":[]}}',
    /not a packed course/,
    'refused whole',
  ),
  {
    name: 'a folder to pack, in which a lesson is a link out of it',
    args: ['pack', 'week', '--out', 'week.json'],
    files: { 'secret.md': good, 'week/a.md': '-> ../secret.md' },
    code: 1,
    says: /leads out of its folder[\s\S]*Nothing is packed/,
    happens: 'nothing is packed',
  },
  {
    name: '`pack --out` onto a file that is no pack',
    args: ['pack', 'week', '--out', 'mine.txt'],
    files: { 'mine.txt': 'precious', 'week/a.md': good },
    code: 2,
    says: /is no packed course/,
    happens: 'refused; the file stays',
  },
  {
    name: '`pack --out` onto a file that is not even text',
    args: ['pack', 'week', '--out', '/dev/zero'],
    files: { 'week/a.md': good },
    code: 2,
    says: /is no packed course/,
    happens: 'refused; the file stays',
  },
];

const answered = (text: string, more: object = {}) => ({
  ...{ text, verdict: 'incorrect', label: 'value', credit: 0, at: null, seed: 0 },
  fingerprint: 'x',
  ...more,
});
/** A report of one answer, but for what is said here. */
const report = (more: object = {}, attempts: readonly object[] = [answered('3x1')]) =>
  JSON.stringify({
    ...{ kind: 'backprop-lab report', format: 1, note: '', student: 'Ada', program: '0.1.0' },
    written: '2026-01-01T00:00:00.000Z',
    lessons: [
      {
        ...{ id: 'loss', title: 'The loss', course: null, version: 'x' },
        exercises: [
          {
            ...{
              id: 'dh3-shape',
              kind: 'shape',
              fingerprint: 'x',
              solved: true,
              credit: 1,
              hints: 0,
            },
            ...{ solutionShown: false, attempts },
          },
        ],
      },
    ],
    ...more,
  });

/** A report that is read into a gradebook, or another page. */
function handedIn(
  name: string,
  text: string,
  [happens, says, code]: readonly [string, RegExp, number],
  ...more: readonly string[]
): Attack {
  const files = { 'class/a.json': text };
  return { name, args: ['report', 'class', ...more], files, happens, says, code };
}
const formula = (student: string, shown = student): Attack =>
  handedIn(`a student called \`${shown}\``, report({ student }), [
    'an apostrophe in front; no spreadsheet runs it',
    /^student,[^\n]*\n"'/,
    0,
  ]);

const reports: readonly Attack[] = [
  formula(`=cmd|' /C calc'!A0`, "=cmd/' /C calc'!A0"),
  formula('+1+1'),
  formula('-2+3'),
  formula('@SUM(A1)'),
  formula('\t=1+1', 'TAB =1+1'),
  formula('\uff1d1+1', '＝1+1'),
  handedIn('a student with a line of their own', report({ student: 'Ada\r\nBob,8,8' }), [
    'one line; the rest is in quotes',
    /^student,[^\n]*\r\n"[^"\n]*Bob,8,8[^"\n]*",[^\n]*\r\n/,
    0,
  ]),
  handedIn('a student with colours, in the gradebook', report({ student: '\u001b[31m\u202eAda' }), [
    'a space for each',
    /\[31m Ada/,
    0,
  ]),
  handedIn(
    'answers with colours, in the list of mistakes',
    report({}, [answered('\u001b[2J\u202e'), answered('```\n# Grade: A')]),
    ['taken away; what looks like Markdown is inside a fence', /^#/, 0],
    ...['--format', 'markdown'],
  ),
  handedIn(
    'answers with colours, in JSON',
    report({}, [answered('\u001b[2J\u202e')]),
    ['escaped', /\\u001b\[2J\\u202e/, 0],
    ...['--format', 'json'],
  ),
  handedIn(
    'answers with tags, for a build server',
    report({ student: ']]><x a="&' }),
    ['escaped', /]]&gt;&lt;x a=&quot;&amp;/, 0],
    ...['--format', 'junit'],
  ),
  handedIn('a credit of 1,000', report({}, [answered('3x1', { credit: 1000 })]), [
    'refused: damaged',
    /it is damaged/,
    2,
  ]),
  handedIn('20,001 answers', report({}, Array(20_001).fill(answered('1'))), [
    'refused: 20,000 are the most',
    /more than 20000 answers/,
    2,
  ]),
  handedIn('an answer of 30,000 characters', report({}, [answered('x'.repeat(30_000))]), [
    'refused: damaged',
    /it is damaged/,
    2,
  ]),
  handedIn('JSON 100,000 deep', '['.repeat(100_000), [
    'refused: no report',
    /not JSON|not a report/,
    2,
  ]),
  handedIn('17 MB', `"${'x'.repeat(17_000_000)}"`, ['not read, and said', /larger than/, 2]),
  {
    name: 'a link out of the folder of reports',
    args: ['report', 'class'],
    files: { 'secret.json': report(), 'class/a.json': '-> ../secret.json' },
    code: 2,
    says: /a link that leads out of its folder/,
    happens: 'not read, and said',
  },
  {
    name: 'a link out of a folder of answers',
    args: ['grade', 'class'],
    files: { 'secret.jsonl': 'a secret', 'class/a.jsonl': '-> ../secret.jsonl' },
    code: 2,
    says: /a\.jsonl is a link that leads out of class/,
    happens: 'not read, and said',
  },
  {
    name: '`report --out` into a folder where `gradebook.csv` is a link',
    args: ['report', 'class', '--out', 'class'],
    files: {
      'precious.txt': 'precious',
      'class/a.json': report(),
      'class/gradebook.csv': '-> ../precious.txt',
    },
    code: 0,
    says: /gradebook\.csv is written/,
    happens: 'the link is replaced; what it leads to stays',
  },
];

const attempt = (text: string) => ({
  ...{ text, verdict: 'incorrect', label: 'value', credit: 0, at: 1, fingerprint: 'x', seed: 0 },
});
/** A progress file in front of a lesson that is opened. */
function kept(name: string, text: string, says: RegExp, happens: string): Attack {
  return {
    ...{ name, args: ['learn', 'loss', '--plain'], input: ':quit\n', code: 0, says, happens },
    files: { 'data/progress.json': text },
    env: { BACKPROP_LAB_DATA: 'data' },
  };
}
const work = (lessons: string) =>
  `{"format":1,"progress":{"version":1,"last":null,"lessons":${lessons}}}`;
const entry = (more: object) =>
  work(
    JSON.stringify({
      loss: {
        ...{ step: 'dh3', seen: [], seed: 0 },
        exercises: { dh3: { attempts: [], hints: 0, solution: false, draft: '', ...more } },
      },
    }),
  );
const opens = /The loss, step/;
const aside = /was damaged; it is kept as progress\.damaged-1\.json/;

const progress: readonly Attack[] = [
  kept('`__proto__` as a lesson', work('{"__proto__":{"step":1}}'), aside, 'set aside, and said'),
  kept(
    'an exercise called `constructor`',
    work('{"constructor":{"step":null,"seen":[],"exercises":{}}}'),
    opens,
    'a lesson that nobody has',
  ),
  kept('a draft with colours', entry({ draft: '\u001b[31m\u202e' }), opens, 'a mark for each'),
  kept(
    'answers with colours',
    entry({ attempts: [attempt('\u001b]0;x\u0007')] }),
    opens,
    'never shown unmarked',
  ),
  kept(
    'a step that is no step',
    entry({}).replace('"dh3"', '"\\u001b[2J"'),
    opens,
    'the lesson begins at its first step',
  ),
  kept(
    'a credit of a million',
    entry({ attempts: [{ ...attempt('1'), credit: 1e6 }] }),
    aside,
    'set aside, and said',
  ),
  kept('minus one hint', entry({ hints: -1 }), aside, 'set aside, and said'),
  kept('JSON 100,000 deep', '['.repeat(100_000), aside, 'set aside, and said'),
  kept(
    'format 99',
    '{"format":99,"progress":{}}',
    /newer backprop-lab \(format 99\)/,
    'left alone, and said',
  ),
  kept(
    '17 MB',
    `"${'x'.repeat(17_000_000)}"`,
    /not saved: progress.json has 17000002 bytes[\s\S]*Progress is not kept\./,
    'left alone, and said',
  ),
];

export const documents: readonly Family[] = [
  { title: 'Packed courses', attacks: packs },
  { title: 'Reports', attacks: reports },
  { title: 'Progress files', attacks: progress },
];
