import type { Lesson } from '../../lesson/lesson.ts';
import { type Replayed, replay } from './replay.ts';
import type { ExerciseReport, Report } from './report.ts';

/** A report with every answer in it given again, and what each exercise is worth after that. */
export interface Assessed {
  /** The student's name, or that of the file. */
  readonly student: string;
  readonly report: Report;
  readonly replayed: readonly Replayed[];
  readonly results: readonly Result[];
}

/** What came of one exercise. */
export interface Result {
  readonly lesson: string;
  readonly exercise: string;
  /** The best credit among the answers whose verdict was the same again, help taken off; from 0 to 1. */
  readonly credit: number;
  readonly solved: boolean;
  /** Answers that were judged right or wrong. */
  readonly tries: number;
  readonly hints: number;
  /** Wrong answers by their label, as they were called again. */
  readonly mistakes: readonly Replayed[];
}

/** Gives a report's answers again and counts. */
export function assess(report: Report, student: string, lessons: readonly Lesson[]): Assessed {
  const replayed = replay(report, lessons);
  const known = report.lessons.filter(({ id }) => lessons.some((lesson) => lesson.id === id));
  const results = known.flatMap(({ id, exercises }) =>
    exercises
      .filter((each) => isAsked(lessons, id, each.id))
      .map((each) => resultOf(id, each, replayed)),
  );
  return { student, report, replayed, results };
}

function isAsked(lessons: readonly Lesson[], lesson: string, exercise: string): boolean {
  const steps = lessons.find(({ id }) => id === lesson)?.steps ?? [];
  return steps.some((step) => step.exercise?.id === exercise);
}

function resultOf(
  lesson: string,
  { id, hints }: ExerciseReport,
  replayed: readonly Replayed[],
): Result {
  const own = replayed.filter((each) => each.lesson === lesson && each.exercise === id);
  const same = own.filter(({ outcome }) => outcome === 'same');
  const credits = same.map(({ credit, attempt }) => Math.min(credit, attempt.credit));
  return {
    lesson,
    exercise: id,
    credit: Math.max(0, ...credits),
    solved: same.some(({ verdict }) => verdict === 'correct'),
    tries: own.filter(({ verdict }) => verdict === 'correct' || verdict === 'incorrect').length,
    hints,
    mistakes: own.filter(({ verdict }) => verdict === 'incorrect'),
  };
}

/** How many answers had each outcome. */
export function outcomes({ replayed }: Assessed): Readonly<Record<Replayed['outcome'], number>> {
  const count = (outcome: Replayed['outcome']) =>
    replayed.filter((each) => each.outcome === outcome).length;
  return {
    same: count('same'),
    different: count('different'),
    changed: count('changed'),
    unknown: count('unknown'),
  };
}

/** What was found when the answers were given again, in one sentence. */
export function replaySentence(assessed: Assessed): string {
  const { same, different, changed, unknown } = outcomes(assessed);
  const total = same + different + changed + unknown;
  const parts = [
    `${same} of ${total} answers got the same verdict again`,
    ...(different > 0 ? [`${different} got another, and do not count`] : []),
    ...(changed > 0 ? [`${changed} were to an exercise that has changed since`] : []),
    ...(unknown > 0 ? [`${unknown} were to an exercise that is not among the lessons here`] : []),
  ];
  return `${parts.join('; ')}.`;
}

/** A name that is there twice gets a number, so that two rows are two people. */
export function distinct(names: readonly string[]): readonly string[] {
  const seen = new Map<string, number>();
  return names.map((name) => {
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name} (${count})`;
  });
}
