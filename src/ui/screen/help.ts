import type { Desk } from '../desk.ts';
import { footerKeys, keyGroups, placeUnder } from '../keymap.ts';
import type { Theme } from '../theme.ts';
import { footerLine, keyTableLines } from '../widgets/Footer.tsx';
import { type Line, run } from '../widgets/run.ts';
import { titleBarLine } from '../widgets/TitleBar.tsx';

/** The overview of keys, for the place that it lies over. */
export function helpLines(theme: Theme, desk: Desk): readonly Line[] {
  const { width, height } = desk.size;
  const rule: Line = [run(theme.glyph.rule.repeat(width), theme.style.rule)];
  const room = height - 4;
  const groups = keyGroups(placeUnder(desk));
  const table = keyTableLines({ theme, width: width - 4, height: room, groups });
  const body = table.map((line): Line => [run('  '), ...line]);
  return [
    titleBarLine({ theme, width, title: 'Keys that work here' }),
    rule,
    ...body,
    ...Array.from({ length: Math.max(0, room - body.length) }, (): Line => []),
    rule,
    footerLine({ theme, width, keys: footerKeys(desk) }),
  ];
}
