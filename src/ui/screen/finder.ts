import { lessonAt, standing, stepState } from '../../session/view.ts';
import type { Desk } from '../desk.ts';
import { type Finder, type Hit, hitsOf, taskOf } from '../finder.ts';
import { footerKeys } from '../keymap.ts';
import type { Theme } from '../theme.ts';
import { footerLine } from '../widgets/Footer.tsx';
import { clip, type Line, lineWidth, pad, run } from '../widgets/run.ts';
import { titleBarLine } from '../widgets/TitleBar.tsx';

/** Title, two rules and the footer. */
const FRAME = 4;
/** A blank row, the query, a blank row. */
const QUERY = 3;
/** The mark before the query, the cursor after it, a margin. */
const QUERY_FRAME = 6;
const WIDEST = 96;

/** The rows of a search: the query, and what fits it. */
export function finderLines(theme: Theme, desk: Desk, finder: Finder): readonly Line[] {
  const { session, size } = desk;
  const { width, height } = size;
  const { style, glyph } = theme;
  const inner = Math.min(width - 4, WIDEST);
  const hits = hitsOf(session, finder);
  const room = height - FRAME - QUERY;
  const from = Math.max(0, Math.min(finder.cursor - Math.floor(room / 2), hits.length - room));
  const rows = hits
    .slice(from, from + room)
    .map((hit, i) => row(theme, desk, hit, from + i === finder.cursor, inner));
  const none: Line = [
    run('    nothing fits; ', style.quiet),
    run('esc', style.key),
    run(' goes back', style.quiet),
  ];
  const query: Line = [
    run('  / ', style.key),
    run(ending(theme.text(finder.query), width - QUERY_FRAME), style.strong),
    run(' ', style.cursor),
    ...(finder.query === '' ? [run(' a word of a title, or a name such as W3', style.quiet)] : []),
  ];
  const body = [[], query, [], ...(hits.length > 0 ? rows : [none])];
  const count =
    hits.length > room ? ` ${from + 1} to ${from + rows.length} of ${hits.length} ` : '';
  const rule = (words: string): Line => [
    run(glyph.rule.repeat(width - words.length), style.rule),
    run(words, style.quiet),
  ];
  return [
    titleBarLine({ theme, width, title: titleOf(desk, finder) }),
    rule(''),
    ...body,
    ...Array.from({ length: Math.max(0, height - FRAME - body.length) }, (): Line => []),
    rule(count),
    footerLine({ theme, width, keys: footerKeys(desk) }),
  ];
}

/** The end of a text, where one types, as far as it fits. */
function ending(text: string, room: number): string {
  const characters = [...text].slice(-room);
  while (lineWidth([run(characters.join(''))]) > room) characters.shift();
  return characters.join('');
}

function titleOf({ session }: Desk, { lesson }: Finder): string {
  return lesson === null ? 'Find a lesson or a step' : `Steps of ${session.lessons[lesson]!.title}`;
}

const marks = {
  done: ['done', 'correct'],
  begun: ['partly', 'text'],
  open: ['open', 'quiet'],
} as const;

function row(theme: Theme, { session }: Desk, hit: Hit, here: boolean, width: number): Line {
  const { style, glyph } = theme;
  const lesson = lessonAt(session, hit.lesson)!;
  const step = hit.step === null ? null : lesson.steps[hit.step]!;
  const look = here ? style.focus : step ? style.text : style.strong;
  const number = hit.step === null ? `${hit.lesson + 1}` : `${hit.lesson + 1}.${hit.step + 1}`;
  const left: Line = [
    run(here ? `${glyph.now} ` : '  ', style.focus),
    run(number.padEnd(6), here ? style.focus : style.quiet),
    run(theme.text(step?.title ?? lesson.title), look),
  ];
  const right: Line = step ? stepWords() : lessonWords();
  const room = width - lineWidth(right) - 2;
  return [run('  '), ...pad(clip(left, room, glyph.ellipsis), width - lineWidth(right)), ...right];

  function stepWords(): Line {
    const [mark, role] = marks[stepState(session, lesson, step!)];
    return [run(theme.text(`${taskOf(step!)}  `), style.math), run(glyph[mark], style[role])];
  }
  function lessonWords(): Line {
    const { done, exercises } = standing(session, lesson);
    return [run(`${done}/${exercises}`, done === exercises ? style.correct : style.quiet)];
  }
}
