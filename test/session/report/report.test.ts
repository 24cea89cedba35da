import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Lesson } from '../../../src/lesson/lesson.ts';
import { noProgress } from '../../../src/session/progress.ts';
import { assess, replaySentence } from '../../../src/session/report/assess.ts';
import { cell, formats } from '../../../src/session/report/formats.ts';
import { json } from '../../../src/session/report/json.ts';
import { code } from '../../../src/session/report/markdown.ts';
import { replay } from '../../../src/session/report/replay.ts';
import {
  makeReport,
  type Report,
  readReport,
  versionOf,
} from '../../../src/session/report/report.ts';
import { lessonOf, oneLayer } from '../../kit/lesson.ts';
import { type Act, maskless, monday, right, student } from '../../kit/student.ts';

const lesson = lessonOf(oneLayer);
const lessons = [lesson];

const acts: readonly Act[] = [
  ['dW', 'dL/dh @ x.T', monday],
  ['dW', '(', monday + 1000],
  ['dW', ':hint', monday + 2000],
  ['dW', right, monday + 3000],
  ['which', 'b', monday + 4000],
];

function reportOf(did: readonly Act[], name: string | null = 'Ada', from: Lesson = lesson): Report {
  const origin = { student: name, now: monday, program: '1.2.3' };
  return makeReport([from], student(from, did), origin);
}

const report = reportOf(acts);

describe('a report of one student', () => {
  test('says what was answered, when, with what verdict and help', () => {
    expect(report).toMatchObject({
      kind: 'backprop-lab report',
      format: 1,
      student: 'Ada',
      written: '2026-01-05T09:00:00.000Z',
      program: '1.2.3',
      lessons: [{ id: 'one-layer', title: 'One layer', version: versionOf(lesson) }],
    });
    const [dW, which] = report.lessons[0]!.exercises;
    expect(dW).toMatchObject({ id: 'dW', kind: 'derive', solved: true, credit: 0.9, hints: 1 });
    expect(dW!.attempts).toMatchObject([
      {
        text: maskless,
        verdict: 'incorrect',
        label: 'missing-mask',
        at: '2026-01-05T09:00:00.000Z',
      },
      { text: '(', verdict: 'unreadable', label: 'syntax' },
      { text: right, verdict: 'correct', label: null, credit: 0.9, seed: 0 },
    ]);
    expect(which).toMatchObject({ solved: false, credit: 0 });
    expect(report.note).toContain('can be edited');
  });

  test('leaves out what was never opened', () => {
    const other = lessonOf(oneLayer.replace('id: one-layer', 'id: other'));
    const origin = { student: null, now: 0, program: '1' };
    expect(makeReport([other, lesson], student(lesson, acts), origin).lessons).toHaveLength(1);
    expect(makeReport(lessons, noProgress, origin).lessons).toEqual([]);
  });

  test('is read back as it was written', () => {
    expect(readReport(json(report))).toEqual({ ok: true, report });
  });

  test('names the version of a lesson, which an edit of its words changes', () => {
    const edited = lessonOf(oneLayer.replace('reaches the loss', 'meets the loss'));
    const moved = lessonOf(`${oneLayer}\n`, 'elsewhere.md');
    expect(versionOf(edited)).not.toBe(versionOf(lesson));
    expect(versionOf(moved)).toBe(versionOf(lesson));
  });

  test.each([
    ['', 'it is not JSON'],
    ['[]', 'it is not a report'],
    [JSON.stringify({ ...report, format: 2 }), 'newer backprop-lab'],
    [JSON.stringify({ ...report, lessons: [{}] }), 'it is damaged: report.lessons[0].id'],
    [JSON.stringify({ ...report, student: 'x'.repeat(201) }), 'report.student is not a short text'],
    [JSON.stringify({ ...report, written: 'soon' }), 'report.written is not a time'],
  ])('is refused with a sentence when it is %.30j', (text, part) => {
    const read = readReport(text);
    expect(read.ok ? '' : read.message).toContain(part);
  });

  test('anything else is refused, never thrown', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const read = readReport(
          JSON.stringify({ kind: 'backprop-lab report', format: 1, x: value }),
        );
        expect(read.ok).toBe(false);
      }),
    );
  });
});

describe('answers given again', () => {
  test('have the verdict they had', () => {
    const again = replay(report, lessons);
    expect(again.map(({ outcome }) => outcome)).toEqual(['same', 'same', 'same', 'same']);
    expect(replaySentence(assess(report, 'Ada', lessons))).toBe(
      '4 of 4 answers got the same verdict again.',
    );
  });

  test('show a verdict that somebody has changed, and it does not count', () => {
    const text = json(report).replace('"verdict": "incorrect"', '"verdict": "correct"');
    const forged = readReport(
      text.replace('"label": "all-pass"', '"label": null').replace('"text": "b"', '"text": "a b"'),
    );
    const assessed = assess(forged.ok ? forged.report : report, 'Ada', lessons);
    const odd = assessed.replayed.filter(({ outcome }) => outcome === 'different');
    expect(odd.map(({ attempt, label }) => [attempt.text, label])).toEqual([
      [maskless, 'missing-mask'],
      ['a b', 'all-pass'],
    ]);
    expect(replaySentence(assessed)).toContain('2 got another, and do not count');
    expect(assessed.results.map(({ credit, solved }) => [credit, solved])).toEqual([
      [0.9, true],
      [0, false],
    ]);
  });

  test('do not count for more than the lab gives', () => {
    const greedy: Report = JSON.parse(json(report).replaceAll('"credit": 0', '"credit": 1'));
    const [dW, which] = assess(greedy, 'Ada', lessons).results;
    expect([dW!.credit, which!.credit]).toEqual([1, 0]);
  });

  test('are left alone where the exercise has changed, and this is said', () => {
    const edited = lessonOf(oneLayer.replace('L = mean((h - y)^2)', 'L = sum((h - y)^2)'));
    const assessed = assess(report, 'Ada', [edited]);
    expect(assessed.replayed.map(({ outcome }) => outcome)).toContain('changed');
    expect(replaySentence(assessed)).toContain('were to an exercise that has changed since');
    expect(assessed.results[0]!.credit).toBe(0);
  });

  test('to an exercise that there is not are said to be', () => {
    expect(replay(report, []).map(({ outcome }) => outcome)).toEqual(Array(4).fill('unknown'));
    const assessed = assess(report, 'Ada', []);
    expect(assessed.results).toEqual([]);
    expect(replaySentence(assessed)).toContain('not among the lessons here');
  });

  test('give the verdict of the session after any history', () => {
    const answers = [right, maskless, '(', 'x', 'a', 'b', ':hint', ':solution', ' '];
    const act = fc.tuple(
      fc.constantFrom('dW', 'which'),
      fc.constantFrom(...answers),
      fc.nat(1e6).map((n) => monday + n),
    );
    fc.assert(
      fc.property(fc.array(act, { maxLength: 8 }), (did) => {
        const inTime = did.sort((a, b) => a[2] - b[2]);
        const outcomes = replay(reportOf(inTime), lessons).map(({ outcome }) => outcome);
        expect(outcomes.filter((outcome) => outcome !== 'same')).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });
});

describe('the results of a class', () => {
  const sly = '=HYPERLINK("http://x","y")';
  const class_ = [
    assess(report, 'Ada', lessons),
    assess(reportOf([['dW', maskless, monday]], null), sly, lessons),
    assess(reportOf([['which', 'a', monday]]), '<b>&"|`x`\u202E', lessons),
  ];

  test('as a gradebook', () => {
    expect(formats.csv.write(class_, lessons).split('\r\n')).toEqual([
      'student,credit,of,solved,tries,answers,"other verdict",changed,one-layer/dW,one-layer/which',
      'Ada,0.9,2,1,3,4,0,0,0.9,0',
      `"'=HYPERLINK(""http://x"",""y"")",0,2,0,1,1,0,0,0,0`,
      '"<b>&""|`x` ",1,2,1,1,1,0,0,0,1',
      '',
    ]);
  });

  test.each(['=1+1', '+1', '-1', '@x', '\t=1', '\r=1', ' =1', '|x', '＝1'])(
    'hold no cell that begins a formula: %j',
    (name) => {
      expect(cell(name)).toMatch(/^"?'/);
    },
  );

  test('as a page of the commonest mistakes', () => {
    const page = formats.markdown.write(class_, lessons);
    expect(page).toContain('## One layer\n\n### dW\n\n2 tried it, 0 had it at once, 1 in the end.');
    expect(page).toContain('| missing-mask | 2 | `dL/dh @ x.T` |');
    expect(page).toContain('### which\n\n2 tried it, 1 had it at once, 1 in the end.');
    expect(page).toContain('can be edited');
  });

  test('as JUnit, well formed whatever a name holds', () => {
    const page = formats.junit.write(class_, lessons);
    expect(page).toContain('<testsuite name="Ada" tests="2" failures="1">');
    expect(page).toContain('<testcase classname="one-layer" name="dW"/>');
    expect(page).toContain('not yet right after one try; mistakes: all-pass.');
    expect(page).toContain('name="&lt;b&gt;&amp;&quot;|`x`');
    const open = page.match(/<(?![?/])[^>]*[^/]>/g)!.length;
    expect(open).toBe(page.match(/<\//g)!.length);
  });

  test('as the results.json of an autograder', () => {
    expect(JSON.parse(formats.gradescope.write(class_.slice(0, 1), lessons))).toEqual({
      score: 0.9,
      output: `4 of 4 answers got the same verdict again. ${report.note}`,
      tests: [
        {
          name: 'One layer: dW',
          score: 0.9,
          max_score: 1,
          status: 'passed',
          output: 'right after 2 tries, one hint; mistakes: missing-mask.',
        },
        {
          name: 'One layer: which',
          score: 0,
          max_score: 1,
          status: 'failed',
          output: 'not yet right after one try; mistakes: all-pass.',
        },
      ],
    });
  });

  test('as JSON, with what was said and what is said now', () => {
    const [ada] = JSON.parse(formats.json.write(class_, lessons));
    expect(ada.replay).toEqual({ same: 4, different: 0, changed: 0, unknown: 0 });
    expect(ada.answers[0]).toMatchObject({
      text: maskless,
      said: { verdict: 'incorrect', label: 'missing-mask' },
      again: { verdict: 'incorrect', label: 'missing-mask' },
      outcome: 'same',
    });
  });

  test('steer no terminal', () => {
    for (const { write } of Object.values(formats)) {
      expect(write(class_, lessons)).not.toMatch(/(?![\r\n])[\p{Cc}\p{Cf}]/u);
    }
  });
});

test('a code span holds any text', () => {
  expect(code('a `b` ``c`` | d\n\u202E')).toBe('``` a `b` ``c`` \\| d ```');
  expect(code('x'.repeat(200))).toHaveLength(122);
  expect(code('  ')).toBe('(empty)');
});
