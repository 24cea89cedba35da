import { matrixLines } from './matrixLines.ts';
import { widget } from './widget.ts';

/** A matrix as numbers on a heatmap, as large as its numbers and no larger than its box. */
export const Matrix = /* @__PURE__ */ widget(matrixLines);
