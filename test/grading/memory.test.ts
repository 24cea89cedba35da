import { describe, expect, it } from 'vitest';
import { grade } from '../../src/grading/grade.ts';
import { prepare } from '../../src/grading/prepare.ts';
import { read } from '../../src/grading/reading.ts';
import { Recent } from '../../src/grading/recent.ts';

const layer3 = () =>
  prepare({
    program: 'z3 = W3 @ h2; h3 = relu(z3); L = mean((h3 - y)^2)',
    shapes: { W3: ['o', 'h'], h2: ['h', 'N'], y: ['o', 'N'] },
    sizes: { o: 3, h: 4, N: 5 },
    ask: 'dL/dW3',
  });

/** Answers that nobody gave before: right, of the wrong shape, named and without a name. */
const answers = (k: number) => [
  `${k} (dL_dh3 * (z3 > 0)) @ h2.T / ${k}`,
  `(dL_dh3 * (z3 > 0)) @ h2.T * ${k}`,
  `(dL_dh3 @ (z3 > ${k})) @ h2`,
  `dL_dh3 @ h2.T + ${k} W3`,
  `abs(dL_dh3 - ${k}) @ h2.T`,
];

describe('what one answer made is gone after it', () => {
  it('for any number of answers and drafts', () => {
    const p = layer3();
    for (const answer of Array.from({ length: 20 }, (_, i) => i + 2).flatMap(answers))
      grade(p, answer);
    const { size } = p.scope.graph;
    expect(size).toBeGreaterThan(20);
    const kept = p.draws().map((env) => env.size);
    for (let k = 22; k < 60; k++) {
      for (const answer of answers(k)) {
        grade(p, answer);
        read(p, answer);
      }
    }
    expect(p.scope.graph.size).toBe(size);
    expect(p.draws().map((env) => env.size)).toEqual(kept);
  });

  it('and the next one is judged as if it were the first', () => {
    const p = layer3();
    for (const answer of [...answers(2), ...answers(3), ...answers(2)]) {
      expect(grade(p, answer)).toEqual(grade(layer3(), answer));
    }
  });
});

describe('what was made lately', () => {
  it('is kept, and the one that was not asked for longest goes', () => {
    const recent = new Recent<string, number>(2);
    const made: string[] = [];
    const ask = (key: string) => recent.get(key, () => made.push(key));
    for (const key of ['a', 'b', 'a', 'c', 'a', 'b']) ask(key);
    expect(made).toEqual(['a', 'b', 'c', 'b']);
  });

  it('remembers nothing that could not be made', () => {
    const recent = new Recent<string, number>(2);
    const fail = () => {
      throw new Error('no');
    };
    expect(() => recent.get('a', fail)).toThrow('no');
    expect(recent.get('a', () => 1)).toBe(1);
  });
});
