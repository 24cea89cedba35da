import { writeNumbers } from '../lesson/exercises/quantity.ts';
import { formulaOf } from '../lesson/worked.ts';
import { printName } from '../notation/print.ts';
import { frontMatrix, frontPanel, here } from '../session/view.ts';
import { type Desk, type DeskEvent, draftOf } from './desk.ts';
import { mono } from './screen/measure.ts';
import { picturePage } from './screen/pictures.ts';

/** A text for the clipboard, and what it is. */
interface Copy {
  readonly text: string;
  readonly what: string;
}

/** What the copying key takes: the picture in front as one would type it, else the answer, else the formulas of the text. */
export function copyOf(desk: Desk): Copy | null {
  return desk.looking ? pictureText(desk) : (answerText(desk) ?? formulas(desk));
}

/** The event of the copying key. */
export function copied(desk: Desk): DeskEvent | readonly DeskEvent[] {
  const copy = copyOf(desk);
  return copy ? { type: 'copied', ...copy } : [];
}

function answerText(desk: Desk): Copy | null {
  const text = draftOf(desk);
  return text.trim() === '' ? null : { text, what: 'your answer' };
}

function formulas({ session }: Desk): Copy | null {
  const blocks = here(session)?.step.blocks ?? [];
  const found = blocks.flatMap((block) => (block.kind === 'formula' ? [block.tex.trim()] : []));
  if (found.length === 0) return null;
  const what = found.length === 1 ? 'the formula, as LaTeX' : `${found.length} formulas, as LaTeX`;
  return { text: found.join('\n\n'), what };
}

/** Numbers as they are typed, a formula as it is written, anything else as it is drawn. */
function pictureText(desk: Desk): Copy | null {
  const matrix = frontMatrix(desk.session);
  if (matrix) return { text: writeNumbers(matrix.tensor), what: `${printName(matrix.name)}` };
  const panel = frontPanel(desk.session);
  if (!panel) return null;
  if (panel.picture.kind === 'formula') {
    const { of } = panel.picture;
    return { text: formulaOf(panel.network, of) ?? '', what: `${printName(of)}, as a formula` };
  }
  const run = here(desk.session)?.screen.run;
  if (panel.picture.kind === 'chart' && run) {
    const rows = run.losses.map((loss, step) => `${step}\t${loss}`);
    return { text: ['step\tloss', ...rows].join('\n'), what: 'the losses, as a table' };
  }
  const lines = picturePage(mono, desk, 76, 40)?.lines ?? [];
  const drawn = lines.map((line) =>
    line
      .map(({ text }) => text)
      .join('')
      .trimEnd(),
  );
  return { text: drawn.join('\n').trim(), what: 'the picture, as it is drawn' };
}
