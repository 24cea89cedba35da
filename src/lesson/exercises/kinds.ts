import { backward } from './backward.ts';
import { choice } from './choice.ts';
import { compute } from './compute.ts';
import { debug } from './debug.ts';
import { derive } from './derive.ts';
import { experiment } from './experiment.ts';
import type { ExerciseKind } from './kind.ts';
import { order } from './order.ts';
import { shape } from './shape.ts';

/** The kinds of exercise: a new one is a file beside this one and its name here. */
export const kinds = { derive, compute, shape, choice, order, backward, debug, experiment };

export type Kind = keyof typeof kinds;

type ExerciseIn<T> = T extends ExerciseKind<infer E, infer _> ? E : never;

/** An exercise of any kind, told apart by `kind`. */
export type Exercise = { [K in Kind]: ExerciseIn<(typeof kinds)[K]> }[Kind];
