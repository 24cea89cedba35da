/** What a cell means; the theme gives each its colour. */
export type Role =
  | 'variable'
  | 'number'
  | 'function'
  | 'operator'
  | 'symbol'
  | 'text'
  | 'fence'
  | 'rule'
  | 'label'
  | 'space';

/** One column of one line. */
export interface Cell {
  /** Exactly one display column. */
  readonly text: string;
  readonly role: Role;
  readonly bold: boolean;
  /** Ids of the parts it belongs to, outermost first. */
  readonly parts: readonly string[];
}

/** A drawn formula: `height` rows of exactly `width` cells; `baseline` is the row text aligns with. */
export interface Box {
  readonly width: number;
  readonly height: number;
  readonly baseline: number;
  readonly rows: readonly (readonly Cell[])[];
}

/** The lines of a box as text, without the blanks at their ends. */
export const toLines = (box: Box): string[] =>
  box.rows.map((cells) =>
    cells
      .map((cell) => cell.text)
      .join('')
      .trimEnd(),
  );
