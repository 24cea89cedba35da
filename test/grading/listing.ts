import { grade } from '../../src/grading/grade.ts';
import { prepare } from '../../src/grading/prepare.ts';
import type { Feedback } from '../../src/grading/verdict.ts';
import type { CourseExercise } from './course/exercise.ts';
import { course } from './course/index.ts';
import { labelsOf } from './labels.ts';
import { reasons } from './reasons.ts';

/** One wrong answer of the course, and what is said to it without and with the rows of its lesson. */
export interface Entry {
  readonly id: string;
  readonly code: string;
  readonly answer: string;
  /** By the tables of the grader alone. */
  readonly alone: Feedback;
  /** With the `when:` rows of the lesson. */
  readonly taught: Feedback;
  /** Whether the label says what the code means. */
  readonly byTables: boolean;
  readonly byLesson: boolean;
  readonly reason: string | null;
}

/** The exercise with its numbers, as a lesson hands it to the grader; without its lesson's rows. */
export function alone({ question, values }: CourseExercise) {
  return prepare({ ...question, ...(values && { values }) });
}

function entriesOf(exercise: CourseExercise): Entry[] {
  const { id, question, values, mistakes, wrong } = exercise;
  const bare = alone(exercise);
  const taught = mistakes ? prepare({ ...question, ...(values && { values }), mistakes }) : bare;
  return wrong.map(([code, answer]) => {
    const [first, second] = [grade(bare, answer), grade(taught, answer)];
    const means = ({ label }: Feedback) => labelsOf.get(code)?.includes(label ?? '') ?? false;
    const reason = reasons.get(`${id} ${code}`) ?? null;
    const found = { byTables: means(first), byLesson: means(second) };
    return { id, code, answer, alone: first, taught: second, ...found, reason };
  });
}

export const entries: readonly Entry[] = course.flatMap(entriesOf);

/** docs/mistakes.md */
export function page(): string {
  const [all, tables, lessons] = [
    entries.length,
    entries.filter((e) => e.byTables).length,
    entries.filter((e) => e.byLesson).length,
  ];
  const share = (n: number) => `${n} of ${all} (${Math.floor((100 * n) / all)} %)`;
  return `${HEAD}
The tables of the grader alone give ${share(tables)} the label that its authors meant; together with the rows of a lesson it is ${share(lessons)}.

## Code and label

| code | labels |
|---|---|
${[...labelsOf].map(([code, labels]) => `| ${code} | ${labels.map((l) => `\`${l}\``).join(', ')} |`).join('\n')}

## The wrong answers

${course.map(section).join('\n')}`;
}

const HEAD = `# What wrong answers are told

<!-- Printed from test/grading by \`npm run mistakes\`. -->

The wrong answers that the authors of a course on backpropagation collected, each with the code of its misconception, the label that it gets and what the student reads. Where a code may get several labels, the mistakes have one value and nobody could tell them apart.
`;

function section({ id, question }: CourseExercise): string {
  const rows = entries.filter((e) => e.id === id).map(row);
  return `### ${id}: ${question.ask}

| code | answer | label | by | what is said |
|---|---|---|---|---|
${rows.join('\n')}
`;
}

function row({ code, answer, taught, byTables, byLesson, reason }: Entry): string {
  const by = byTables ? 'tables' : byLesson ? 'lesson' : (reason ?? 'missing');
  const cells = [code, `\`${answer}\``, `\`${taught.label}\``, by, taught.message];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}
