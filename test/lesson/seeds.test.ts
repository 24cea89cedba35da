import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { blindSpots } from '../../src/lesson/blindspots.ts';
import { gradeExercise, solve } from '../../src/lesson/exercises/index.ts';
import { parseLesson } from '../../src/lesson/parse.ts';
import { seeded } from '../../src/lesson/seeds.ts';
import { tensorOf } from '../../src/lesson/worked.ts';
import { lessons } from '../session/support.ts';

const weights = lessons.find(({ id }) => id === 'layer-3-weights')!;
const numbersOf = (seed: number) =>
  seeded(weights, seed).steps.find(({ id }) => id === 'dW3-numbers')!;

describe('fresh numbers', () => {
  test('are the same for the same seed, and others for another', () => {
    const again = parseLesson(
      weights.file,
      readFileSync(new URL('../../lessons/03-layer-3-weights.md', import.meta.url), 'utf8'),
    );
    const twin = again.ok ? seeded(again.lesson, 7) : null;
    const values = numbersOf(7).network!.values;
    const step = twin?.steps.find(({ id }) => id === 'dW3-numbers');
    expect(step?.network?.values).toEqual(values);
    expect(numbersOf(8).network!.values).not.toEqual(values);
    expect(seeded(seeded(weights, 7), 0)).toEqual(weights);
  });

  test('leave one unit of every ReLU off, none at 0, and let a gradient arrive at each', () => {
    for (let seed = 1; seed <= weights.seeds; seed++) {
      const { network } = numbersOf(seed);
      for (const layer of [1, 2, 3]) {
        const z = [...tensorOf(network!, `z${layer}`)!.data];
        expect(z.filter((x) => x < 0)).toHaveLength(1);
        expect(z).not.toContain(0);
        const gradient = [...tensorOf(network!, `dL/dh${layer}`)!.data];
        expect(gradient).not.toContain(0);
        expect(gradient.every((g) => Math.abs(g) <= 40)).toBe(true);
      }
    }
  });

  test('stand in the text, and the answers of one draw are wrong in another', () => {
    const [own, fresh] = [numbersOf(0), numbersOf(7)];
    const text = (step: typeof own) => JSON.stringify(step.blocks);
    expect(text(own)).toContain('2, 0, −4');
    expect(text(fresh)).not.toContain('2, 0, −4');
    expect(text(fresh)).not.toContain('{{');
    const { answer } = solve(fresh.exercise!);
    expect(gradeExercise(fresh.exercise!, answer).verdict).toBe('correct');
    expect(gradeExercise(own.exercise!, answer).verdict).toBe('incorrect');
  });

  test('belong to exercises whose verdict depends on numbers, and to no others', () => {
    const steps = seeded(weights, 7).steps.flatMap(({ exercise }) => exercise ?? []);
    const seeds = new Map(steps.map(({ id, seed }) => [id, seed]));
    expect(seeds.get('dW3')).toBe(0);
    expect(seeds.get('dW3-numbers')).toBe(7);
    expect(seeds.get('mend-dW3')).toBe(7);
  });

  test('show the mistakes that a student may make', () => {
    const hidden = [1, 2, 3, 4, 5].flatMap((seed) => blindSpots(seeded(weights, seed)));
    expect(hidden).toEqual([]);
  });

  test.each([[-1], [0.5], [Number.NaN]])('a seed of %s is none', (seed) => {
    expect(seeded(weights, seed)).toBe(weights);
  });
});
