import type { Cell } from '../../test/support/grid.ts';
import { type GlyphPath, glyphPath, short } from './glyphs.ts';

export interface Look {
  readonly foreground: string;
  readonly background: string;
  /** Said to those who cannot see the picture. */
  readonly title: string;
}

const size = { width: 8.4, height: 18, font: 14, baseline: 13.5, margin: 12 };
const fonts = "'DejaVu Sans Mono', ui-monospace, Menlo, Consolas, monospace";

/**
 * A screen as an SVG picture. Every run of letters is placed and stretched to its cells, and lines,
 * blocks and Braille are drawn as paths, so that it looks the same whichever font is found.
 */
export function drawSvg(grid: readonly (readonly Cell[])[], look: Look): string {
  const columns = Math.max(0, ...grid.map((row) => row.length));
  const width = short(columns * size.width + 2 * size.margin);
  const height = short(grid.length * size.height + 2 * size.margin);
  const rows = grid.map((row, y) => drawRow(row, size.margin + y * size.height, look));
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" font-family="${fonts}" font-size="${size.font}">
<title>${escapeXml(look.title)}</title>
<rect width="100%" height="100%" rx="6" fill="${look.background}"/>
${rows.filter(Boolean).join('\n')}
</svg>
`;
}

/** Neighbouring cells that can be drawn as one. */
interface Run {
  readonly start: number;
  readonly cells: readonly Cell[];
}

function drawRow(row: readonly Cell[], y: number, look: Look): string {
  const behind = runs(row, (cell) => backgroundOf(cell, look)).map(([run, fill]) =>
    drawBackground(run, y, fill),
  );
  const before = runs(row, (cell, x) => letterKey(cell, x, look)).map(([run]) =>
    drawInk(run, y, look),
  );
  return [...behind, ...before].filter(Boolean).join('');
}

/** Cells of one key side by side; a null key is a run as well. */
function runs<K>(row: readonly Cell[], keyOf: (cell: Cell, x: number) => K): [Run, K][] {
  const found: [{ start: number; cells: Cell[] }, K][] = [];
  row.forEach((cell, x) => {
    const key = keyOf(cell, x);
    const last = found.at(-1);
    if (last !== undefined && last[1] === key) last[0].cells.push(cell);
    else found.push([{ start: x, cells: [cell] }, key]);
  });
  return found;
}

/**
 * ASCII letters of one style run together. Anything else stands alone at its own place, because a
 * font that lacks it is helped out by another with other widths.
 */
function letterKey(cell: Cell, x: number, look: Look): string {
  const style = [foregroundOf(cell, look), cell.bold, cell.dim, cell.italic, cell.underline].join();
  const isPath = glyphPath(cell.text, { x: 0, y: 0, width: 1, height: 1 }) !== null;
  if (isPath) return `path ${style}`;
  return /^[ -~]$/.test(cell.text) ? `text ${style}` : `glyph ${x} ${style}`;
}

const left = (column: number) => size.margin + column * size.width;

/** In inverse video the terminal's own colours change places. */
const backgroundOf = (cell: Cell, look: Look) =>
  cell.background ?? (cell.inverse ? look.foreground : null);
const foregroundOf = (cell: Cell, look: Look) =>
  cell.foreground ?? (cell.inverse ? look.background : look.foreground);

function drawBackground({ start, cells }: Run, y: number, fill: string | null): string {
  if (fill === null) return '';
  const width = short(cells.length * size.width);
  return `<rect x="${short(left(start))}" y="${short(y)}" width="${width}" height="${size.height}" fill="${fill}" shape-rendering="crispEdges"/>`;
}

function drawInk(run: Run, y: number, look: Look): string {
  const first = run.cells[0]!;
  const colour = foregroundOf(first, look);
  const dim = first.dim ? ' opacity="0.6"' : '';
  const paths = run.cells.map((cell, i) =>
    glyphPath(cell.text, {
      x: left(run.start + i),
      y,
      width: size.width,
      height: size.height,
    }),
  );
  if (paths.every((path) => path !== null)) return drawPaths(paths, colour, dim);
  return drawText(run, y, colour, dim);
}

function drawPaths(paths: readonly GlyphPath[], colour: string, dim: string): string {
  const joined = new Map<string, string>();
  const add = (attributes: string, path: string) => {
    if (path) joined.set(attributes, (joined.get(attributes) ?? '') + path);
  };
  const line = `fill="none" stroke="${colour}"`;
  for (const path of paths) {
    if (path.kind === 'stroke') {
      add(`${line} stroke-width="1.2"`, path.thin);
      add(`${line} stroke-width="2.8"`, path.thick);
    } else {
      add(`fill="${colour}"${path.opacity ? ` fill-opacity="${path.opacity}"` : ''}`, path.path);
    }
  }
  return [...joined]
    .map(([attributes, path]) => `<path ${attributes}${dim} d="${path}"/>`)
    .join('');
}

function drawText({ start, cells }: Run, y: number, colour: string, dim: string): string {
  const text = cells.map((cell) => cell.text).join('');
  const { bold, italic, underline } = cells[0]!;
  if (text.trim() === '' && !underline) return '';
  const letters = underline ? text : text.trim();
  const offset = underline ? 0 : text.length - text.trimStart().length;
  const attributes = [
    `x="${short(left(start + offset))}" y="${short(y + size.baseline)}"`,
    letters.length > 1 ? `textLength="${short(letters.length * size.width)}"` : '',
    letters.length > 1 ? 'lengthAdjust="spacingAndGlyphs" xml:space="preserve"' : '',
    `fill="${colour}"`,
    bold ? 'font-weight="bold"' : '',
    italic ? 'font-style="italic"' : '',
    underline ? 'text-decoration="underline"' : '',
  ].filter(Boolean);
  return `<text ${attributes.join(' ')}${dim}>${escapeXml(letters)}</text>`;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

function escapeXml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => entities[character]!);
}
