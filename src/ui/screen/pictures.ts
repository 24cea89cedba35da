import { printName } from '../../notation/print.ts';
import { here, panels } from '../../session/view.ts';
import type { Desk } from '../desk.ts';
import { type Grid, gridText } from '../grid.ts';
import type { Theme } from '../theme.ts';
import { entryGridLines } from '../widgets/EntryGrid.tsx';
import { beside, blockWidth, type Line } from '../widgets/run.ts';
import { matrixDetails } from './details.ts';
import { detailRows, draws, type Sheet } from './draws.ts';

/** Charts and the backward pass say nothing in fewer rows. */
const LEAST_ALONE = 12;

const GAP = 3;

const UNBOUNDED = 1000;

/** A page of pictures, and which of them it shows. */
export interface Page {
  readonly lines: readonly Line[];
  /** Counted from 0. */
  readonly first: number;
  readonly count: number;
  readonly total: number;
  /** Whether nothing of it was cut off. */
  readonly whole: () => boolean;
}

/** The page with the picture in front; as many others as fit stand beside it. */
export function picturePage(
  theme: Theme,
  desk: Desk,
  width: number,
  height: number,
  details = true,
): Page | null {
  const at = here(desk.session);
  const all = panels(desk.session);
  if (!at || (all.length === 0 && !desk.grid)) return null;
  const sheet = { theme, desk, at, width, height, details };
  const front = desk.grid ? 0 : at.screen.panel;
  const pictures = all.map((panel, i) => ({
    lines: draws[panel.picture.kind].lines(sheet, panel, !desk.grid && i === front),
    alone: draws[panel.picture.kind].alone,
    least: (desk.looking && draws[panel.picture.kind].least) || LEAST_ALONE,
    matrix: panel.picture.kind === 'heatmap' || panel.picture.kind === 'answer',
    natural: () =>
      draws[panel.picture.kind].lines({ ...sheet, height: UNBOUNDED }, panel, false).length,
  }));
  const drawn = desk.grid ? [filling(sheet, desk.grid), ...pictures] : pictures;
  let first = 0;
  while (first < drawn.length) {
    const { lines, count, whole } = fill(drawn.slice(first), sheet);
    if (front < first + count) {
      const page = { first, count, whole, total: drawn.length };
      return { ...page, lines: withDetails(sheet, lines, count) };
    }
    first += count;
  }
  return null;
}

/** The matrix that is being filled in, before the pictures one reads it off from. */
function filling({ theme, at, width, height }: Sheet, grid: Grid): Drawn {
  const { exercise, screen } = at;
  const title = exercise && 'wants' in exercise ? `  ${printName(exercise.wants)}` : '';
  const { cells, row, col } = grid;
  const said = screen.said?.answer === gridText(grid) ? screen.said.feedback.marks : undefined;
  const marks = said?.length === cells.length ? said : undefined;
  const draw = (rows: number) =>
    entryGridLines({
      theme,
      width,
      height: rows,
      title,
      entries: cells,
      cursor: { row, col },
      marks,
    });
  return {
    lines: draw(height),
    alone: false,
    least: 0,
    matrix: false,
    natural: () => draw(UNBOUNDED).length,
  };
}

interface Drawn {
  readonly lines: readonly Line[];
  readonly alone: boolean;
  readonly least: number;
  readonly matrix: boolean;
  /** Rows it would take if it had them all. */
  readonly natural: () => number;
}

/** As many pictures as one page holds, side by side while the width lasts. */
function fill(pictures: readonly Drawn[], sheet: Sheet) {
  const { width, height } = sheet;
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
    const room =
      matrix || pictures.slice(0, count).some((each) => each.matrix) ? detailRows(sheet) : 0;
    if (count > 0 && draw(next).length + room > height) break;
    shelves.splice(0, shelves.length, ...next);
    count += 1;
  }
  const lines = draw(shelves);
  const whole = () =>
    pictures
      .slice(0, count)
      .every((each) =>
        each.matrix ? each.lines.length === each.natural() : !each.alone || height >= each.least,
      );
  return { lines: lines.slice(0, height), count, whole: () => lines.length <= height && whole() };
}

function withDetails(sheet: Sheet, lines: readonly Line[], count: number): readonly Line[] {
  // Of several matrices only the one that has the keys can be meant.
  const said = sheet.details && (sheet.desk.looking || count === 1);
  const details = said
    ? matrixDetails(sheet.theme, sheet.desk, sheet.at, {
        width: sheet.width,
        height: detailRows(sheet) - 1,
      })
    : [];
  if (details.length === 0) return lines;
  return [...lines, [], ...details].slice(0, sheet.height);
}
