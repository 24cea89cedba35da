import { type Tensor, transposed } from '../../engine/tensor.ts';
import { shownValue } from '../../lesson/outline.ts';
import { inRows } from '../../lesson/rows.ts';
import { computed, evaluateAnswer, formulaOf, work } from '../../lesson/worked.ts';
import { print, printName } from '../../notation/print.ts';
import { type Here, isTurned, type Panel } from '../../session/view.ts';
import type { Desk } from '../desk.ts';
import { remember } from '../remember.ts';
import type { Theme } from '../theme.ts';
import type { GraphNode } from '../widgets/graphChains.ts';
import { graphLines } from '../widgets/graphLines.ts';
import { matrixDiffLines } from '../widgets/MatrixDiff.tsx';
import { matrixLines } from '../widgets/matrixLines.ts';
import type { MatrixProps } from '../widgets/matrixParts.ts';
import { pullbackLines } from '../widgets/PullbackCard.tsx';
import { type Line, run, wrap } from '../widgets/run.ts';
import { experimentLines } from './experiment.ts';
import { forwardCard, forwardNodes } from './forward.ts';
import { plainGraph } from './graph.ts';
import { cardOf, focusOf, graphNodes } from './network.ts';
import { callLines, slideLines } from './play.ts';
import { stepLines, sumAt } from './sum.ts';
import { hang } from './text.ts';

const tensorAt = remember(shownValue, 24);
const answerOf = remember(evaluateAnswer, 4);
const turnedOf = remember(transposed, 8);

const graphOf = remember(
  (
    theme: Theme,
    nodes: readonly GraphNode[],
    focus: string | null,
    width: number,
    height: number,
  ) => graphLines({ theme, nodes, focus, width, height }),
);

/** A matrix without what is read off it; row −1 is no cursor. */
const matrixOf = remember(
  (
    theme: Theme,
    tensor: Tensor,
    title: string,
    marks: MatrixProps['marks'],
    row: number,
    col: number,
    width: number,
    height: number,
  ): readonly Line[] => {
    const grid = { theme, tensor, title, marks, width, height, bare: true };
    return row < 0
      ? matrixLines(grid)
      : matrixLines({ ...grid, cursor: { row, col } }).slice(0, -1);
  },
  24,
);

/** Where pictures are drawn. */
export interface Sheet {
  readonly theme: Theme;
  readonly desk: Desk;
  readonly at: Here;
  readonly width: number;
  readonly height: number;
  /** Whether what is read off a matrix is shown below. */
  readonly details: boolean;
}

interface Draw {
  /** Takes a page of its own. */
  readonly alone: boolean;
  /** The rows it needs while one looks at it, where that is more than others that stand alone. */
  readonly least?: number;
  readonly lines: (sheet: Sheet, panel: Panel, front: boolean) => readonly Line[];
}

/** How each picture is drawn; the compiler counts them. */
export const draws: { readonly [K in Panel['picture']['kind']]: Draw } = {
  heatmap: {
    alone: false,
    lines: (sheet, { picture, network }, front) => {
      const of = 'of' in picture ? picture.of : '';
      const stands = tensorAt(network, of);
      const tensor = stands && isTurned(sheet.at, of) ? turnedOf(stands) : stands;
      return tensor ? matrix(sheet, { tensor, title: printName(of) }, front) : [];
    },
  },
  answer: {
    alone: false,
    lines: (sheet, { picture, network }, front) => {
      const { theme, desk, at, width, height } = sheet;
      if (picture.kind !== 'answer') return [];
      const yours = answerOf(network, picture.text);
      const engine = tensorAt(network, picture.of);
      const marks = at.screen.said?.feedback.marks;
      if (!yours || !engine) return [];
      if (!at.entry.solution) return matrix(sheet, { tensor: yours, title: 'yours', marks }, front);
      const cursor = front && desk.looking ? at.screen.cell : null;
      return matrixDiffLines({
        theme,
        yours,
        engine,
        marks,
        cursor,
        width,
        height: height - detailRows(sheet),
      });
    },
  },
  formula: {
    alone: false,
    lines: ({ theme, at, width }, { picture, network }) => {
      const of = 'of' in picture ? picture.of : '';
      const definition = work(network)?.scope.definitions.get(of);
      const rows = definition && isTurned(at, of) ? print(inRows(definition)) : null;
      const words = `${printName(of)} = ${rows ?? formulaOf(network, of) ?? ''}`;
      return hang([run('  ')], wrap([run(theme.text(words), theme.style.math)], width - 2));
    },
  },
  graph: {
    alone: false,
    lines: ({ theme, desk, width, height }, { network }, front) => [
      [run(`${mark(theme, desk, front)}the network`, theme.style.title)],
      [],
      ...graphOf(theme, plainGraph(network), null, width, height - 2),
    ],
  },
  forward: {
    alone: true,
    lines: (sheet, { network }, front) => {
      const { forward } = sheet.at.screen;
      const nodes = forwardNodes(network, forward);
      const node = computed(network)[forward - 1];
      const focus = node === undefined ? null : printName(node);
      const card = pullbackLines({
        ...{ theme: sheet.theme, width: sheet.width },
        ...forwardCard(network, forward),
      });
      return pass(sheet, front, 'the forward pass', nodes, focus, card);
    },
  },
  backward: {
    alone: true,
    least: 18,
    lines: (sheet, { network }, front) => {
      const { pullback, sum } = sheet.at.screen;
      const nodes = graphNodes(network, pullback);
      const focus = focusOf(network, pullback);
      const { theme, width, height } = sheet;
      const room = { width, height: height - LEAST_GRAPH };
      const lit = sumAt(theme, network, pullback, sum);
      const card = stepLines(theme, cardOf(network, pullback), lit, room);
      return pass(sheet, front, 'the backward pass', nodes, focus, card);
    },
  },
  chart: {
    alone: true,
    lines: ({ theme, desk, at, width, height }, _, front) => {
      const lines = experimentLines(theme, desk, at, { width: width - 2, height });
      const [first = [], ...rest] = lines;
      const title = run(mark(theme, desk, front), theme.style.focus);
      return [[title, ...first], ...rest.map((line): Line => [run('  '), ...line])];
    },
  },
  slide: {
    alone: true,
    lines: (sheet, panel, front) => {
      const words = 'of' in panel.picture ? `move ${printName(panel.picture.of)}` : '';
      return slideLines(sheet, panel, mark(sheet.theme, sheet.desk, front) + words);
    },
  },
  calls: {
    alone: true,
    lines: (sheet, panel, front) =>
      callLines(sheet, panel, `${mark(sheet.theme, sheet.desk, front)}backward(), again and again`),
  },
};

/** Rows that title, graph and the gaps of a pass take at the least. */
const LEAST_GRAPH = 8;

/** One pass as far as it was walked: the graph, and below it what happens at the node in focus. */
function pass(
  { theme, desk, width, height }: Sheet,
  front: boolean,
  title: string,
  nodes: readonly GraphNode[],
  focus: string | null,
  card: readonly Line[],
): readonly Line[] {
  return [
    [run(mark(theme, desk, front) + title, theme.style.title)],
    [],
    ...graphOf(theme, nodes, focus, width, height - card.length - 4),
    [],
    ...card,
  ];
}

/** Marks the title of the picture that has the keys; the room for it is there in any case. */
function mark(theme: Theme, desk: Desk, front: boolean): string {
  return front && desk.looking ? `${theme.glyph.now} ` : '  ';
}

/** A matrix; its entries are read off below all pictures, so that moving over them shifts nothing. */
function matrix(
  sheet: Sheet,
  shown: Pick<MatrixProps, 'tensor' | 'title' | 'marks'>,
  front: boolean,
): readonly Line[] {
  const { theme, desk, at, width, height } = sheet;
  const title = mark(theme, desk, front) + shown.title;
  const [row, col] = front && desk.looking ? [at.screen.cell.row, at.screen.cell.col] : [-1, -1];
  const rows = height - detailRows(sheet);
  return matrixOf(theme, shown.tensor, title, shown.marks, row, col, width, rows);
}

/** Rows below the pictures for what is read off the matrix in front, a blank one included. */
export function detailRows({ height, details }: Pick<Sheet, 'height' | 'details'>): number {
  return details ? (height >= 14 ? 4 : 3) : 0;
}
