import { type Exercise, offersOf } from '../../lesson/exercises/index.ts';
import type { Block, Inline, Prose, Step } from '../../lesson/lesson.ts';
import { mathText } from '../../lesson/mathtext.ts';
import { inline } from '../../notation/inline.ts';
import { parseLatex } from '../../notation/latex.ts';
import { layout } from '../../notation/layout.ts';
import { printName } from '../../notation/print.ts';
import { partIds, pointOut } from '../../notation/walk.ts';
import { remember } from '../remember.ts';
import type { Theme } from '../theme.ts';
import { formulaLines } from '../widgets/Formula.tsx';
import { blockLines } from '../widgets/Prose.tsx';
import { columns, type Line, run, wrap } from '../widgets/run.ts';

/** The text of a step without its pictures, wrapped to `width`; `chosen` are letters of options. */
export const stepLines = remember(
  (theme: Theme, step: Step, width: number, chosen: string): readonly Line[] =>
    stacked(step.blocks.map((block) => linesOf(theme, block, width, chosen, step.exercise))),
);

/** Blocks under each other, an empty row between; blocks without rows leave no gap. */
export function stacked(blocks: readonly (readonly Line[])[]): readonly Line[] {
  return blocks
    .filter((lines) => lines.length > 0)
    .flatMap((lines, i) => (i === 0 ? lines : [[], ...lines]));
}

function linesOf(
  theme: Theme,
  block: Block,
  width: number,
  chosen: string,
  asked: Exercise | null,
): readonly Line[] {
  switch (block.kind) {
    case 'heading':
    case 'paragraph':
    case 'quote':
      return blockLines(theme, { ...block, text: readable(block.text) }, width);
    case 'list':
      return blockLines(theme, { ...block, items: block.items.map(readable) }, width);
    case 'code':
      return blockLines(theme, block, width);
    case 'formula':
      return formula(theme, block.tex, width, asked);
    case 'exercise':
      return question(theme, block.exercise, width, chosen);
    case 'show':
    case 'note':
      return [];
  }
}

const ASKED = 'asked';
const SPOKEN = 'here';

/** A formula; what the question of the step asks for stands out in it. */
function formula(
  theme: Theme,
  tex: string,
  width: number,
  exercise: Exercise | null,
): readonly Line[] {
  const read = parseLatex(tex);
  if (!read.ok) return wrap([run(theme.text(tex), theme.style.code)], width);
  const asked = exercise && 'wants' in exercise ? printName(exercise.wants) : null;
  const math = asked
    ? pointOut(read.math, ASKED, (node) => node.kind === 'frac' && inline(node) === asked)
    : read.math;
  // An author may point out the term that the text speaks of: \htmlId{here}{…}.
  const part = partIds(math).includes(SPOKEN) ? SPOKEN : null;
  const box = layout(math, { width, ascii: theme.ascii });
  return formulaLines({ theme, box, width, part, ...(part === null && { lit: ASKED }) });
}

/** The task, set off from what leads to it, and the options of a choice. */
function question(
  theme: Theme,
  exercise: Exercise,
  width: number,
  chosen: string,
): readonly Line[] {
  const { style, glyph } = theme;
  const ask = proseLines(theme, exercise.ask, width - 2);
  return [
    ...hang([run(`${glyph.now} `, style.focus)], ask),
    ...offersOf(exercise).flatMap(({ name: called, text }) => {
      const on = chosen.includes(called);
      const mark = run(`${on ? glyph.done : glyph.open} `, on ? style.focus : style.quiet);
      const name = run(`${called}  `, on ? style.focus : style.key);
      return hang([run('  '), mark, name], proseLines(theme, text, width - 7));
    }),
  ];
}

/** Running text, wrapped. */
export function proseLines(theme: Theme, text: Prose, width: number): readonly Line[] {
  const place = { line: 1, column: 1 };
  return blockLines(theme, { kind: 'paragraph', text: readable(text), place }, width);
}

/** Lines of which the first begins with `mark`, and the others under its words. */
export function hang(mark: Line, lines: readonly Line[]): readonly Line[] {
  const indent = run(' '.repeat(mark.reduce((sum, { text }) => sum + columns(text), 0)));
  return lines.map((line, i) => (i === 0 ? [...mark, ...line] : [indent, ...line]));
}

function readable(text: Prose): Prose {
  return text.map((piece): Inline => {
    if (piece.kind !== 'math') return piece;
    return { kind: 'math', text: mathText(piece.text) };
  });
}
