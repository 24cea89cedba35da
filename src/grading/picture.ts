import { type Expr, topological } from '../engine/expr.ts';
import { grad } from '../engine/grad.ts';
import type { Env } from '../engine/run.ts';
import type { Scope } from '../engine/scope.ts';
import { type Shape, sameShape } from '../engine/shape.ts';
import { parse } from '../notation/parse.ts';
import { readProgram } from '../notation/program.ts';
import { compare } from './judge.ts';
import { forOneAnswer } from './oneanswer.ts';
import type { Prepared } from './prepare.ts';
import { randomFrom } from './random.ts';
import { drawEnv } from './sample.ts';
import { type Feedback, right } from './verdict.ts';

/** The same question with the picture's numbers for sizes, and draws of it. */
interface Picture {
  readonly scope: Scope;
  readonly reference: Expr;
  readonly envs: readonly Env[];
}

const pictures = new WeakMap<Prepared, Picture | null>();
const DRAWS = 4;

/**
 * An answer that is wrong in general is judged once more at the sizes in the picture. Right there,
 * it is correct with a note: it holds for this network only. Null when it is wrong there as well.
 */
export function atThisSize(p: Prepared, text: string): Feedback | null {
  if (p.sizes.size === 0) return null;
  let picture = pictures.get(p);
  if (picture === undefined) {
    picture = draw(p);
    pictures.set(p, picture);
  }
  if (!picture) return null;
  const { graph } = picture.scope;
  const holds = forOneAnswer(graph, picture.envs, () => isRightIn(picture, p, text));
  return holds ? { ...right(null), label: 'this-size-only', message: note(p) } : null;
}

function isRightIn({ scope, reference, envs }: Picture, p: Prepared, text: string): boolean {
  const read = parse(text, { ...p.vocabulary, scope, pictured: p.sizes });
  if (!read.ok || !read.expr.shape || !sameShape(read.expr.shape, reference.shape!)) return false;
  return hasNumber(read.expr) && compare(envs, read.expr, reference) === 'same';
}

function draw(p: Prepared): Picture | null {
  const at = (shape: Shape): Shape => [sizeOf(p, shape[0]), sizeOf(p, shape[1])];
  const shapes: [string, Shape][] = [...p.scope.shapes]
    .filter(([name]) => !name.includes('/') && !p.scope.definitions.has(name))
    .map(([name, shape]) => [name, at(shape)]);
  if (shapes.some(([, [r, c]]) => typeof r === 'string' || typeof c === 'string')) return null;
  const program = readProgram({
    text: p.question.program,
    shapes: Object.fromEntries(shapes),
    sizes: p.vocabulary.sizes,
  });
  if (!program.ok) return null;
  const { scope } = program;
  grad(scope, p.loss);
  if (!scope.has(p.asked)) return null;
  const reference = scope.ref(p.asked);
  const sampled = { scope, reference, kinds: p.sampled.kinds, seed: p.sampled.seed };
  const random = randomFrom(`${p.sampled.seed} picture`);
  const envs = Array.from({ length: DRAWS }, () => drawEnv(sampled, p.sizes, random));
  return { scope, reference, envs };
}

function sizeOf(p: Prepared, d: string | number): string | number {
  return typeof d === 'number' ? d : (p.sizes.get(d) ?? d);
}

/** Only a typed number can make an answer right for one size alone. */
function hasNumber(e: Expr): boolean {
  return topological([e]).some((n) => ['const', 'lit', 'ones', 'eye'].includes(n.op));
}

function note(p: Prepared): string {
  const [[name, n] = ['', 0]] = [...p.sizes].filter(([d]) => !d.startsWith('#'));
  return name === ''
    ? 'Right for a network of this size. For any size, write the number of entries by its name.'
    : `Right for ${name} = ${n}. For any size write ${name}.`;
}
