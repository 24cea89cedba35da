import type { Style } from '../theme.ts';
import { columns, type Line, type Run } from './run.ts';

interface Spot {
  readonly char: string;
  readonly style: Style | undefined;
}

/** A sheet of character cells to write on in any order; read off as lines. */
export interface Canvas {
  readonly width: number;
  readonly height: number;
  /** Writes `text` from column x of row y on; what lies outside is dropped. */
  readonly put: (x: number, y: number, text: string, style?: Style) => void;
  readonly lines: () => readonly Line[];
}

/** An empty sheet. */
export function canvas(width: number, height: number): Canvas {
  const rows: (Spot | undefined)[][] = Array.from({ length: height }, () => []);
  return {
    width,
    height,
    put(x, y, text, style) {
      const row = rows[y];
      let column = x;
      for (const char of row ? text : '') {
        const wide = columns(char);
        if (column >= 0 && column + wide <= width) {
          row![column] = { char, style };
          // The second column of a wide character holds nothing of its own.
          for (let rest = 1; rest < wide; rest++) row![column + rest] = { char: '', style };
        }
        column += wide;
      }
    },
    lines: () => rows.map(readRow),
  };
}

function readRow(row: readonly (Spot | undefined)[]): Line {
  const found: Run[] = [];
  for (let x = 0; x < row.length; x++) {
    const { char, style } = row[x] ?? { char: ' ', style: undefined };
    const last = found.at(-1);
    if (last && last.style === style) found[found.length - 1] = { ...last, text: last.text + char };
    else found.push(style ? { text: char, style } : { text: char });
  }
  return found;
}
