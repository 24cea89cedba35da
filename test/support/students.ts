import { type Exercise, kindOf, solve } from '../../src/lesson/exercises/index.ts';
import type { Lesson } from '../../src/lesson/lesson.ts';
import { messagesOf } from '../../src/lesson/misconception.ts';

/** What a student hands in, and the mistake it is called by; null for what is right. */
export interface Try {
  readonly exercise: Exercise;
  readonly answer: string;
  readonly label: string | null;
}

/** What `expect:` may say besides a mistake: a verdict, or the note on a right answer. */
const verdicts = ['correct', 'incorrect', 'unreadable', 'this-size-only', 'rounded'];

/** Every mistake that a lesson lists for an exercise, with an answer of somebody who makes it. */
export function listedMistakes(exercise: Exercise): readonly Try[] {
  const found = new Map<string, string>();
  const add = (label: string, answer: string | null) => {
    if (answer !== null && !found.has(label)) found.set(label, answer);
  };
  for (const { give, expect } of exercise.tests) {
    if (!verdicts.includes(expect)) add(expect, give);
  }
  for (const [label, when] of named(exercise)) {
    add(label, when === null ? null : kindOf(exercise).example(exercise, when));
  }
  for (const [label] of named(exercise)) {
    if (!found.has(label)) add(label, messagesOf(exercise, label)[0]?.answer ?? null);
  }
  return [...found].map(([label, answer]) => ({ exercise, answer, label }));
}

/** The mistakes that the lesson names: of its own, with a `when`, or ones of the lab that it says better. */
export function named(exercise: Exercise): readonly (readonly [string, string | null])[] {
  if ('mistakes' in exercise) {
    return Object.entries(exercise.mistakes).map(([label, { when }]) => [label, when]);
  }
  const offered = exercise.kind === 'choice' ? exercise.options : exercise.lines;
  return offered.flatMap(({ label }) => (label ? [[label, null] as const] : []));
}

/** What two students hand in: one answers all right, the other makes each listed mistake first. */
export const students = {
  'answers all right': (exercise: Exercise) => [rightTry(exercise)],
  'makes each listed mistake first': (exercise: Exercise) => [
    ...listedMistakes(exercise),
    rightTry(exercise),
  ],
} as const satisfies Record<string, (exercise: Exercise) => readonly Try[]>;

export type Student = keyof typeof students;

export const studentNames = Object.keys(students) as readonly Student[];

/** All that a student hands in on the way through a lesson, in order. */
export function tries(student: Student, lesson: Lesson): readonly Try[] {
  return lesson.steps.flatMap(({ exercise }) => (exercise ? students[student](exercise) : []));
}

function rightTry(exercise: Exercise): Try {
  return { exercise, answer: solve(exercise).answer, label: null };
}
