import type { Tensor } from '../../engine/tensor.ts';
import { exactNumber } from '../widgets/numbers.ts';

/** Rows one under another, with every number in full. */
export function matrixSentences(name: string, tensor: Tensor): readonly string[] {
  const row = (i: number) =>
    Array.from(tensor.data.slice(i * tensor.cols, (i + 1) * tensor.cols), (x) => exactNumber(x));
  if (tensor.data.length === 1) return [`${name} is ${row(0)[0]}.`];
  const size = `${tensor.rows} by ${tensor.cols}`;
  if (tensor.cols === 1) {
    const column = Array.from(tensor.data, (x) => exactNumber(x)).join(', ');
    return [`${name}, ${size}, a column: ${column}.`];
  }
  return [
    `${name}, ${size}:`,
    ...Array.from({ length: tensor.rows }, (_, i) => `  row ${i + 1}: ${row(i).join(', ')}`),
  ];
}
