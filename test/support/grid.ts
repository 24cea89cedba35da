import type { IBufferCell, Terminal } from '@xterm/headless';

/** One character cell of the screen; `text` is empty in the right half of a wide character. */
export interface Cell extends Style {
  readonly text: string;
}

/** Colours are `#rrggbb`, or null for the terminal's own. Inverse video is already swapped in. */
export interface Style {
  readonly foreground: string | null;
  readonly background: string | null;
  readonly bold: boolean;
  readonly dim: boolean;
  readonly italic: boolean;
  readonly underline: boolean;
  readonly inverse: boolean;
}

/** What is visible now, row by row. */
export function readGrid(terminal: Terminal): Cell[][] {
  const buffer = terminal.buffer.active;
  return Array.from({ length: terminal.rows }, (_, y) => {
    const line = buffer.getLine(buffer.viewportY + y);
    return Array.from({ length: terminal.cols }, (_, x) => readCell(line?.getCell(x)));
  });
}

/**
 * The characters alone, without what is blank at the end of each row. Whoever waits for a text looks
 * at it after every write, so that nothing else is read.
 */
export function readText(terminal: Terminal): string {
  const buffer = terminal.buffer.active;
  const cell = buffer.getNullCell();
  return Array.from({ length: terminal.rows }, (_, y) => {
    const line = buffer.getLine(buffer.viewportY + y);
    let row = '';
    for (let x = 0; x < terminal.cols; x++) row += characters(line?.getCell(x, cell));
    return row.trimEnd();
  }).join('\n');
}

/**
 * A picture of the styles: a letter for each distinct one and a point for the plain one, with the
 * legend below. Two screens with the same text and the same picture look the same.
 */
export function gridStyles(grid: readonly (readonly Cell[])[]): string {
  const letters = new Map<string, string>([['plain', '.']]);
  const rows = grid.map((row) =>
    row
      .map((cell) => {
        const style = describeStyle(cell);
        const letter =
          letters.get(style) ?? 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJ'[letters.size - 1];
        letters.set(style, letter ?? '?');
        return letter ?? '?';
      })
      .join('')
      .replace(/\.+$/, ''),
  );
  const legend = [...letters].slice(1).map(([style, letter]) => `${letter} ${style}`);
  return [...rows, ...legend].join('\n');
}

function describeStyle(style: Style): string {
  const words = [
    style.foreground,
    style.background && `on ${style.background}`,
    ...(['bold', 'dim', 'italic', 'underline', 'inverse'] as const).filter((key) => style[key]),
  ];
  return words.filter(Boolean).join(' ') || 'plain';
}

function characters(cell: IBufferCell | undefined): string {
  if (!cell) return ' ';
  return cell.getWidth() === 0 ? '' : cell.getChars() || ' ';
}

function readCell(cell: IBufferCell | undefined): Cell {
  if (!cell) return blank;
  const foreground = colour(cell.isFgDefault(), cell.isFgRGB(), cell.getFgColor());
  const background = colour(cell.isBgDefault(), cell.isBgRGB(), cell.getBgColor());
  const inverse = cell.isInverse() !== 0;
  return {
    text: characters(cell),
    foreground: inverse ? background : foreground,
    background: inverse ? foreground : background,
    bold: cell.isBold() !== 0,
    dim: cell.isDim() !== 0,
    italic: cell.isItalic() !== 0,
    underline: cell.isUnderline() !== 0,
    inverse,
  };
}

const blank: Cell = {
  text: ' ',
  foreground: null,
  background: null,
  bold: false,
  dim: false,
  italic: false,
  underline: false,
  inverse: false,
};

function colour(isDefault: boolean, isRgb: boolean, value: number): string | null {
  if (isDefault) return null;
  return hex(isRgb ? [value >> 16, (value >> 8) & 255, value & 255] : palette(value));
}

const hex = (rgb: readonly number[]) =>
  `#${rgb.map((part) => part.toString(16).padStart(2, '0')).join('')}`;

/** xterm's 256 colours: 16 named ones, a cube of 6×6×6, 24 greys. */
function palette(index: number): number[] {
  const named = named16[index];
  if (named) return named;
  if (index >= 232) return Array.from({ length: 3 }, () => 8 + (index - 232) * 10);
  const level = (step: number) => (step === 0 ? 0 : 55 + step * 40);
  const cube = index - 16;
  return [Math.floor(cube / 36), Math.floor(cube / 6) % 6, cube % 6].map(level);
}

const named16 = [
  ...[
    [0, 0, 0],
    [205, 0, 0],
    [0, 205, 0],
    [205, 205, 0],
  ],
  ...[
    [0, 0, 238],
    [205, 0, 205],
    [0, 205, 205],
    [229, 229, 229],
  ],
  ...[
    [127, 127, 127],
    [255, 0, 0],
    [0, 255, 0],
    [255, 255, 0],
  ],
  ...[
    [92, 92, 255],
    [255, 0, 255],
    [0, 255, 255],
    [255, 255, 255],
  ],
];
