import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { GradeTable } from '../../src/commands/gradetable.ts';
import { Lines } from '../../src/commands/lines.ts';
import { unreadable, wrong } from '../../src/grading/verdict.ts';
import { columns } from '../../src/ui/widgets/run.ts';
import { it } from '../support/lab.ts';
import { program } from '../support/open.ts';
import { run } from '../support/run.ts';

const dW3 = (answer: string) => ({ lesson: 'layer-3-weights', exercise: 'dW3', answer });
const right = dW3('(dL_dh3 * (z3 > 0)) @ h2.T');
const unmasked = dW3('dL_dh3 @ h2.T');
const lines = (...all: readonly unknown[]) =>
  all.map((each) => `${typeof each === 'string' ? each : JSON.stringify(each)}\n`).join('');

describe('grade, from stdin', () => {
  it('prints JSON lines in the order of the input, and goes on after what is none', async ({
    home,
  }) => {
    const input = lines({ id: 'a', ...right }, '', 'oops', { id: [2], ...unmasked });
    const { code, out, err } = await run(home, ['grade', '--json'], { input });
    const all = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(all.map(({ id, verdict, label, error }) => [id, verdict ?? error, label])).toEqual([
      ['a', 'correct', null],
      [null, 'line: This is not one JSON object on one line.', undefined],
      [[2], 'incorrect', 'missing-mask'],
    ]);
    expect({ code, err }).toEqual({ code: 2, err: '' });
  });

  it('prints a table for people', async ({ home }) => {
    const input = lines({ id: 'ada', ...right }, { id: 'bob', ...unmasked }, '{');
    const { code, out } = await run(home, ['grade'], { input });
    expect(code).toBe(2);
    const [head, first, second] = out.split('\n');
    expect(head).toBe('id         verdict      label                   message');
    expect(first).toBe('ada        ✓ correct                            Correct.');
    expect(second).toMatch(/^bob {8}✗ incorrect {2}missing-mask {12}\S/);
    expect(out).toMatch(/^– {10}! error {30}line 3: This is not one JSON object/m);
    expect(out).toMatch(/\n\n3 lines: 1 correct, 1 incorrect, 0 unreadable, 1 not a question\.\n$/);
  });
});

describe('the table', () => {
  const long = 'These two do not multiply: (o×N)·(h×N). The inner sizes, N and h, differ. '.repeat(
    3,
  );
  const answers = [
    { id: 'x', ...wrong('missing-transpose', long) },
    { id: 'a name that is longer than its column', ...wrong('value', long) },
    { id: 7, ...unreadable('syntax', '漢'.repeat(80), null) },
    { id: null, error: 'answer: An answer is a text.' },
  ];

  it.for([48, 60, 80, 100, 200])('is no wider than %i columns', (width) => {
    const table = new GradeTable(width);
    const rows = [table.head(), ...answers.map((each, i) => table.row(each, i + 1))];
    for (const line of rows.join('\n').split('\n'))
      expect(columns(line)).toBeLessThanOrEqual(width);
  });

  it('keeps its columns, and puts the message under the row where there is no room beside it', () => {
    const wide = new GradeTable(100).row(answers[0]!, 1).split('\n');
    expect(wide[0]).toMatch(/^x {10}✗ incorrect {2}missing-transpose {7}These two/);
    expect(wide[1]).toMatch(/^ {48}\S/);
    const narrow = new GradeTable(60).row(answers[0]!, 1).split('\n');
    expect(narrow[0]).toBe('x          ✗ incorrect  missing-transpose');
    expect(narrow[1]).toMatch(/^ {4}These two/);
  });
});

it('has examples in its help that work as they are printed', async ({ home }) => {
  const { out } = await run(home, ['grade', '--help']);
  const examples = [...out.matchAll(/^ {2}backprop-lab (grade .*?) {2}/gm)].map(
    ([, line]) => line!,
  );
  expect(examples).toHaveLength(3);
  mkdirSync(join(home, 'week3'));
  writeFileSync(join(home, 'week3.jsonl'), lines(right));
  writeFileSync(join(home, 'week3/ada.jsonl'), lines(right));
  for (const line of examples) {
    const shell = `"${process.execPath}" "${program}" ${line}`;
    expect(await run(home, [], { shell })).toMatchObject({
      ...{ code: 0, err: '' },
      out: expect.stringContaining('correct'),
    });
  }
  expect(readdirSync(join(home, 'graded'))).toEqual(['ada.jsonl']);
});

describe('grade, of a class', () => {
  const answersOf = {
    'ada.jsonl': lines(right),
    'bob.jsonl': lines(unmasked, 'oops', right),
    'eve.json': lines(unmasked),
    'notes.txt': 'no answers',
  };
  const handIn = (home: string) => {
    const folder = join(home, 'handed-in');
    mkdirSync(folder);
    for (const [name, text] of Object.entries(answersOf)) writeFileSync(join(folder, name), text);
    return folder;
  };

  it('writes a file of results for each student, and says what went wrong', async ({ home }) => {
    const folder = handIn(home);
    const to = join(home, 'graded');
    const { code, out, err } = await run(home, ['grade', folder, '--out', to]);
    expect(err).toBe(
      `${join(folder, 'bob.jsonl')}:2: line: This is not one JSON object on one line.\n`,
    );
    expect(code).toBe(2);
    expect(out).toBe(`3 students, 4 answers: 2 correct, 2 incorrect, 0 unreadable.

dW3 (layer-3-weights): 2 of 3 right
  2 of 3 forgot the mask in dW3

1 line could not be graded.
`);
    expect(readdirSync(to).sort()).toEqual(['ada.jsonl', 'bob.jsonl', 'eve.jsonl']);
    const bob = readFileSync(join(to, 'bob.jsonl'), 'utf8').trim().split('\n');
    expect(bob.map((line) => JSON.parse(line).verdict ?? 'error')).toEqual([
      'incorrect',
      'error',
      'correct',
    ]);
  });

  it('sums up as JSON', async ({ home }) => {
    const { out } = await run(home, ['grade', handIn(home), '--json']);
    const { students, questions, errors } = JSON.parse(out);
    expect(
      students.map(({ student, credit }: Record<string, unknown>) => [student, credit]),
    ).toEqual([
      ['ada', 1],
      ['bob', 1],
      ['eve', 0],
    ]);
    expect(questions).toEqual([
      {
        question: 'dW3',
        lesson: 'layer-3-weights',
        students: 3,
        right: 2,
        labels: [{ label: 'missing-mask', students: 2, said: '2 of 3 forgot the mask in dW3' }],
      },
    ]);
    expect(errors).toMatchObject([{ line: 2 }]);
  });

  it('follows a link within the folder, and none out of it', async ({ home }) => {
    mkdirSync(join(home, 'class'));
    writeFileSync(join(home, 'class/ada.jsonl'), lines(right));
    symlinkSync('ada.jsonl', join(home, 'class/bob.jsonl'));
    expect((await run(home, ['grade', 'class'])).out).toMatch(/^2 students, 2 answers: 2 correct/);
    writeFileSync(join(home, 'secret.jsonl'), lines('secret'));
    symlinkSync('../secret.jsonl', join(home, 'class/eve.jsonl'));
    const { code, out, err } = await run(home, ['grade', 'class', '--out', 'graded']);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('eve.jsonl is a link that leads out of class, and nothing is graded.');
    expect(readdirSync(home)).not.toContain('graded');
    // Whoever names the link itself means it.
    expect((await run(home, ['grade', 'class/eve.jsonl'])).err).not.toContain('link');
  });

  it('is refused where it would write over the answers, or mix up two students', async ({
    home,
  }) => {
    const folder = handIn(home);
    const calls = [
      [folder, '--out', folder],
      [folder, join(folder, 'ada.jsonl')],
      [join(home, 'nowhere')],
      ['--out', join(home, 'graded')],
    ];
    for (const call of calls) {
      const { code, out, err } = await run(home, ['grade', ...call]);
      expect({ code, out }).toEqual({ code: 2, out: '' });
      expect(err).toMatch(/--out|both called ada|There is no|--out is for/);
    }
    expect(readFileSync(join(folder, 'ada.jsonl'), 'utf8')).toBe(answersOf['ada.jsonl']);
  });
});

describe('lines', () => {
  const cut = (...pieces: readonly string[]) => {
    const all = new Lines();
    return [...pieces.flatMap((piece) => [...all.add(piece)]), ...all.end()];
  };

  it('are the same however the text is cut', () => {
    const text = '\ufeffone\r\ntwo\n\nfo\rur';
    const wanted = ['one', 'two', '', 'fo\rur'];
    expect(cut(text)).toEqual(wanted);
    expect(cut(...text)).toEqual(wanted);
    expect(cut('a\n')).toEqual(['a']);
  });

  it('do not grow without end', () => {
    const [line] = cut(...Array.from({ length: 100 }, () => 'x'.repeat(100_000)), '\n');
    expect(line!.length).toBeLessThanOrEqual(1_100_000);
  });
});
