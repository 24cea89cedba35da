import { grad } from '../../src/engine/grad.ts';
import type { Dim, Shape } from '../../src/engine/shape.ts';
import { findFunction } from '../../src/notation/functions.ts';
import type { Vocabulary } from '../../src/notation/names.ts';
import { parse } from '../../src/notation/parse.ts';
import { print } from '../../src/notation/print.ts';
import { readProgram } from '../../src/notation/program.ts';

/** What may be named in a formula: the names of a program, its gradients, and its sizes. */
export function vocabularyOf(
  text: string,
  shapes: Readonly<Record<string, Shape>>,
  loss: string | null = 'L',
): Vocabulary {
  const sizes = [...new Set(Object.values(shapes).flat())].filter(
    (d): d is string => typeof d === 'string',
  );
  const program = readProgram({ text, shapes, sizes });
  if (!program.ok) throw new Error(program.error.message);
  if (loss !== null) grad(program.scope, loss);
  return {
    scope: program.scope,
    sizes,
    loss,
    isFunction: (word) => findFunction(word) !== null,
  };
}

const dims = (rows: Dim, cols: Dim): Shape => [rows, cols];

/** Three layers with a batch, as in the notes. */
export const network = vocabularyOf(
  [
    'z1 = W1 @ X + b1; h1 = relu(z1)',
    'z2 = W2 @ h1 + b2; h2 = relu(z2)',
    'z3 = W3 @ h2 + b3; h3 = relu(z3)',
  ].join('; '),
  {
    X: dims('d0', 'N'),
    W1: dims('d1', 'd0'),
    b1: dims('d1', 1),
    W2: dims('d2', 'd1'),
    b2: dims('d2', 1),
    W3: dims('d3', 'd2'),
    b3: dims('d3', 1),
    lambda: dims(1, 1),
    k: dims(1, 1),
    x: dims(1, 1),
  },
);

/** How a formula is read, printed in the math dialect; its error's label and sentence otherwise. */
export function reading(text: string, vocabulary: Vocabulary = network): string {
  const read = parse(text, vocabulary);
  return read.ok ? print(read.expr) : `${read.error.label}: ${read.error.message}`;
}
