import { type Expr, topological } from '../engine/expr.ts';
import { grad } from '../engine/grad.ts';
import type { Env } from '../engine/run.ts';
import { type Dim, type Shape, sameShape } from '../engine/shape.ts';
import { parse } from '../notation/parse.ts';
import { readProgram } from '../notation/program.ts';
import { compare } from './judge.ts';
import { forOneAnswer } from './oneanswer.ts';
import type { Prepared } from './prepare.ts';
import { drawsForAnswer, NoDraws, type Sampled, sample } from './sample.ts';
import { type Feedback, right } from './verdict.ts';

/** The same question with numbers for some of its sizes, and draws of it. */
interface Picture {
  readonly sampled: Sampled;
  readonly envs: readonly Env[];
}

type Sizes = ReadonlyMap<string, number>;

const pictures = new WeakMap<Prepared, Map<string, Picture | null>>();

/**
 * An answer that is wrong in general is judged once more at the sizes in the picture. Right there,
 * it is correct with a note: it holds for this network only. Null when it is wrong there as well.
 */
export function atThisSize(p: Prepared, text: string, answer: Expr): Feedback | null {
  if (p.sizes.size === 0 || !hasNumber(answer) || !rightAt(p, text, p.sizes)) return null;
  return { ...right(null), label: 'this-size-only', message: note(needed(p, text)) };
}

/** The sizes whose numbers the answer leans on: the others can be anything. */
function needed(p: Prepared, text: string): Sizes {
  let fixed = p.sizes;
  for (const name of p.sizes.keys()) {
    const fewer = new Map([...fixed].filter(([d]) => d !== name));
    if (fewer.size > 0 && rightAt(p, text, fewer)) fixed = fewer;
  }
  return fixed;
}

function rightAt(p: Prepared, text: string, fixed: Sizes): boolean {
  const picture = pictureOf(p, fixed);
  if (!picture) return false;
  const { sampled, envs } = picture;
  return forOneAnswer(sampled.scope.graph, envs, () => isRightIn(picture, p, text, fixed));
}

function isRightIn({ sampled, envs }: Picture, p: Prepared, text: string, fixed: Sizes): boolean {
  const { scope, reference } = sampled;
  const read = parse(text, { ...p.vocabulary, scope, pictured: fixed });
  if (!read.ok || !read.expr.shape || !sameShape(read.expr.shape, reference.shape!)) return false;
  const all = [...envs, ...drawsForAnswer(sampled, read.expr, envs)];
  return compare(all, read.expr, reference) === 'same';
}

function pictureOf(p: Prepared, fixed: Sizes): Picture | null {
  const known = pictures.get(p) ?? new Map<string, Picture | null>();
  pictures.set(p, known);
  const key = [...fixed.keys()].join(' ');
  const picture = known.has(key) ? known.get(key)! : draw(p, fixed);
  known.set(key, picture);
  return picture;
}

/** Sizes without a number stay names, and every draw gives them others. */
function draw(p: Prepared, fixed: Sizes): Picture | null {
  const at = (d: Dim): Dim => (typeof d === 'string' ? (fixed.get(d) ?? d) : d);
  const shapes: [string, Shape][] = [...p.scope.shapes]
    .filter(([name]) => !name.includes('/') && !p.scope.definitions.has(name))
    .map(([name, [rows, cols]]) => [name, [at(rows), at(cols)]]);
  const program = readProgram({
    text: p.question.program,
    shapes: Object.fromEntries(shapes),
    sizes: p.vocabulary.sizes,
  });
  if (!program.ok) return null;
  const { scope } = program;
  grad(scope, p.loss);
  if (!scope.has(p.asked)) return null;
  const sampled = { ...p.sampled, scope, reference: scope.ref(p.asked), fixed };
  const envs = drawsOf(sampled);
  return envs && { sampled, envs };
}

/** Null where these very sizes never give the question a value that decides. */
function drawsOf(sampled: Sampled): readonly Env[] | null {
  try {
    return sample(sampled);
  } catch (error) {
    if (error instanceof NoDraws) return null;
    throw error;
  }
}

/** Only a typed number can make an answer right for one size alone; the 0 of a mask does not. */
function hasNumber(e: Expr): boolean {
  return topological([e]).some(
    (n) => ['lit', 'ones', 'eye'].includes(n.op) || (n.op === 'const' && n.attr !== 0),
  );
}

function note(sizes: Sizes): string {
  const named = [...sizes].filter(([d]) => !d.startsWith('#'));
  if (named.length < sizes.size) {
    return 'Right for a network of this size. For any size, write the number of entries by its name.';
  }
  const numbers = named.map(([name, n]) => `${name} = ${n}`).join(' and ');
  return `Right for ${numbers}. For any size write ${named.map(([name]) => name).join(' and ')}.`;
}
