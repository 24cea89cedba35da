import type { Lesson } from '../../lesson/lesson.ts';
import { type Assessed, outcomes, type Result, replaySentence } from './assess.ts';
import { json } from './json.ts';
import { mistakesPage } from './mistakes.ts';

/** What a format makes of the reports of a class. */
export interface Format {
  readonly about: string;
  /** Whether it holds one student only. */
  readonly single?: boolean;
  write(class_: readonly Assessed[], lessons: readonly Lesson[]): string;
}

const table = {
  csv: { about: 'a gradebook, one student a line', write: gradebook },
  markdown: { about: 'the commonest mistakes of each exercise', write: mistakesPage },
  json: { about: 'everything, for programs', write: everything },
  junit: { about: 'one test case for each exercise, for build servers', write: junit },
  gradescope: { about: 'the results.json of an autograder', single: true, write: gradescope },
} satisfies Readonly<Record<string, Format>>;

export type FormatName = keyof typeof table;

/** The ways to write results: a new one is a row of the table. */
export const formats: Readonly<Record<FormatName, Format>> = table;

/** The exercises of the class in the order of the lessons, each once, as `lesson/exercise`. */
function columns(class_: readonly Assessed[], lessons: readonly Lesson[]): readonly string[] {
  const met = new Set(class_.flatMap(({ results }) => results.map(({ lesson }) => lesson)));
  return lessons
    .filter(({ id }) => met.has(id))
    .flatMap(({ id, steps }) =>
      steps.flatMap(({ exercise }) => (exercise ? [`${id}/${exercise.id}`] : [])),
    );
}

function gradebook(class_: readonly Assessed[], lessons: readonly Lesson[]): string {
  const exercises = columns(class_, lessons);
  const head = [
    'student',
    'credit',
    'of',
    'solved',
    'tries',
    'answers',
    'other verdict',
    'changed',
  ];
  const rows = class_.map((one) => {
    const { student, results } = one;
    const credits = new Map(results.map((r) => [`${r.lesson}/${r.exercise}`, r.credit]));
    const { same, different, changed, unknown } = outcomes(one);
    const sum = (count: (result: Result) => number) =>
      results.reduce((total, result) => total + count(result), 0);
    return [
      student,
      short(sum(({ credit }) => credit)),
      exercises.length,
      sum(({ solved }) => Number(solved)),
      sum(({ tries }) => tries),
      same + different + changed + unknown,
      different,
      changed + unknown,
      ...exercises.map((id) => short(credits.get(id) ?? 0)),
    ];
  });
  return [[...head, ...exercises], ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

function short(credit: number): number {
  return Number(credit.toFixed(3));
}

/** A cell that no spreadsheet takes for a formula (RFC 4180 quotes, and an apostrophe in front). */
export function cell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const tame = value.replace(/[\p{Cc}\p{Cf}]/gu, ' ');
  const inert = /^\s*[=+\-@|%＝＋－＠]/u.test(tame) ? `'${tame}` : tame;
  return /[",;\s']/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}

function everything(class_: readonly Assessed[]): string {
  const all = class_.map((one) => ({
    student: one.student,
    replay: outcomes(one),
    exercises: one.results.map(({ mistakes, ...result }) => ({
      ...result,
      mistakes: mistakes.map(({ label }) => label),
    })),
    answers: one.replayed.map(({ lesson, exercise, attempt, outcome, verdict, label }) => ({
      ...{ lesson, exercise, seed: attempt.seed, text: attempt.text, at: attempt.at },
      said: { verdict: attempt.verdict, label: attempt.label },
      again: outcome === 'same' || outcome === 'different' ? { verdict, label } : null,
      outcome,
    })),
  }));
  return json(all);
}

function junit(class_: readonly Assessed[]): string {
  const suites = class_.map((one) => {
    const { student, results } = one;
    const failures = results.filter(({ solved }) => !solved).length;
    const cases = results.map((result) => {
      const head = `    <testcase classname="${xml(result.lesson)}" name="${xml(result.exercise)}"`;
      if (result.solved) return `${head}/>`;
      return `${head}>\n      <failure message="${xml(verdictOf(result))}"/>\n    </testcase>`;
    });
    return [
      `  <testsuite name="${xml(student)}" tests="${results.length}" failures="${failures}">`,
      ...cases,
      `    <system-out>${xml(`${replaySentence(one)} ${one.report.note}`)}</system-out>`,
      '  </testsuite>',
    ].join('\n');
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n${suites.join('\n')}\n</testsuites>\n`;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

function xml(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\uFFFE\uFFFF]/gu, ' ')
    .replace(/[&<>"']/g, (glyph) => entities[glyph]!);
}

/** The results.json that Gradescope's autograders write; one student. */
function gradescope([one]: readonly Assessed[], lessons: readonly Lesson[]): string {
  const results = one?.results ?? [];
  const titles = new Map(lessons.map(({ id, title }) => [id, title]));
  const tests = results.map((result) => ({
    name: `${titles.get(result.lesson) ?? result.lesson}: ${result.exercise}`,
    score: short(result.credit),
    max_score: 1,
    status: result.solved ? 'passed' : 'failed',
    output: verdictOf(result),
  }));
  const score = results.reduce((sum, { credit }) => sum + credit, 0);
  const output = one ? `${replaySentence(one)} ${one.report.note}` : '';
  return json({ score: short(score), output, tests });
}

function verdictOf({ solved, tries, hints, mistakes }: Result): string {
  const labels = [...new Set(mistakes.map(({ label }) => label ?? 'value'))];
  const times = tries === 1 ? 'one try' : `${tries} tries`;
  const help = hints > 0 ? `, ${hints === 1 ? 'one hint' : `${hints} hints`}` : '';
  const met = labels.length > 0 ? `; mistakes: ${labels.join(', ')}` : '';
  return `${solved ? 'right' : 'not yet right'} after ${times}${help}${met}.`;
}
