import { hash } from '../../lesson/hash.ts';
import type { Lesson } from '../../lesson/lesson.ts';
import {
  type Attempt,
  bestCredit,
  exerciseProgress,
  isSolved,
  lessonProgress,
  type Progress,
} from '../progress.ts';
import {
  type Check,
  credit,
  fail,
  flag,
  isObject,
  list,
  Misread,
  object,
  orNull,
  text,
  verdict,
  whole,
} from '../validate.ts';

/** One student's work, as readable JSON. */
export interface Report {
  readonly kind: 'backprop-lab report';
  readonly format: 1;
  /** What a reader has to know of it. */
  readonly note: string;
  /** As the student wrote it; null when nothing was. */
  readonly student: string | null;
  /** When it was written, in ISO 8601. */
  readonly written: string;
  /** The version of the program that wrote it. */
  readonly program: string;
  /** The lessons that were opened, in the order of the course. */
  readonly lessons: readonly LessonReport[];
}

export interface LessonReport {
  readonly id: string;
  readonly title: string;
  /** The title of its course; null for a lesson that belongs to none. */
  readonly course: string | null;
  /** Changes with anything in the lesson. */
  readonly version: string;
  readonly exercises: readonly ExerciseReport[];
}

export interface ExerciseReport {
  readonly id: string;
  readonly kind: string;
  /** Of the exercise as it is now. */
  readonly fingerprint: string;
  readonly solved: boolean;
  readonly credit: number;
  readonly hints: number;
  readonly solutionShown: boolean;
  /** Oldest first. */
  readonly attempts: readonly AttemptReport[];
}

export interface AttemptReport {
  readonly text: string;
  readonly verdict: Attempt['verdict'];
  readonly label: string | null;
  readonly credit: number;
  /** ISO 8601; null where the lab had no clock. */
  readonly at: string | null;
  /** The draw of numbers; 0 for the lesson's own. */
  readonly seed: number;
  /** Of the exercise as it was answered. */
  readonly fingerprint: string;
}

const note =
  'This report was written without a server, on the computer of whoever hands it in, and can be edited. `backprop-lab report FILE` answers every question in it again and says where a verdict is another.';

/** Where a report comes from. */
export interface Origin {
  readonly student: string | null;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly program: string;
  /** The title of a lesson's course, by its id. */
  readonly courses?: ReadonlyMap<string, string>;
}

/** What a student has done in these lessons; those that were never opened are left out. */
export function makeReport(
  lessons: readonly Lesson[],
  progress: Progress,
  { student, now, program, courses }: Origin,
): Report {
  const opened = lessons.filter(({ id }) => {
    const { seen, exercises } = lessonProgress(progress, id);
    return seen.length > 0 || Object.keys(exercises).length > 0;
  });
  return {
    kind: 'backprop-lab report',
    format: 1,
    note,
    student,
    written: new Date(now).toISOString(),
    program,
    lessons: opened.map((lesson) => ({
      id: lesson.id,
      title: lesson.title,
      course: courses?.get(lesson.id) ?? null,
      version: versionOf(lesson),
      exercises: exercisesOf(lesson, progress),
    })),
  };
}

function exercisesOf(lesson: Lesson, progress: Progress): ExerciseReport[] {
  return lesson.steps.flatMap(({ exercise }) => {
    if (!exercise) return [];
    const entry = exerciseProgress(progress, lesson.id, exercise.id);
    return {
      id: exercise.id,
      kind: exercise.kind,
      fingerprint: exercise.fingerprint,
      solved: isSolved(exercise, entry),
      credit: bestCredit(exercise, entry),
      hints: entry.hints,
      solutionShown: entry.solution,
      attempts: entry.attempts.map(attemptOf),
    };
  });
}

function attemptOf(attempt: Attempt): AttemptReport {
  const { text, verdict, label, credit, at, seed, fingerprint } = attempt;
  const time = at === 0 || at > latest ? null : new Date(at).toISOString();
  return { text, verdict, label, credit, at: time, seed, fingerprint };
}

/** The last moment that a date can be. */
const latest = 8.64e15;

/** A word for a lesson as it is: another when anything in it has changed. */
export function versionOf({ file: _, places: __, ...lesson }: Lesson): string {
  return hash(JSON.stringify(lesson, (key, value) => (key === 'place' ? undefined : value)));
}

/** A report as read from a file, or one sentence that says why it is none. */
export type ReadReport =
  | { readonly ok: true; readonly report: Report }
  | { readonly ok: false; readonly message: string };

const limits = { student: 200, text: 20_000, attempts: 20_000 };

const short: Check<string> = (value, path) =>
  text(value, path).length <= limits.student ? text(value, path) : fail(path, 'a short text');
const typed: Check<string> = (value, path) =>
  text(value, path).length <= limits.text ? text(value, path) : fail(path, 'an answer');
const time: Check<string> = (value, path) =>
  Number.isNaN(Date.parse(text(value, path))) ? fail(path, 'a time') : text(value, path);

const attempt = object<AttemptReport>({
  ...{ text: typed, verdict, label: orNull(short), credit, at: orNull(time), seed: whole },
  fingerprint: short,
});
const exercise = object<ExerciseReport>({
  ...{ id: short, kind: short, fingerprint: short, solved: flag, credit, hints: whole },
  solutionShown: flag,
  attempts: list(attempt),
});
const lesson = object<LessonReport>({
  ...{ id: short, title: short, course: orNull(short), version: short },
  exercises: list(exercise),
});
const report = object<Report>({
  kind: (value, path) => (value === 'backprop-lab report' ? value : fail(path, 'of a report')),
  format: (value, path) => (value === 1 ? 1 : fail(path, '1')),
  note: text,
  student: orNull(short),
  written: time,
  program: short,
  lessons: list(lesson),
});

/** Reads what claims to be a report. Nothing in it is trusted. */
export function readReport(source: string): ReadReport {
  try {
    const data: unknown = JSON.parse(source);
    if (!isObject(data) || data.kind !== 'backprop-lab report') {
      return refuse('it is not a report of backprop-lab');
    }
    if (typeof data.format === 'number' && data.format > 1) {
      return refuse('it was written by a newer backprop-lab; update this one');
    }
    const read = report(data, 'report');
    const count = read.lessons.flatMap(({ exercises }) => exercises.flatMap((e) => e.attempts));
    if (count.length > limits.attempts) {
      return refuse(`it has more than ${limits.attempts} answers`);
    }
    return { ok: true, report: read };
  } catch (error) {
    if (error instanceof Misread) return refuse(`it is damaged: ${error.message.slice(0, 200)}`);
    if (error instanceof SyntaxError) return refuse('it is not JSON');
    throw error;
  }
}

function refuse(why: string): ReadReport {
  return {
    ok: false,
    message: `${why.replace(/\.$/, '')}. Ask for it again: backprop-lab report.`,
  };
}
