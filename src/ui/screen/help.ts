import type { Desk } from '../desk.ts';
import { footerKeys, keyGroups, placeUnder } from '../keymap.ts';
import type { Theme } from '../theme.ts';
import { footerLine, keyTableLines } from '../widgets/Footer.tsx';
import { type Line, run } from '../widgets/run.ts';
import { titleBarLine } from '../widgets/TitleBar.tsx';
import { mono } from './measure.ts';

/** Title, two rules and the footer. */
const FRAME = 4;

const UNBOUNDED = 1000;

function table(theme: Theme, desk: Desk): readonly Line[] {
  const groups = keyGroups(placeUnder(desk));
  return keyTableLines({ theme, width: desk.size.width - 4, height: UNBOUNDED, groups });
}

/** How far the overview can be scrolled. */
export function helpMost(desk: Desk): number {
  return Math.max(0, table(mono, desk).length - (desk.size.height - FRAME));
}

/** The overview of keys, for the place that it lies over. */
export function helpLines(theme: Theme, desk: Desk): readonly Line[] {
  const { width, height } = desk.size;
  const { style, glyph } = theme;
  const room = height - FRAME;
  const most = helpMost(desk);
  const from = Math.min(desk.scroll ?? 0, most);
  const body = table(theme, desk).slice(from, from + room);
  const rule = (words: string): Line => [
    run(glyph.rule.repeat(width - words.length), style.rule),
    run(words, style.quiet),
  ];
  return [
    titleBarLine({ theme, width, title: 'Keys that work here' }),
    rule(''),
    ...body.map((line): Line => [run('  '), ...line]),
    ...Array.from({ length: Math.max(0, room - body.length) }, (): Line => []),
    rule(from < most ? ` ${most - from} more below ` : ''),
    footerLine({ theme, width, keys: footerKeys(desk) }),
  ];
}
