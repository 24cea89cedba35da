import stringWidth from 'string-width';
import { parseLatex } from '../notation/latex.ts';
import { layout, toLines } from '../notation/layout.ts';
import { type Exercise, offersOf } from './exercises/index.ts';
import type { Block, Place, Prose, Step } from './lesson.ts';
import { proseText } from './mathtext.ts';

/**
 * What of a lesson's screen is not text: the frame's rows (title, two rules, footer), those of the
 * answer with what is said to it, and the blank columns on either side. The screen is laid out by it.
 */
export const layoutOf = { frame: 4, answer: 4, margin: 2 };

/** The columns that text has on a screen of 80. */
const textWidth = 80 - 2 * layoutOf.margin;

/** The rows that a step's text has on a screen of 24, without and with an answer and its rule below it. */
export const textRows = {
  plain: 24 - layoutOf.frame,
  answer: 24 - layoutOf.frame - layoutOf.answer - 1,
};

/** Something that does not fit a screen of 80×24. */
export interface Misfit {
  readonly code: 'too-tall' | 'too-wide';
  readonly message: string;
  readonly place: Place;
}

/** What of a step does not fit a screen of 80×24, formulas included. */
export function misfits(step: Step): readonly Misfit[] {
  const found: Misfit[] = [];
  const complain = (code: Misfit['code'], message: string, place: Place) => {
    found.push({ code, message, place });
  };
  const rows = step.blocks.reduce((sum, block) => {
    const height = blockRows(block, complain);
    return sum + height + (sum > 0 && height > 0 ? 1 : 0);
  }, 0);
  const room = step.exercise ? textRows.answer : textRows.plain;
  if (rows > room) {
    complain(
      'too-tall',
      `This step takes ${rows} rows of text; ${room} fit a screen of 24. Move some of it to a step of its own.`,
      step.place,
    );
  }
  return found;
}

type Complain = (code: Misfit['code'], message: string, place: Place) => void;

function blockRows(block: Block, complain: Complain): number {
  const { place } = block;
  switch (block.kind) {
    case 'heading':
    case 'paragraph':
      return proseRows(block.text, textWidth);
    case 'quote':
      return proseRows(block.text, textWidth - 2);
    case 'list':
      return block.items.reduce((rows, item) => rows + proseRows(item, textWidth - 4), 0);
    case 'code': {
      const lines = block.text.split('\n');
      const widest = Math.max(...lines.map((line) => stringWidth(line)));
      if (widest > textWidth - 2) tooWide('This line', widest, place, complain);
      return lines.length;
    }
    case 'formula': {
      const read = parseLatex(block.tex);
      if (!read.ok) return 1;
      const box = layout(read.math, { width: textWidth });
      if (box.overflow) tooWide('This formula', box.width, place, complain);
      return toLines(box).length;
    }
    case 'exercise':
      return exerciseRows(block.exercise);
    case 'show':
    case 'note':
      return 0;
  }
}

/** The question with what it lists, each behind its mark and letter. */
function exerciseRows(exercise: Exercise): number {
  return offersOf(exercise).reduce(
    (rows, { text }) => rows + proseRows(text, textWidth - 7),
    proseRows(exercise.ask, textWidth - 2),
  );
}

/** The rows of running text when words are wrapped at `width`. */
function proseRows(prose: Prose, width: number): number {
  let rows = 1;
  let used = 0;
  for (const word of proseText(prose).split(/\s+/)) {
    const wide = stringWidth(word);
    if (used > 0 && used + 1 + wide > width) {
      rows++;
      used = wide;
    } else used += wide + (used > 0 ? 1 : 0);
  }
  return rows;
}

function tooWide(what: string, width: number, place: Place, complain: Complain): void {
  complain(
    'too-wide',
    `${what} is ${width} columns wide; ${textWidth} fit. Break it in two.`,
    place,
  );
}
