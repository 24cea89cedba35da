import { widget } from './Lines.tsx';
import { matrixLines } from './matrixLines.ts';
import type { MatrixProps } from './matrixParts.ts';

/** A matrix as numbers on a heatmap, as large as its numbers and no larger than its box. */
export const Matrix = widget(matrixLines);
