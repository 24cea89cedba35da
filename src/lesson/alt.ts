import type { Tensor } from '../engine/tensor.ts';
import { printName } from '../notation/print.ts';
import type { Show } from './lesson.ts';
import { tensorOf } from './worked.ts';

/** Columns of numbers shorter than this, and smaller matrices, are seen at a glance. */
const small = 6;

/**
 * What the pictures of a `show` block show, in words: the author's, else what stands out in the
 * numbers. Empty where nothing does; the numbers themselves are read out in any case.
 */
export function altOf({ alt, pictures, network }: Show): string {
  if (alt !== null) return alt;
  const sentences = pictures.flatMap((picture) => {
    const tensor = picture.kind === 'heatmap' ? tensorOf(network, picture.of) : null;
    const words = tensor ? [zeros(tensor), largest(tensor)].filter((each) => each !== '') : [];
    return 'of' in picture && words.length > 0
      ? [`${printName(picture.of)}: ${words.join('; ')}.`]
      : [];
  });
  return sentences.join(' ');
}

/** Rows and columns of zeros, or the zero entries of a column: what a heatmap leaves blank. */
function zeros({ rows, cols, data }: Tensor): string {
  if (data.every((x) => x === 0)) return data.length > 1 ? 'zero everywhere' : '';
  const range = (count: number) => Array.from({ length: count }, (_, i) => i);
  const row = (i: number) => range(cols).every((j) => data[i * cols + j] === 0);
  const col = (j: number) => range(rows).every((i) => data[i * cols + j] === 0);
  const word = cols === 1 ? 'entry' : 'row';
  const found = [
    ...range(rows)
      .filter(row)
      .map((i) => `${word} ${i + 1}`),
    ...(cols > 1 && rows > 1
      ? range(cols)
          .filter(col)
          .map((j) => `column ${j + 1}`)
      : []),
  ];
  if (found.length === 0) return '';
  const last = found.pop()!;
  return found.length === 0 ? `${last} is zero` : `${found.join(', ')} and ${last} are zero`;
}

/** The entry that the colours draw the eye to, where one does. */
function largest({ rows, cols, data }: Tensor): string {
  const sizes = Array.from(data, Math.abs);
  const most = Math.max(...sizes);
  const at = sizes.indexOf(most);
  if (rows === 1 || cols === 1 || data.length < small || sizes.lastIndexOf(most) !== at) return '';
  const [row, col] = [Math.floor(at / cols) + 1, (at % cols) + 1];
  const value = String(Number(data[at]!.toPrecision(4))).replace('-', '−');
  return `the largest entry by size is ${value}, at row ${row}, column ${col}`;
}
