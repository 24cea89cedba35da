import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect } from 'vitest';
import { guarded } from '../../support/guarded.ts';
import { it } from '../../support/lab.ts';
import { type Ran, run } from '../../support/run.ts';
import { trace, unfit } from '../../support/torture.ts';

/** One attack: what is given to the program, and what happens. */
interface Attack {
  readonly name: string;
  readonly args: readonly string[];
  readonly input?: string;
  /** Files by path below the working folder; `-> target` makes a link. */
  readonly files?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly code: number;
  /** Stands in what is printed. */
  readonly says: RegExp;
}

const W = {
  program: 'z = W @ x; L = sum(z)',
  shapes: { W: ['o', 'h'], x: ['h', 1] },
  ask: 'dL/dW',
};
const line = (fields: object) =>
  `${JSON.stringify({ id: 1, ...W, answer: 'dL/dz x^T', ...fields })}\n`;
const grade = (name: string, fields: object, says: RegExp, code = 0): Attack => ({
  name,
  args: ['grade', '--json'],
  input: line(fields),
  code,
  says,
});
const grad = (name: string, program: string, says: RegExp, ...more: string[]): Attack => ({
  name,
  args: ['grad', program, ...(more.length > 0 ? more : ['--at', 'a=[1,2]'])],
  code: 2,
  says,
});

const head = '---\nformat: 1\nid: bad\ntitle: Bad\ngoal: Do harm.\n---\n\n';
const body = '# Read\n\nNothing to fear.\n';
const exercise = (yaml: string) =>
  `${head}\`\`\`network\nx: 2, W: 3×2\nz = W @ x\nL = sum(z)\n\`\`\`\n\n# Write\n\n\`\`\`exercise\n${yaml}\n\`\`\`\n`;
const lesson = (name: string, text: string, says: RegExp): Attack => ({
  name: `lesson: ${name}`,
  args: ['check', 'bad.md'],
  files: { 'bad.md': text },
  code: 1,
  says,
});
const laughs = ['a: &a [x, x, x, x, x, x, x, x, x]']
  .concat([...'bcdefghi'].map((c, i) => `${c}: &${c} [${Array(9).fill(`*${'abcdefghi'[i]}`)}]`))
  .join('\n');

const attacks: readonly Attack[] = [
  // Names that every object has.
  ...['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf'].flatMap((name) => [
    grade(`answer: ${name}`, { answer: name }, /"label":"(unknown-name|syntax)"/),
    grad(`grad: ${name}`, `sum(${name})`, /I do not know|I cannot read "?_/),
    grad(`grad --wrt ${name}`, 'sum(a)', /There is no/, '--at', 'a=[1,2]', '--wrt', name),
  ]),
  grade('a function of every object', { answer: 'constructor("return 1")(x)' }, /unreadable/),
  grade(
    'a lesson called __proto__',
    { lesson: '__proto__', exercise: 'constructor' },
    /There is no lesson/,
    2,
  ),
  {
    name: '--at __proto__',
    args: ['grad', 'sum(a)', '--at', '__proto__=[1,2]', '--at', 'a=[1,2]', '--json'],
    code: 0,
    says: /"grads":\{.*"a":\[1,1\]/,
  },
  {
    name: 'a lesson called constructor',
    args: ['learn', 'constructor', '--plain'],
    code: 2,
    says: /There is no lesson constructor/,
  },
  // Escape sequences, bidi and invisible characters.
  grade('answer: a colour', { answer: '\u001b[31mx' }, /U\+001B/),
  grade('answer: the title of the window', { answer: 'x\u001b]0;owned\u0007' }, /U\+001B/),
  grade('answer: right to left', { answer: 'x\u202eT^' }, /U\+202E/),
  grade('answer: nothing to see', { answer: 'dL/dz\u200b x^T' }, /invisible/),
  grade('id: a colour, told back as data', { id: '\u001b[2J\u202e' }, /\\u001b\[2J\\u202e/),
  grade('program: a colour', { program: 'z\u001b[31m = W @ x' }, /U\+001B/, 2),
  grade('ask: a colour', { ask: '\u001b[31m' }, /"error"/, 2),
  grad('program: a colour', 'sum(a)\u001b[31m', /U\+001B/),
  grad('--at: a colour', 'sum(a)', /--at/, '--at', '\u001b[31m=1'),
  grad('an option: a colour', 'sum(a)', /Unknown argument/, '--\u001b[31m'),
  { name: 'a command: a colour', args: ['\u001b[31m\u202e'], code: 2, says: /\uFFFD\[31m/ },
  {
    name: 'learn: colours',
    args: ['learn', '\u001b[31m'],
    code: 2,
    says: /There is no lesson/,
  },
  {
    name: 'learn --plain: answers with colours',
    args: ['learn', 'loss', '--plain'],
    input: ':next\n:next\n\u001b[31m\u202e\u0007\n:\u001b]0;x\u0007\n',
    code: 0,
    says: /U\+001B/,
  },
  {
    name: 'a file name with colours',
    args: ['check', '\u001b[31m\u202e.md'],
    code: 1,
    says: /\uFFFD\[31m\uFFFD\.md/,
  },
  lesson('escapes in YAML', head.replace('Bad', '"\\e]0;x\\a\\u202e"') + body, /control-character/),
  lesson('escapes in a key', `${head.replace('goal', '"\\e[2J": 1\ngoal')}${body}`, /./),
  lesson('escapes in the text', `${head}# Read \u001b[31m\n\n\u202eolleh\n`, /control-character/),
  lesson('a zero-width space', `${head}# Re\u200bad\n\nText.\n`, /control-character/),
  // Look-alikes.
  grade('a Cyrillic x', { answer: 'dL/dz \u0445^T' }, /unknown-name|Cyrillic|look/),
  grade('a Greek omicron', { answer: 'dL/dz \u03bf' }, /unknown-name|look/),
  // YAML.
  lesson('a billion laughs', exercise(`id: e\nkind: derive\nask: a\nwants: dL/dW\n${laughs}`), /./),
  lesson(
    'a tag',
    exercise('id: e\nkind: derive\nask: !!js/function "f"\nwants: dL/dW'),
    /tag|Unresolved/i,
  ),
  lesson('a merge key', exercise('id: e\nkind: derive\n<<: {ask: x}\nwants: dL/dW'), /<</),
  lesson(
    '__proto__ as a key',
    exercise('id: e\n__proto__: {ask: x}\nkind: derive\nwants: dL/dW'),
    /__proto__/,
  ),
  lesson('deep brackets', exercise(`id: e\nask: ${'['.repeat(5000)}`), /too-deep/),
  lesson(
    'deep indentation',
    exercise(Array.from({ length: 3000 }, (_, i) => `${' '.repeat(i % 900)}a:`).join('\n')),
    /./,
  ),
  lesson('kind: constructor', exercise('id: e\nkind: constructor\nask: x'), /no kind of exercise/),
  // Paths.
  {
    name: 'a link out of the folder of lessons',
    args: ['check', 'pack'],
    files: { 'secret.md': 'secret', 'pack/a.md': '-> ../secret.md' },
    code: 1,
    says: /a link that leads out of its folder/,
  },
  {
    name: 'an id with a path',
    args: ['learn', '../../etc/passwd', '--plain'],
    code: 2,
    says: /There is no lesson/,
  },
  {
    name: 'a new lesson outside',
    args: ['new', '../outside'],
    code: 2,
    says: /cannot be an id/,
  },
  lesson('an image from elsewhere', `${head}# Read\n\n![x](../../etc/passwd)\n`, /image/i),
  lesson('HTML', `${head}# Read\n\n<script>alert(1)</script>\n`, /HTML/i),
  { name: 'a device', args: ['check', '/dev/zero'], code: 1, says: /it is not a file/ },
  {
    name: 'a lesson of 2 MB',
    args: ['check', 'bad.md'],
    files: { 'bad.md': head + 'x '.repeat(1_000_000) },
    code: 1,
    says: /larger than 1024 kB/,
  },
  {
    name: 'bytes that are no text',
    args: ['check', 'bad.md'],
    files: { 'bad.md': '\ud800' },
    code: 1,
    says: /./,
  },
  // Numbers and sizes.
  grad('a tower of powers', `sum(a${'^9'.repeat(60)})`, /./, '--at', 'a=[1e300]', '--wrt', 'b'),
  grade('a huge exponent', { answer: 'dL/dz x^T^99999999999' }, /./),
  grade('a huge number', { answer: `dL/dz x^T * 1e${'9'.repeat(500)}` }, /./),
  grade('a size beyond all', { sizes: { o: 1e9 } }, /"error":"sizes/, 2),
  grade('numbers that are none', { values: { W: [[null]] } }, /"error":"values/, 2),
  grade('eye of a billion', { answer: 'eye(1000000000)' }, /"(unreadable|incorrect)"/),
  // Depth and length.
  grade('10,000 brackets', { answer: '('.repeat(10_000) }, /"unreadable"/),
  grade('5,000 minus signs', { answer: `${'-'.repeat(5000)}x` }, /"unreadable"/),
  grade('5,000 transposes', { answer: `x${'.T'.repeat(2400)}` }, /"(unreadable|incorrect)"/),
  grade('an answer of 150,000 characters', { answer: 'x+'.repeat(75_000) }, /"unreadable"/),
  grade('a line of 300,000 characters', { answer: 'x'.repeat(300_000) }, /"error":"line/, 2),
  grade(
    'a program of 2,000 statements',
    { program: Array.from({ length: 2000 }, (_, i) => `a${i} = x`).join(';') },
    /"error"/,
    2,
  ),
  grad('1,000 nested calls', `${'sum('.repeat(1000)}a${')'.repeat(1000)}`, /./),
  {
    name: 'JSON 10,000 deep',
    args: ['grade'],
    input: `${'['.repeat(10_000)}\n`,
    code: 2,
    says: /JSON/,
  },
  { name: 'no JSON', args: ['grade'], input: 'process.exit(7)\n', code: 2, says: /JSON/ },
  // Patterns that make a careless expression backtrack.
  ...[
    'a'.repeat(9000),
    `${' '.repeat(9000)}x`,
    '_'.repeat(9000),
    `${'1'.repeat(9000)}.`,
    '\\'.repeat(9000),
  ].map((answer, i) =>
    grade(`a trap for patterns ${i + 1}`, { answer }, /"(unreadable|incorrect)"/),
  ),
  lesson('a trap for Markdown', `${head}# Read\n\n${'*a **b '.repeat(8000)}\n`, /./),
  {
    ...lesson('brackets in Markdown', `${head}# Read\n\n${'['.repeat(40_000)}\n`, /all is well/),
    code: 0,
  },
  lesson('quotes in quotes', `${head}# Read\n\n${'> '.repeat(5000)}x\n`, /./),
  lesson('math without an end', `${head}# Read\n\n${'$'.repeat(9001)}\n`, /./),
  lesson('LaTeX 1,000 deep', `${head}# Read\n\n$$${'\\frac{'.repeat(1000)}$$\n`, /./),
  // Code.
  grade('an answer that is code', { answer: '(() => process.exit(9))()' }, /"unreadable"/),
  grade('an answer that is a template', { answer: '`$\u007bprocess.env.HOME}`' }, /"unreadable"/),
  grad('a program that is code', 'globalThis.process.exit(9)', /./),
];

function lay(folder: string, files: Attack['files'] = {}): void {
  for (const [name, text] of Object.entries(files)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    if (text.startsWith('-> ')) symlinkSync(text.slice(3), path);
    else writeFileSync(path, text);
  }
}

/** What holds for every call, whatever it was given. */
function expectHarmless({ out, err }: Ran): void {
  const text = out + err;
  expect(JSON.stringify(unfit.exec(text)?.[0] ?? '')).toBe('""');
  expect(text).not.toMatch(trace);
  expect(text).not.toMatch(/it did not expect:|GUARD|EvalError/);
}

describe('attacks', () => {
  it.for(attacks.map((attack) => [attack.name, attack] as const))(
    '%s',
    async ([, { args, input = '', files, env, code, says }], { home }) => {
      const cwd = join(home, 'here');
      mkdirSync(cwd);
      lay(cwd, files);
      const ran = await run(home, args, { input, cwd, env: { ...guarded, ...env } });
      expectHarmless(ran);
      expect({ code: ran.code, text: ran.out + ran.err }).toEqual({
        code,
        text: expect.stringMatching(says),
      });
      // Nothing was written where the program was called.
      const known = Object.keys(files ?? {}).map((name) => name.split('/')[0]);
      expect(readdirSync(cwd).sort()).toEqual([...new Set(known)].sort());
    },
  );
});

describe('the guard of these tests', () => {
  it.for([
    ['the network', `fetch('http://localhost:1').catch(() => {})`],
    ['a connection', `require('net').connect(1)`],
    ['a name', `require('dns').lookup('x', () => {})`],
    ['a program', `try { require('child_process') } catch {}`],
    ['code', `try { new Function('1') } catch (e) { console.error(e.name) }`],
  ] as const)('notices %s', async ([, source], { home }) => {
    const { err } = await run(home, [], { env: guarded, node: ['-e', source] });
    expect(err).toMatch(/GUARD|EvalError/);
  });
});
