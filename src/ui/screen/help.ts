import type { Desk } from '../desk.ts';
import { footerKeys, OVERVIEW_FRAME, overviewLines, overviewMost } from '../keymap.ts';
import type { Theme } from '../theme.ts';
import { footerLine } from '../widgets/Footer.tsx';
import { type Line, run } from '../widgets/run.ts';
import { titleBarLine } from '../widgets/TitleBar.tsx';

/** The overview of keys, for the place that it lies over. */
export function helpLines(theme: Theme, desk: Desk): readonly Line[] {
  const { width, height } = desk.size;
  const { style, glyph } = theme;
  const room = height - OVERVIEW_FRAME;
  const most = overviewMost(desk);
  const from = Math.min(desk.scroll ?? 0, most);
  const body = overviewLines(theme, desk).slice(from, from + room);
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
