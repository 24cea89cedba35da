import type { Picture } from '../../lesson/lesson.ts';
import { formulaOf, tensorOf } from '../../lesson/worked.ts';
import { printName } from '../../notation/print.ts';
import { frontMatrix, type Here, here, type Panel, panels } from '../../session/view.ts';
import type { Desk } from '../desk.ts';
import type { Theme } from '../theme.ts';
import { graphLines } from '../widgets/graphLines.ts';
import { matrixLines } from '../widgets/matrixLines.ts';
import { legend, limitOf, summary } from '../widgets/matrixParts.ts';
import { exactNumber, shortNumber } from '../widgets/numbers.ts';
import { pullbackLines } from '../widgets/PullbackCard.tsx';
import { beside, blockWidth, clip, flow, type Line, run, wrap } from '../widgets/run.ts';
import { experimentLines } from './experiment.ts';
import { cardOf, focusOf, graphNodes } from './network.ts';
import { hang } from './text.ts';

/** Where pictures are drawn. */
interface Sheet {
  readonly theme: Theme;
  readonly desk: Desk;
  readonly at: Here;
  readonly width: number;
  readonly height: number;
}

interface Draw {
  /** Takes a page of its own. */
  readonly alone: boolean;
  readonly lines: (sheet: Sheet, panel: Panel, front: boolean) => readonly Line[];
}

/** How each picture is drawn; the compiler counts them. */
const draws: { readonly [K in Picture['kind']]: Draw } = {
  heatmap: {
    alone: false,
    lines: ({ theme, desk, at, width, height }, { picture, network }, front) => {
      const of = 'of' in picture ? picture.of : '';
      const tensor = tensorOf(network, of);
      if (!tensor) return [];
      const cursor = front && desk.looking ? at.screen.cell : null;
      const title = mark(theme, desk, front) + printName(of);
      const grid = { theme, tensor, title, width, height: height - DETAILS };
      // The entry is read off below all pictures, so that moving over it shifts none of them.
      return matrixLines({ ...grid, cursor, bare: true }).slice(
        0,
        matrixLines({ ...grid, bare: true }).length,
      );
    },
  },
  formula: {
    alone: false,
    lines: ({ theme, width }, { picture, network }) => {
      const of = 'of' in picture ? picture.of : '';
      const words = `${printName(of)} = ${formulaOf(network, of) ?? ''}`;
      return wrap([run(theme.text(words), theme.style.math)], width);
    },
  },
  graph: {
    alone: false,
    lines: ({ theme, desk, width, height }, { network }, front) => [
      [run(`${mark(theme, desk, front)}the network`, theme.style.title)],
      [],
      ...graphLines({ theme, nodes: graphNodes(network, null), width, height: height - 2 }),
    ],
  },
  backward: {
    alone: true,
    lines: ({ theme, desk, at, width, height }, { network }, front) => {
      const { pullback } = at.screen;
      const card = pullbackLines({ theme, width, ...cardOf(network, pullback) });
      const nodes = graphNodes(network, pullback);
      const focus = focusOf(network, pullback);
      const room = height - card.length - 4;
      return [
        [run(`${mark(theme, desk, front)}the backward pass`, theme.style.title)],
        [],
        ...graphLines({ theme, nodes, focus, width, height: room }),
        [],
        ...card,
      ];
    },
  },
  chart: {
    alone: true,
    lines: ({ theme, desk, at, width, height }) => experimentLines(theme, desk, at, width, height),
  },
};

/** Marks the title of the picture that has the keys. */
function mark(theme: Theme, desk: Desk, front: boolean): string {
  return front && desk.looking ? `${theme.glyph.now} ` : '';
}

/** Rows below the pictures for what is read off the matrix in front. */
const DETAILS = 4;

const GAP = 3;

/** A page of pictures, and which of them it shows. */
export interface Page {
  readonly lines: readonly Line[];
  /** Counted from 0. */
  readonly first: number;
  readonly count: number;
  readonly total: number;
}

/** The page with the picture in front; as many others as fit stand beside it. */
export function picturePage(theme: Theme, desk: Desk, width: number, height: number): Page | null {
  const at = here(desk.session);
  const all = panels(desk.session);
  if (!at || all.length === 0) return null;
  const sheet = { theme, desk, at, width, height };
  const drawn = all.map((panel, i) => ({
    lines: draws[panel.picture.kind].lines(sheet, panel, i === at.screen.panel),
    alone: draws[panel.picture.kind].alone,
    matrix: panel.picture.kind === 'heatmap',
  }));
  let first = 0;
  while (first < drawn.length) {
    const { lines, count } = fill(drawn.slice(first), width, height);
    if (at.screen.panel < first + count) {
      const page = { first, count, total: drawn.length };
      return { ...page, lines: withDetails(sheet, lines) };
    }
    first += count;
  }
  return null;
}

interface Drawn {
  readonly lines: readonly Line[];
  readonly alone: boolean;
  readonly matrix: boolean;
}

/** As many pictures as one page holds, side by side while the width lasts. */
function fill(pictures: readonly Drawn[], width: number, height: number) {
  const shelves: (readonly Line[])[][] = [];
  let count = 0;
  const draw = (rows: readonly (readonly Line[])[][]) =>
    rows.flatMap((shelf, i) => [...(i === 0 ? [] : [[]]), ...beside(shelf, GAP)]);
  for (const { lines, alone, matrix } of pictures) {
    if (count > 0 && (alone || pictures[count - 1]!.alone)) break;
    const last = shelves.at(-1);
    const wide = last ? last.reduce((sum, each) => sum + blockWidth(each) + GAP, 0) : width;
    const fits = last !== undefined && wide + blockWidth(lines) <= width;
    const next = fits ? [...shelves.slice(0, -1), [...last, lines]] : [...shelves, [lines]];
    const room = matrix || pictures.slice(0, count).some((each) => each.matrix) ? DETAILS : 0;
    if (count > 0 && draw(next).length + room > height) break;
    shelves.splice(0, shelves.length, ...next);
    count += 1;
  }
  return { lines: draw(shelves).slice(0, height), count: Math.max(1, count) };
}

function withDetails(sheet: Sheet, lines: readonly Line[]): readonly Line[] {
  const details = matrixDetails(sheet);
  if (details.length === 0) return lines;
  const blank = Array.from(
    { length: Math.max(0, sheet.height - lines.length - DETAILS) },
    (): Line => [],
  );
  return [...lines, ...blank, [], ...details].slice(0, sheet.height);
}

/** The entry under the cursor, the gradient check, and what holds of the whole matrix. */
function matrixDetails({ theme, desk, at, width }: Sheet): readonly Line[] {
  const matrix = frontMatrix(desk.session);
  if (!matrix) return [];
  const { style, glyph } = theme;
  const { tensor } = matrix;
  const { row, col } = at.screen.cell;
  const scale = legend(theme, limitOf(tensor));
  const facts = flow([...(scale ? [scale] : []), ...summary(theme, tensor)], width, '   ');
  const entry: Line = [
    run(`${printName(matrix.name)}  row ${row + 1}, column ${col + 1}  `, style.quiet),
    run(exactNumber(tensor.data[row * tensor.cols + col] ?? Number.NaN, theme.ascii), style.focus),
  ];
  const checked = at.screen.nudge ? nudgeLines(theme, at.screen.nudge, width) : [];
  const shown = desk.looking ? [entry, ...(checked.length > 0 ? checked : facts)] : facts;
  return shown.slice(0, DETAILS - 1).map((line) => clip(line, width, glyph.ellipsis));
}

function nudgeLines(
  theme: Theme,
  nudge: NonNullable<Here['screen']['nudge']>,
  width: number,
): readonly Line[] {
  const { style, ascii } = theme;
  const write = (x: number) => theme.text(shortNumber(Number(x.toPrecision(6)), ascii));
  const name = `${printName(nudge.name)}[${nudge.row + 1},${nudge.col + 1}]`;
  const words: Line = [
    run(theme.text(`${name} ∓ ${nudge.step}: L is `), style.quiet),
    run(theme.text(`${fine(nudge.lossBelow)}, ${fine(nudge.lossAbove)}`), style.text),
    run('; slope ', style.quiet),
    run(write(nudge.slope), style.focus),
    ...(nudge.gradient === null
      ? []
      : [run('; the gradient says ', style.quiet), run(write(nudge.gradient), style.focus)]),
  ];
  return hang([], wrap(words, width));
}

/** Enough digits that a nudge shows. */
function fine(x: number): string {
  return String(Number(x.toFixed(4)));
}
