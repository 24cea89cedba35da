import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { check } from '../../src/engine/check.ts';
import { Env } from '../../src/engine/run.ts';
import type { Tensor } from '../../src/engine/tensor.ts';
import { matrix } from './formulas.ts';
import { differentiated, drawn, random, signed } from './support.ts';

// Much work: on a busy machine it takes longer than a test usually may.
vi.setConfig({ testTimeout: 120_000 });

const SHAPES = { X: [4, 3], Y: [4, 3], V: [3, 4], b: [4, 1] } as const;

describe('compositions of rules', () => {
  it('agree with central differences', () => {
    let compared = 0;
    fc.assert(
      fc.property(fc.array(matrix, { minLength: 1, maxLength: 3 }), fc.nat(999), (parts, seed) => {
        // Names in between: the gradient then runs through definitions as well.
        const text = parts.map((part, i) => `t${i} = ${part}`).join('\n');
        const all = parts.map((_, i) => `t${i}`).join(' + ');
        const scope = differentiated(`${text}\nL = mean(${all})`, SHAPES);
        const next = random(seed);
        const values = new Map<string, Tensor>(
          Object.entries(SHAPES).map(([name, shape]) => [
            name,
            drawn(shape, new Map(), () => signed(next)),
          ]),
        );
        // A function that bends within the nudge has no central difference to compare with.
        fc.pre(Math.abs(new Env(scope, values).named('L').data[0]!) < 1e3);
        const worst = check(scope, 'L', values, Object.keys(SHAPES));
        if (worst === null) return;
        compared++;
        expect(worst.error, JSON.stringify(worst)).toBeLessThan(1e-5);
      }),
      { numRuns: 150, seed: 42 },
    );
    expect(compared).toBeGreaterThan(100);
  });
});
