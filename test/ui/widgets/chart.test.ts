import fc from 'fast-check';
import { expect, describe as group, test } from 'vitest';
import { makeTheme } from '../../../src/ui/theme.ts';
import { chartLines, type LossChartProps } from '../../../src/ui/widgets/chartLines.ts';
import { resample, strokes } from '../../../src/ui/widgets/curve.ts';
import { describe, describePair } from '../../../src/ui/widgets/describe.ts';
import { plateau, wobbly } from '../../../src/ui/widgets/gallerySamples.ts';
import { linearScale, logScale, niceStep, tickLabel } from '../../../src/ui/widgets/scale.ts';
import { words } from '../support.ts';

const theme = makeTheme('mono', 'none');
const steps = (count: number, of: (i: number) => number) =>
  Array.from({ length: count }, (_, i) => of(i));

function frame(props: Omit<LossChartProps, 'theme'>): string {
  return words(chartLines({ theme, ...props }));
}

test('one curve, as a frame', () => {
  const series = [{ name: 'loss', values: plateau }];
  expect(frame({ title: 'Loss', series, width: 44, height: 12 })).toMatchInlineSnapshot(`
    "Loss
      20 ┤
         │─╮
      15 ┤ │
         │ ╰╮
      10 ┤  ╰╮
         │   ╰╮
       5 ┤    ╰────╮
         │         ╰──────────────────────
       0 ┤
         └┬─────────┬──────────┬─────────┬ step
          0        20         40        60"
  `);
});

group('scales', () => {
  test.each([
    [18, 4, 5],
    [60, 7, 10],
    [0.3, 4, 0.1],
    [1, 1, 1],
  ])('%f in at most %i steps is %f each', (range, most, step) => {
    expect(niceStep(range, most)).toBeCloseTo(step);
  });

  test('ticks are the numbers they say', () => {
    expect(linearScale(0, 0.3, 9).ticks).toEqual([0, 0.1, 0.2, 0.3]);
    expect(logScale(1e-4, 18, 10).ticks).toEqual([0.0001, 0.01, 1]);
    expect(logScale(2, 9, 10).ticks).toEqual([2, 5]);
    expect([1e-7, 0.001, 0.3, 20, 1e6].map(tickLabel)).toEqual([
      '1e-7',
      '0.001',
      '0.3',
      '20',
      '1e6',
    ]);
  });

  test('a constant has a scale too', () => {
    expect(linearScale(3, 3, 9).row(3)).toBeGreaterThan(0);
    expect(linearScale(0, 0, 9).row(0)).toBe(0);
    expect(logScale(3, 3, 9).row(3)).toBeCloseTo(4.5);
  });

  test('every value between the ends has a row', () => {
    const bound = { min: -1e6, max: 1e6, noNaN: true };
    // Of a row. Rounding takes up to 1e-5 where the values differ in their ninth digit only.
    const near = 1e-4;
    fc.assert(
      fc.property(
        fc.double(bound),
        fc.double(bound),
        fc.integer({ min: 1, max: 40 }),
        (a, b, top) => {
          const [low, high] = [Math.min(a, b), Math.max(a, b)];
          const { row } = linearScale(low, high, top);
          expect(row(low)).toBeGreaterThanOrEqual(-near);
          expect(row(high)).toBeLessThanOrEqual(top + near);
          expect(row(low)).toBeLessThanOrEqual(row(high));
        },
      ),
      { examples: [[-1e6, -999999.9984, 40]] },
    );
  });
});

group('resampling', () => {
  test('few values are joined by straight lines', () => {
    expect(resample([0, 4], 5)).toEqual([0, 1, 2, 3, 4]);
  });

  test('of many values the ends and the spikes stay', () => {
    const values = steps(1000, (i) => (i === 537 ? 9 : 1));
    const thin = resample(values, 40);
    expect(thin).toHaveLength(40);
    expect(Math.max(...thin)).toBe(9);
    expect([thin[0], thin.at(-1)]).toEqual([1, 1]);
  });

  test('a gap stays a gap', () => {
    expect(
      resample(
        steps(100, (i) => (i === 50 ? Number.NaN : 1)),
        10,
      ).some(Number.isNaN),
    ).toBe(true);
  });

  test('a curve is drawn in every column but those of its gaps', () => {
    const rows = [0, 3, 3, Number.NaN, 1, Number.NaN, Number.NaN, 2, 0];
    const drawn = new Set(strokes(rows, 3, 0, false).map(({ x }) => x));
    expect([...drawn].sort((a, b) => a - b)).toEqual([0, 1, 2, 4, 7, 8]);
  });
});

group('what cannot be drawn is marked', () => {
  const values = [18, 34, 400, 9000, Number.POSITIVE_INFINITY, Number.NaN];
  const runaway = { name: 'rate 0.3', values };

  test('a curve that leaves the picture, and the step at which it is no number', () => {
    const picture = frame({ title: 'Loss', series: [runaway], width: 44, height: 12 });
    expect(picture).toContain('↑');
    expect(picture).toContain('✗ ∞');
    expect(
      frame({ title: '', series: [{ name: '', values: [1, Number.NaN] }], width: 44, height: 12 }),
    ).toContain('✗ NaN');
  });

  test('zero on a logarithmic scale', () => {
    const series = [{ name: '', values: [1, 0.1, 0] }];
    expect(frame({ title: '', series, width: 44, height: 12, log: true })).toContain('↓');
  });

  test('nothing at all', () => {
    expect(frame({ title: 'Loss', series: [], width: 44, height: 8 })).toContain('step');
    expect(
      frame({ title: 'Loss', series: [{ name: '', values: [] }], width: 44, height: 8 }),
    ).toContain('step');
    expect(frame({ title: 'Loss', series: [runaway], width: 10, height: 2 })).toBe('Loss');
  });
});

test('two curves are told apart without colour, and both show where they meet', () => {
  const series = [
    { name: 'yours', values: wobbly },
    { name: "the engine's", values: plateau },
  ];
  expect(
    frame({ title: 'Loss', series, width: 60, height: 14, cursor: 24 }),
  ).toMatchInlineSnapshot(`
    "Loss   ── yours   ══ the engine's
      20 ┤                   ┊
         │─╗╮                ┊
      15 ┤ ╚╰──╮             ┊
         │  ╚╗ ╰─╮           ┊
      10 ┤   ╚╗  ╰╮          ┊
         │    ╚╗  ╰──╮     ╭─╮
         │     ╚═╗   ╰─────╯ ●────────────────────────────
       5 ┤       ╚════════╗  ┊
         │                ╚══●════════════════════════════
       0 ┤                   ┊
         └┬───────────────┬──────────────┬───────────────┬ step
          0              20             40              60
    step 24   yours: 7.67   the engine's: 3.13"
  `);
});

test('the cursor reads all curves off', () => {
  const series = [
    { name: 'yours', values: [18, 9, 4.5] },
    { name: 'the engine’s', values: [18, 6] },
  ];
  const last = frame({ title: 'Loss', series, width: 60, height: 12, cursor: 2 })
    .split('\n')
    .at(-1);
  expect(last).toBe('step 2   yours: 4.50   the engine’s: not yet');
});

test('an axis that is fixed does not move as the run goes on', () => {
  const at = (count: number) =>
    frame({
      title: '',
      series: [{ name: '', values: steps(count, (i) => 18 - i) }],
      width: 50,
      height: 10,
      steps: 60,
    })
      .split('\n')
      .at(-1);
  expect(at(2)).toBe(at(9));
});

test.each<[string, readonly number[]]>([
  ['nothing yet', []],
  ['starts at 18', [18]],
  ['is not a number from the start', [Number.NaN, 3]],
  ['falls from 18 to 3.00 in 24 steps, then stays: a plateau', plateau],
  ['falls from 18 to 8.88 in 7 steps and is still falling', steps(8, (i) => 18 * 0.904 ** i)],
  [
    'falls from 18 to 4.6e-9 in 21 steps and stays there: as good as zero',
    steps(100, (i) => 18 * 0.8 ** i),
  ],
  ['stays at 3 for 40 steps', steps(41, () => 3)],
  ['falls from 18 to 2 at step 4, then rises to 14', [18, 12, 8, 4, 2, 5, 8, 11, 14]],
  ['rises from 2 to 3 in 2 steps', [2, 2.5, 3]],
  ['grows from 18 to 9000 in 3 steps: it diverges', [18, 34, 400, 9000]],
  [
    'grows from 18 to 400 in 2 steps, then is not a number from step 3 on: it diverges',
    [18, 34, 400, Number.NaN],
  ],
  [
    'swings between 2 and 17 to the end: its steps are too long',
    steps(40, (i) => (i % 2 ? 2 : 17)),
  ],
])('%s', (sentence, values) => {
  expect(describe(values)).toBe(sentence);
});

test('any curve has a sentence', () => {
  fc.assert(
    fc.property(fc.array(fc.double()), (values) => {
      expect(describe(values)).toMatch(/^[a-z]/);
    }),
  );
});

test('two curves part at a step', () => {
  const pair = (a: readonly number[], b: readonly number[]) =>
    describePair(['yours', "the engine's"], a, b);
  expect(pair([18, 9, 4], [18, 9, 3])).toBe(
    "together until step 1; then yours ends at 4, the engine's at 3",
  );
  expect(pair([18, 9], [18, 9])).toBe('the same in all of 1 step');
  expect(pair([1], [2])).toBe("apart from the start; yours ends at 1, the engine's at 2");
});
