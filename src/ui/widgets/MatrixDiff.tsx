import { type Tensor, tensor } from '../../engine/tensor.ts';
import type { Theme } from '../theme.ts';
import { matrixLines } from './matrixLines.ts';
import { type Cell, limitOf } from './matrixParts.ts';
import { beside, blockWidth, type Line } from './run.ts';
import { widget } from './widget.ts';

/** What `MatrixDiff` draws: two matrices of one shape. */
export interface MatrixDiffProps {
  readonly theme: Theme;
  readonly yours: Tensor;
  readonly engine: Tensor;
  readonly width: number;
  readonly height: number;
  /** Which of the entries in `yours` are right. */
  readonly marks?: readonly (readonly boolean[])[] | undefined;
  readonly cursor?: Cell | null | undefined;
}

const GAP = 3;

/** Narrower pictures of a large matrix say nothing. */
const LEAST = 24;

/**
 * Yours, the engine's and the difference: side by side where they fit, else one under another, else
 * the difference under the first two, else these, beside each other or one under the other, else
 * yours alone with its marks. Yours and the engine's share one scale of colours.
 */
export function matrixDiffLines(props: MatrixDiffProps): readonly Line[] {
  const { theme, yours, engine, width, height, cursor, marks } = props;
  const difference = tensor(
    yours.rows,
    yours.cols,
    yours.data.map((x, i) => x - engine.data[i]!),
  );
  const limit = Math.max(limitOf(yours), limitOf(engine));
  const parts = [
    { title: 'yours', tensor: yours, limit, marks },
    { title: "the engine's", tensor: engine, limit },
    { title: 'difference', tensor: difference },
  ];
  const draw = (w: number, h: number) =>
    parts.map((part) => matrixLines({ theme, width: w, height: h, cursor, bare: true, ...part }));
  const natural = draw(Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
  const [mine = [], theirs = [], less = []] = natural;
  const pair = beside([mine, theirs], GAP);
  const ways: readonly (readonly Line[])[] = [
    beside(natural, GAP),
    [...mine, [], ...theirs, [], ...less],
    [...pair, [], ...less],
    [...pair, ...less],
    pair,
    [...mine, [], ...theirs],
  ];
  const fits = ways.find((way) => blockWidth(way) <= width && way.length <= height);
  if (fits) return fits;
  const third = Math.floor((width - 2 * GAP) / 3);
  if (third >= LEAST) return beside(draw(third, height), GAP);
  return draw(width, height)[0]!;
}

/** After a numeric answer: yours, the engine's and the difference. */
export const MatrixDiff = /* @__PURE__ */ widget(matrixDiffLines);
