import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from '../../src/notation/parse.ts';
import { print } from '../../src/notation/print.ts';
import { reading, vocabularyOf } from './support.ts';

const vocabulary = vocabularyOf('y = xcorr(x, w)', {
  x: ['n', 1],
  w: ['k', 1],
  A: ['m', 'n'],
  E: ['v', 'd'],
  index: ['T', 1],
  S: [5, 5],
});

/** What is typed, what it is printed as on the board, and its shape. */
const PARTS: readonly (readonly [text: string, printed: string, shape: string])[] = [
  ['A[0:2]', 'A[0:2]', '2,n'],
  ['A[0:2, :]', 'A[0:2]', '2,n'],
  ['A[:, 1]', 'A[:, 1]', 'm,1'],
  ['A[:, 1:3]', 'A[:, 1:3]', 'm,2'],
  ['A[1]', 'A[1]', '1,n'],
  ['A[1, 2]', 'A[1, 2]', '1,1'],
  ['A[:]', 'A', 'm,n'],
  ['x[0:k]', 'x[0:k]', 'k,1'],
  ['x[:k]', 'x[0:k]', 'k,1'],
  ['x[k:]', 'x[k:n]', 'n-k,1'],
  ['x[k - 1]', 'x[k-1]', '1,1'],
  ['x[-1]', 'x[n-1]', '1,1'],
  ['x[:-1]', 'x[0:n-1]', 'n-1,1'],
  ['x[-2:]', 'x[n-2:n]', '2,1'],
  ['A.T[0:2]', 'Aᵀ[0:2]', '2,m'],
  ['(A + A)[0]', '(A + A)[0]', '1,n'],
  ['dL/dy[0:2]', '(∂L/∂y)[0:2]', '2,1'],
  ['relu(A)[0] @ x', 'relu(A)[0] x', '1,1'],
  ['rows(A, 0, m - 1)', 'A[0:m-1]', 'm-1,n'],
  ['cols(A, 1, 3)', 'A[:, 1:3]', 'm,2'],
  ['slice(A, 0, 2, 0, n)', 'A[0:2, 0:n]', '2,n'],
  ['x[::-1]', 'flip(x, axis=0)', 'n,1'],
  ['A[:, ::-1]', 'flip(A, axis=1)', 'm,n'],
  ['A[::-1, ::-1]', 'flip(A)', 'm,n'],
  ['A[::-1, 0:2]', 'flip(A, axis=0)[:, 0:2]', 'm,2'],
  ['E[index]', 'gather(E, index)', 'T,d'],
  ['E[[2, 0, 2]]', 'gather(E, [2, 0, 2])', '3,d'],
];

/** Sizes that are sums, wherever a size may stand. */
const SIZES: readonly (readonly [text: string, printed: string, shape: string])[] = [
  ['ones(n - k + 1, 1)', 'ones(n-k+1, 1)', 'n-k+1,1'],
  ['ones((n - k + 1, 2))', 'ones(n-k+1, 2)', 'n-k+1,2'],
  ['ones((n - k) + 1, 2)', 'ones(n-k+1, 2)', 'n-k+1,2'],
  ['ones(-k + n)', 'ones(n-k, 1)', 'n-k,1'],
  ['np.zeros([2, n - 1])', '0 ones(2, n-1)', '2,n-1'],
  ['eye(2n)', 'eye(2n)', '2n,2n'],
  ['ones(2n/4, 1)', 'ones(n/2, 1)', 'n/2,1'],
  ['ones(n/2/3, 1)', 'ones(n/6, 1)', 'n/6,1'],
  ['reshape(A.T, n, m)', 'reshape(Aᵀ, n, m)', 'n,m'],
  ['pad(x, k - 1, k - 1)', 'pad(x, k-1, k-1)', '2k+n-2,1'],
  ['maxpool(x, 2)', 'maxpool(x, 2)', 'n/2,1'],
];

function read(text: string) {
  const result = parse(text, vocabulary);
  if (!result.ok) throw new Error(`${text}: ${result.error.message}`);
  return result.expr;
}

function comesBack(text: string): void {
  const e = read(text);
  for (const dialect of ['math', 'numpy'] as const) {
    const printed = print(e, dialect);
    expect(read(printed).id, `${text} is printed as ${printed}`).toBe(e.id);
  }
}

describe('a part of a matrix, and a size that is a sum', () => {
  it.each([...PARTS, ...SIZES])('%s is %s, %s', (text, printed, shape) => {
    expect(print(read(text))).toBe(printed);
    expect(read(text).shape?.join()).toBe(shape);
    comesBack(text);
  });

  it('reads back whatever the bounds are', () => {
    const bound = fc.oneof(
      fc.nat(6).map(String),
      fc.constantFrom('k', 'n', 'm', 'k + 1', 'n - k + 1', 'm - 1', '-1', '-k'),
    );
    const place = fc.oneof(
      bound,
      fc.tuple(bound, bound).map(([a, b]) => `${a}:${b}`),
      bound.map((a) => `${a}:`),
      bound.map((b) => `:${b}`),
      fc.constantFrom(':', '::-1'),
    );
    const base = fc.constantFrom('A', 'S', '(A + A)', 'A.T', 'relu(A)');
    fc.assert(
      fc.property(base, place, place, fc.boolean(), (x, rows, cols, both) => {
        comesBack(both ? `${x}[${rows}, ${cols}]` : `${x}[${rows}]`);
      }),
      { numRuns: 300, seed: 3 },
    );
  });
});

describe('a part that is not there', () => {
  it.each([
    ['S[2:9]', null],
    ['S[3:3]', null],
    ['S[-6]', null],
    ['S[0, 5]', null],
    ['S[1.5]', null],
    ['A[0, 1, 2]', /two axes/],
    ['A[::2]', /only step is ::-1/],
    ['A[:, index]', /columns cannot/],
    ['A[0:2', /never closed/],
    ['A[z]', /do not know z/],
    ['ones(index, 1)', /takes sizes, such as ones\(N, 1\)/],
    ['eye(x)', /takes sizes, such as eye\(N\)/],
    ['ones(0, 1)', /from 1 to 100/],
    ['ones(200, 1)', /from 1 to 100/],
  ] as const)('%s', (text, message) => {
    if (message) expect(reading(text, vocabulary)).toMatch(message);
    else expect(read(text).shape).toBeNull();
  });
});
