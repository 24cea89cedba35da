import { join } from 'node:path';
import { expect } from 'vitest';
import { it } from '../support/lab.ts';
import { root } from '../support/root.ts';
import { labLine } from '../support/shell.ts';
import { openTmux, type Tmux } from '../support/tmux.ts';

const line = (step: string) =>
  labLine('learn', 'sample', '--lessons', join(root, 'test/ui/lesson.md'), '--step', step);

/** Runs what is to be seen in tmux; its server ends whatever happens. */
async function inTmux(home: string, play: (tmux: Tmux) => Promise<void>): Promise<void> {
  const tmux = openTmux(home, { cols: 100, rows: 30 });
  try {
    await tmux.terminal.waitFor(/shell\$/);
    await play(tmux);
  } finally {
    tmux.end();
    await tmux.terminal.ended();
  }
}

const plain = (text: string) => text.replace(/\u001b\[[\d;]*m|\u000e|\u000f/g, '');

it('the lab looks the same in tmux, colours and all', async ({ home }) => {
  await inTmux(home, async ({ terminal, pane, ask, clipboard }) => {
    terminal.type(`${line('dW3')}\r`);
    await terminal.waitFor(/hand in/);
    terminal.type('(dL/dh3 * (z3 > 0)) @ h2.T');
    terminal.press('enter');
    const screen = await terminal.waitFor(/✓ Right\.[\s\S]*\? keys/);
    const rows = (text: string) => text.split('\n').map((row) => row.trimEnd());
    expect(rows(plain(pane())).slice(0, 30)).toEqual(rows(screen));
    // The strongest blue of the heatmap arrives as it was sent.
    expect(pane()).toContain('48;2;117;186;255');
    expect(ask('#{alternate_on}')).toBe('1');
    terminal.press('alt+c');
    await terminal.waitFor(/copied: your answer/);
    expect(clipboard()).toBe('(dL/dh3 * (z3 > 0)) @ h2.T');
    // Whoever only ends the server leaves the lab saving in a home that is about to be removed.
    terminal.press('ctrl+c');
    await terminal.waitFor(/shell\$\s*$/);
  });
});

it('is resized, stopped and continued in tmux, and leaves the pane as it was', async ({ home }) => {
  await inTmux(home, async ({ terminal, ask }) => {
    terminal.type(`${line('dW3')}\r`);
    await terminal.waitFor(/hand in/);
    terminal.type('dL/dh3 @');
    await terminal.waitFor(/= dL\/dh3 @/);
    for (const [cols, rows] of [
      [60, 18],
      [120, 40],
      [80, 24],
    ] as const) {
      terminal.resize(cols, rows);
      await terminal.waitFor((it) => {
        const screen = it.screen().split('\n');
        return (
          screen.length === rows &&
          /\? keys/.test(screen.at(-1)!) &&
          it.screen().includes('= dL/dh3 @')
        );
      });
    }
    terminal.press('ctrl+z');
    await terminal.waitFor(/Stopped[\s\S]*shell\$\s*$/);
    expect(ask('#{alternate_on} #{cursor_flag} #{bracket_paste_flag}')).toMatch(/^0 1/);
    terminal.type('fg\r');
    await terminal.waitFor(/= dL\/dh3 @[\s\S]*\? keys/);
    terminal.press('ctrl+c');
    await terminal.waitFor(/shell\$\s*$/);
    expect(ask('#{alternate_on} #{cursor_flag}')).toBe('0 1');
    terminal.type('echo code=$?\r');
    await terminal.waitFor(/code=130/);
  });
});
