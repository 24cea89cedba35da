import headless from '@xterm/headless';
import { expect, test } from 'vitest';
import { noProgress } from '../../../src/session/progress.ts';
import { start } from '../../../src/session/session.ts';
import type { Desk } from '../../../src/ui/desk.ts';
import { paintedFrame } from '../../../src/ui/paint.ts';
import { frameLines } from '../../../src/ui/screen/frame.ts';
import { makeTheme, type Theme } from '../../../src/ui/theme.ts';
import { gridStyles, readGrid, readText } from '../../support/grid.ts';
import { at, deskOf, press, sample, type, wait } from '../support.ts';

const size = [80, 24] as const;

/** Between them they have every style: titles, keys, formulas, heatmaps, marks, carets, curves. */
const scenes: Readonly<Record<string, Desk>> = {
  'the list of lessons': deskOf(start(sample, noProgress), ...size),
  'a draft that cannot be read': type(deskOf(at('dW3'), ...size), '(dL/dh3 * (z3 > 0)) @ h2T'),
  'a heatmap, its entry nudged': press(
    type(deskOf(at('dW3'), ...size), '(dL/dh3 * (z3 > 0)) @ h2.T'),
    ...['enter', 'tab', 'down', 'right', 'n'],
  ),
  'numbers, marked': press(
    type(deskOf(at('dW3-numbers'), ...size), '[[4,6,0,2],[-4,-6,0,-2],[-8,-12,0,-4]]'),
    ...['enter', 'tab'],
  ),
  'a choice, wrong': press(deskOf(at('zero-column'), ...size), 'c', 'enter'),
  'after training': wait(press(deskOf(at('descent'), ...size), 'tab', 'space'), 40),
};

const themes: Readonly<Record<string, Theme>> = {
  dark: makeTheme('dark', 'truecolor'),
  light: makeTheme('light', 'truecolor'),
  'high contrast': makeTheme('high-contrast', 'truecolor'),
  'high contrast on a light page': makeTheme('high-contrast-light', 'truecolor'),
  'no colour': makeTheme('dark', 'none'),
};

/** The bytes of a frame on the screen of a real emulator: what is written, and how it looks. */
async function shown(theme: Theme, desk: Desk): Promise<string> {
  const [cols, rows] = size;
  const terminal = new headless.Terminal({ cols, rows, allowProposedApi: true });
  const frame = paintedFrame(frameLines(theme, desk), rows).replaceAll('\n', '\r\n');
  await new Promise<void>((resolve) => terminal.write(frame, resolve));
  return `${readText(terminal)}\n\n${gridStyles(readGrid(terminal))}`;
}

for (const [scene, desk] of Object.entries(scenes)) {
  test.each(Object.keys(themes))(`${scene}, in %s`, async (name) => {
    expect(`\n${await shown(themes[name]!, desk)}\n`).toMatchSnapshot();
  });
}
