import { type Desk, isTooSmall, LEAST } from '../desk.ts';
import type { Theme } from '../theme.ts';
import type { Line } from '../widgets/run.ts';
import { tooSmallLines } from '../widgets/TooSmall.tsx';
import { finderLines } from './finder.ts';
import { helpLines } from './help.ts';
import { lessonLines } from './lesson.ts';
import { menuLines } from './menu.ts';

/** The whole screen as rows: the picture is a function of the state. */
export function frameLines(theme: Theme, desk: Desk): readonly Line[] {
  const { session, size } = desk;
  const { screen } = session;
  if (isTooSmall(size)) return tooSmallLines({ theme, ...size, needs: LEAST });
  if (screen.kind === 'gone') return [];
  if (session.help) return helpLines(theme, desk);
  if (desk.finder) return finderLines(theme, desk, desk.finder);
  return screen.kind === 'menu' ? menuLines(theme, desk, screen) : lessonLines(theme, desk);
}
