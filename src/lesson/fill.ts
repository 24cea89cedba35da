import type { Tensor } from '../engine/tensor.ts';
import { writeNumber, writeNumbers } from './exercises/quantity.ts';
import type { Network } from './lesson.ts';
import { evaluate } from './worked.ts';

const pattern = /\{\{\s*(.*?)\s*\}\}/g;

/** Whether a text has places that are filled with numbers of the network: `{{z3}}`. */
export function hasPlaces(text: string): boolean {
  return text.includes('{{');
}

/**
 * A text with its places filled from the network: `{{z3}}`, any formula, an entry `{{z3[2]}}`, a
 * row `{{W3[1]}}`, a column `{{W3[,2]}}`, or the units that are off, `{{off(z3)}}`. What has no
 * value stays as it is. As `typed` it is what a student would type, else what one reads.
 */
export function fillText(text: string, network: Network | null, typed: boolean): string {
  return text.replace(pattern, (whole, formula: string) =>
    network ? (filling(network, formula, typed) ?? whole) : whole,
  );
}

function filling(network: Network, formula: string, typed: boolean): string | null {
  const [, word, inside = ''] = /^(off|on)\((.*)\)$/.exec(formula) ?? [];
  if (word) {
    const units = evaluate(network, inside);
    if (!units) return null;
    const found = Array.from(units.data, (z, i) => (z > 0 === (word === 'on') ? i + 1 : 0));
    return found.filter((i) => i > 0).join(' and ');
  }
  const [, base = formula, row = '', col = ''] =
    /^(.+?)\[(\d*)(?:\s*,\s*(\d*))?\]$/.exec(formula) ?? [];
  const value = evaluate(network, base);
  const part = value && partOf(value, Number(row), Number(col));
  if (!part) return null;
  return typed ? writeNumbers(part) : read(part);
}

/** A row, a column or an entry, counted from 1; 0 is all of them. */
function partOf(value: Tensor, row: number, col: number): Tensor | null {
  const { rows, cols, data } = value;
  if (row > rows || col > cols) return null;
  if (row === 0 && col === 0) return value;
  const entries = Array.from(data).filter((_, i) => {
    const [r, c] = [Math.floor(i / cols) + 1, (i % cols) + 1];
    return (row === 0 || r === row) && (col === 0 || c === col);
  });
  const kept = { rows: row === 0 ? rows : 1, cols: col === 0 ? cols : 1 };
  return { ...kept, data: Float64Array.from(entries) };
}

function read(value: Tensor): string {
  const flat = value.rows === 1 || value.cols === 1;
  const text = flat ? Array.from(value.data, writeNumber).join(', ') : writeNumbers(value);
  return text.replaceAll('-', '−');
}
