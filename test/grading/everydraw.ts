import { readFileSync } from 'node:fs';
import { Env } from '../../src/engine/run.ts';
import { type Tensor, tensor } from '../../src/engine/tensor.ts';
import { type Prepared, prepare } from '../../src/grading/prepare.ts';
import type { Question } from '../../src/grading/question.ts';
import type { Verdict } from '../../src/grading/verdict.ts';
import { course } from './course/index.ts';

/** A question with answers whose verdicts are known. */
export interface Known {
  readonly id: string;
  readonly p: Prepared;
  readonly answers: readonly { readonly text: string; readonly verdict: Verdict | null }[];
}

interface Case extends Question {
  readonly id: string;
  readonly answer: string;
  readonly expect: Verdict;
}

/** The acceptance cases, one a line. */
export const cases: readonly Case[] = readFileSync(new URL('cases.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line));

/** The course and the acceptance cases, prepared once; a verdict of null is any but correct. */
export function everyQuestion(): readonly Known[] {
  const ofCourse = course.map(({ id, question, values, right, wrong }) => ({
    id,
    p: prepare({ ...question, ...(values && { values }) }),
    answers: [
      ...right.map((text) => ({ text, verdict: 'correct' as const })),
      ...wrong.map(([, text]) => ({ text, verdict: null })),
    ],
  }));
  const ofCases = new Map<
    string,
    { id: string; p: Prepared; answers: Known['answers'][number][] }
  >();
  for (const { id, answer, expect, ...question } of cases) {
    const key = JSON.stringify(question);
    const known = ofCases.get(key) ?? { id, p: prepare(question), answers: [] };
    known.answers.push({ text: answer, verdict: expect });
    ofCases.set(key, known);
  }
  return [...ofCourse, ...ofCases.values()];
}

/**
 * The asked gradient by central differences, from nothing but forward evaluation: every entry of
 * the variable is moved, and what is downstream of it computed again.
 */
export function byDifferences(p: Prepared, env: Env): Tensor {
  const { scope, ask } = p;
  const at = env.named(ask.name);
  const objective = weighed(p, env);
  const moved = (entry: number, by: number) => {
    const data = Float64Array.from(at.data);
    data[entry]! += by;
    const free = new Map(env.free).set(ask.name, tensor(at.rows, at.cols, data));
    return objective(new Env(scope, free, env.sizes));
  };
  const out = tensor(at.rows, at.cols);
  for (let entry = 0; entry < at.data.length; entry++) {
    const h = 1e-6 * Math.max(1, Math.abs(at.data[entry]!));
    out.data[entry] = (moved(entry, h) - moved(entry, -h)) / (2 * h);
  }
  return out;
}

/** The loss; or, where the upstream gradient is given, what that gradient weighs. */
function weighed(p: Prepared, env: Env): (at: Env) => number {
  const { scope, loss } = p;
  if (scope.has(loss)) return (at) => at.named(loss).data[0]!;
  const last = scope.last()!;
  const upstream = env.named(`d${loss}/d${last}`);
  return (at) => at.named(last).data.reduce((sum, x, i) => sum + x * upstream.data[i]!, 0);
}

/** How far two tensors are apart, relative to the larger. */
export function apart(a: Tensor, b: Tensor): number {
  const size = (t: Tensor) => Math.hypot(...t.data);
  const difference = Math.hypot(...a.data.map((x, i) => x - b.data[i]!));
  return difference / Math.max(size(a), size(b), 1e-300);
}
