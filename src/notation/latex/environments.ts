import { aligned, cases, fenced, type MathNode, matrix } from '../math.ts';

type Rows = readonly (readonly MathNode[])[];

/** A LaTeX environment of rows and columns: what it makes of them. */
export interface Environment {
  /** `array` is followed by the alignment of its columns: {lcr}. */
  readonly spec: boolean;
  readonly build: (rows: Rows, columns: string) => MathNode;
}

const plain = (build: Environment['build']): Environment => ({ spec: false, build });

const bracketed = (open: string, close: string): Environment =>
  plain((rows) => matrix(rows, open, close));

const equations = plain(aligned);
const gathered = plain((rows) => ({ ...aligned(rows), columns: 'c' }));

const rows: Readonly<Record<string, Environment>> = {
  matrix: bracketed('', ''),
  pmatrix: bracketed('(', ')'),
  bmatrix: bracketed('[', ']'),
  Bmatrix: bracketed('{', '}'),
  vmatrix: bracketed('|', '|'),
  Vmatrix: bracketed('‖', '‖'),
  smallmatrix: bracketed('', ''),
  array: { spec: true, build: (rows, columns) => matrix(rows, '', '', columns) },
  cases: plain(cases),
  dcases: plain(cases),
  rcases: plain((rows) => ({ ...cases(rows), open: '', close: '}' })),
  aligned: equations,
  align: equations,
  'align*': equations,
  split: equations,
  gathered,
  gather: gathered,
  'gather*': gathered,
};

/** The environments. A new one is one row. */
export const environments: ReadonlyMap<string, Environment> = new Map(Object.entries(rows));

/** \left[ \begin{array} … \end{array} \right] is a matrix like any other. */
export function refence(open: string, body: MathNode, close: string): MathNode {
  const bare = body.kind === 'grid' && body.form === 'matrix' && body.open === '' && !body.close;
  return bare ? { ...body, open, close } : fenced(body, open, close);
}
