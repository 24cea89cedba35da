import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { keepProgress, putLesson } from '../kit/kept.ts';
import { lessonOf, oneLayer } from '../kit/lesson.ts';
import { maskless, monday, right, student } from '../kit/student.ts';
import { it } from '../support/lab.ts';
import { run } from '../support/run.ts';

const progress = student(lessonOf(oneLayer), [
  ['dW', maskless, monday],
  ['dW', right, monday + 1000],
]);

/** A folder with the reports of Ada, of Ben, who has changed his, and of nobody. */
async function putClass(home: string): Promise<void> {
  putLesson(home);
  keepProgress(home, progress);
  mkdirSync(join(home, 'reports'));
  const { out } = await run(home, ['report', '--name', 'Ada']);
  writeFileSync(join(home, 'reports/ada.json'), out);
  const ben = out.replace('"Ada"', 'null').replace(JSON.stringify(maskless), JSON.stringify(right));
  writeFileSync(join(home, 'reports/ben.json'), ben);
}

describe('backprop-lab report', () => {
  it('writes down one student’s work', async ({ home }) => {
    putLesson(home);
    keepProgress(home, progress);
    const { code, out, err } = await run(home, ['report', '--name', 'Ada']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const report = JSON.parse(out);
    expect(report).toMatchObject({ kind: 'backprop-lab report', student: 'Ada' });
    expect(report.lessons[0].exercises[0].attempts).toMatchObject([
      { text: maskless, verdict: 'incorrect', label: 'missing-mask', seed: 0 },
      { text: right, verdict: 'correct', at: '2026-01-05T09:00:01.000Z' },
    ]);
  });

  it('makes a gradebook of a folder, and tells what does not replay', async ({ home }) => {
    await putClass(home);
    const { code, out, err } = await run(home, ['report', 'reports']);
    expect(out.split('\r\n')).toEqual([
      'student,credit,of,solved,tries,answers,"other verdict",changed,one-layer/dW,one-layer/which',
      'Ada,1,2,1,2,2,0,0,1,0',
      'ben,1,2,1,2,2,1,0,1,0',
      '',
    ]);
    expect(err).toBe(
      'reports/ben.json: 1 of 2 answers got the same verdict again; 1 got another, and do not count.\n',
    );
    expect(code).toBe(1);
  });

  it('writes both pages of a class into a folder', async ({ home }) => {
    await putClass(home);
    await run(home, ['report', 'reports', '--out', 'results']);
    const read = (name: string) => readFileSync(join(home, 'results', name), 'utf8');
    expect(read('gradebook.csv')).toContain('\r\nAda,');
    expect(read('mistakes.md')).toContain('| missing-mask | 1 | `dL/dh @ x.T` |');
  });

  it('writes for an autograder, one student at a time', async ({ home }) => {
    await putClass(home);
    const one = await run(home, ['report', 'reports/ada.json', '--format', 'gradescope']);
    expect(one.code).toBe(0);
    expect(JSON.parse(one.out)).toMatchObject({ score: 1, tests: [{ score: 1 }, { score: 0 }] });
    const many = await run(home, ['report', 'reports', '--format', 'gradescope']);
    expect(many.code).toBe(2);
    expect(many.err).toContain('holds one student, and here are 2. Name one report.');
    const junit = await run(home, ['report', 'reports', '--format', 'junit']);
    expect(junit.out).toMatch(/^<\?xml[\s\S]*<\/testsuites>\n$/);
  });

  it('says which files are no reports, and goes on with the others', async ({ home }) => {
    await putClass(home);
    writeFileSync(join(home, 'reports/odd.json'), '{}');
    writeFileSync(join(home, 'reports/latin.json'), Buffer.from([0xe9]));
    const { code, out, err } = await run(home, ['report', 'reports']);
    expect(code).toBe(1);
    expect(err).toContain('reports/odd.json: it is not a report of backprop-lab.');
    expect(err).toContain('reports/latin.json: it is not UTF-8');
    expect(out).toContain('\r\nAda,');
  });

  it('says what came of the last sitting', async ({ home }) => {
    putLesson(home);
    expect((await run(home, ['report', '--summary'])).out).toBe(
      'Nothing was answered yet. Begin with `backprop-lab learn`.\n',
    );
    keepProgress(home, progress);
    expect((await run(home, ['report', '--summary'])).out.split('\n').slice(0, 3)).toEqual([
      '1 exercise: 0 right at once, 1 right in the end, 0 still open.',
      'Right in the end: Your turn (2 tries).',
      'Mistakes met: missing-mask.',
    ]);
  });

  it.for([
    [['nowhere'], 'There are no reports in nowhere.'],
    [['--format', 'pdf'], 'Invalid values'],
    [['x', '--summary'], 'leave the paths out'],
  ] as const)('a wrong call %j is answered with what to write', async ([args, part], { home }) => {
    const { code, err } = await run(home, ['report', ...args]);
    expect(code).toBe(2);
    expect(err).toContain(part);
  });

  it('says with examples how it is called, and that a report can be edited', async ({ home }) => {
    const { out } = await run(home, ['report', '--help']);
    expect(out).toContain('backprop-lab report class > class.csv');
    expect(out.replace(/\s+/g, ' ')).toContain('without a server and can be edited');
  });
});
