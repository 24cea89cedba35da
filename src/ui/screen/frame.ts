import { type Desk, isTooSmall, LEAST } from '../desk.ts';
import { footerKeys, keyGroups } from '../keymap.ts';
import type { Theme } from '../theme.ts';
import { footerLine, keyTableLines } from '../widgets/Footer.tsx';
import { type Line, run } from '../widgets/run.ts';
import { titleBarLine } from '../widgets/TitleBar.tsx';
import { tooSmallLines } from '../widgets/TooSmall.tsx';
import { lessonLines } from './lesson.ts';
import { menuLines } from './menu.ts';

/** The whole screen as rows: the picture is a function of the state. */
export function frameLines(theme: Theme, desk: Desk): readonly Line[] {
  const { session, size } = desk;
  const { screen } = session;
  if (isTooSmall(size)) return tooSmallLines({ theme, ...size, needs: LEAST });
  if (screen.kind === 'gone') return [];
  if (session.help) return helpLines(theme, desk);
  return screen.kind === 'menu' ? menuLines(theme, desk, screen) : lessonLines(theme, desk);
}

function helpLines(theme: Theme, desk: Desk): readonly Line[] {
  const { width, height } = desk.size;
  const rule: Line = [run(theme.glyph.rule.repeat(width), theme.style.rule)];
  const room = height - 5;
  const table = keyTableLines({ theme, width: width - 4, height: room, groups: keyGroups() });
  const body = [[], ...table.map((line): Line => [run('  '), ...line])];
  return [
    titleBarLine({ theme, width, title: 'Keys' }),
    rule,
    ...body,
    ...Array.from({ length: Math.max(0, height - 4 - body.length) }, (): Line => []),
    rule,
    footerLine({ theme, width, keys: footerKeys(desk) }),
  ];
}
