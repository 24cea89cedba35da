import type { Feedback, Reading } from '../../grading/verdict.ts';
import { untidy } from '../source.ts';
import { backward } from './backward.ts';
import { choice } from './choice.ts';
import { compute } from './compute.ts';
import { debug } from './debug.ts';
import { derive } from './derive.ts';
import { experiment } from './experiment.ts';
import type { Common, ExerciseKind, Offer, Past, Solution } from './kind.ts';
import { order } from './order.ts';
import { shape } from './shape.ts';

/** The kinds of exercise: a new one is a file beside this one and its name here. */
export const kinds = { derive, compute, shape, choice, order, backward, debug, experiment };

export type Kind = keyof typeof kinds;

type ExerciseIn<T> = T extends ExerciseKind<infer E, infer _> ? E : never;

/** An exercise of any kind, told apart by `kind`. */
export type Exercise = { [K in Kind]: ExerciseIn<(typeof kinds)[K]> }[Kind];

/** What the lab does with an exercise: the row of its kind. */
export function kindOf(exercise: Exercise): ExerciseKind<Exercise> {
  return kinds[exercise.kind];
}

/** The verdict on an answer, in the light of what was answered before. */
export function gradeExercise(exercise: Exercise, answer: string, past: Past = {}): Feedback {
  const feedback = kindOf(exercise).grade(exercise, answer, past);
  return {
    ...feedback,
    message: tidy(feedback.message),
    read: feedback.read && tidy(feedback.read),
  };
}

/** What the question lists below what it asks: options, lines, rows. */
export function offersOf(exercise: Exercise): readonly Offer[] {
  return kindOf(exercise).offers(exercise);
}

/** The reading of a draft, live under the answer line; of none before anything is typed. */
export function readDraft(exercise: Exercise, draft: string): Reading {
  if (draft.trim() === '') return { read: null, shapes: null, problem: null };
  const reading = kindOf(exercise).read(exercise, draft);
  return { ...reading, read: reading.read && tidy(reading.read) };
}

/** Kinds give back what was typed, and that may hold anything. */
function tidy(text: string): string {
  return text.replace(untidy, '\uFFFD');
}

/** The answer as the lab shows it after success or on request. */
export function solve(exercise: Exercise): Solution {
  return kindOf(exercise).solution(exercise);
}

export type { Common };
