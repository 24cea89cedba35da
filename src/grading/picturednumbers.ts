import { fromNested, type Nested, type Tensor } from '../engine/tensor.ts';
import { type Question, QuestionError } from './question.ts';

const LONGEST_SIZE = 64;

/** Throws a QuestionError for a shape or a name that cannot be. */
export function checkShapes({ shapes }: Question): void {
  if (typeof shapes !== 'object' || shapes === null || Array.isArray(shapes)) {
    throw new QuestionError('shapes', 'Shapes are written like {"W3": ["o", "h"]}.');
  }
  for (const [name, dims] of Object.entries(shapes)) {
    const good =
      Array.isArray(dims) &&
      dims.length <= 2 &&
      dims.every((d) =>
        typeof d === 'number'
          ? Number.isInteger(d) && d >= 1 && d <= LONGEST_SIZE
          : typeof d === 'string' && /^[A-Za-z]\w{0,15}$/.test(d),
      );
    if (!good) {
      throw new QuestionError(
        'shapes',
        `The shape of ${name} is two sizes, such as ["o", "h"] or [3, 4].`,
      );
    }
    if (!/^[\p{L}_]\w{0,31}$/u.test(name)) {
      throw new QuestionError('shapes', `${name} is not a name that a program can use.`);
    }
  }
}

/** The sizes that have a name: scalars that an answer may use. */
export function namedSizes(question: Question): string[] {
  const dims = Object.values(question.shapes).flat();
  return [...new Set(dims.filter((d) => typeof d === 'string'))];
}

/** The sizes that are said, or read off the values. */
export function pictured(question: Question): Map<string, number> {
  const sizes = new Map<string, number>(Object.entries(question.sizes ?? {}));
  for (const [name, value] of Object.entries(question.values ?? {})) {
    const dims = question.shapes[name];
    if (!dims) continue;
    const t = nested(name, value);
    [t.rows, t.cols].forEach((n, axis) => {
      const d = dims[axis] ?? 1;
      const known = typeof d === 'number' ? d : sizes.get(d);
      if (known !== undefined && known !== n) {
        throw new QuestionError(
          'values',
          `${name} is ${t.rows}×${t.cols} here, but its shape says ${dims.join('×')}.`,
        );
      }
      if (typeof d === 'string') sizes.set(d, n);
    });
  }
  return sizes;
}

/** The numbers of a name as a tensor. Throws a QuestionError where they are none. */
export function nested(name: string, value: Nested): Tensor {
  try {
    return fromNested(value);
  } catch (error) {
    throw new QuestionError('values', `${name}: ${(error as Error).message}.`);
  }
}
