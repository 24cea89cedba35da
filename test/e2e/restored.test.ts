import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { it } from '../support/lab.ts';
import { root } from '../support/root.ts';
import { labLine, openShell } from '../support/shell.ts';

const sample = ['learn', 'sample', '--lessons', join(root, 'test/ui/lesson.md'), '--step'];
const at = (step: string) => ({ args: [...sample, step] });

describe('an error that nobody expected', () => {
  it.for(['timer', 'promise', 'drawing'])(
    '%s: the terminal is restored, the work is kept, one sentence is said',
    async (kind, { open }) => {
      const preload = `--require ${join(root, 'test/support/crash.cjs')}`;
      const env = { CRASH: kind, NODE_OPTIONS: preload };
      const lab = open({ ...at('dW3'), env });
      await lab.waitFor(/hand in/);
      lab.type('dL/dh3 @');
      await lab.waitFor(/= dL\/dh3 @/);
      lab.kill('SIGUSR2');
      // The next frame meets the error, where drawing is what fails.
      await lab.waitFor((it) => it.raw().includes('\u001B]7777;injected') || !it.isRunning());
      if (kind === 'drawing') lab.press('x');
      expect(await lab.exit()).toBe(2);
      expect(lab.raw()).toMatch(/did not expect: injected/);
      expect(lab.raw()).not.toMatch(/^ +at /m);
      const again = open(at('dW3'));
      await again.waitFor(/= dL\/dh3 @/);
    },
  );
});

describe('to the shell and back', () => {
  it('Ctrl-Z gives the terminal back as it was, and fg the lab', async ({ home }) => {
    const shell = openShell(home);
    await shell.waitFor(/shell\$\s*$/);
    shell.type(`${labLine(...sample, 'dW3')}\r`);
    await shell.waitFor(/hand in/);
    shell.type('dL/dh3');
    await shell.waitFor(/= dL\/dh3/);
    for (let round = 0; round < 2; round++) {
      shell.press('ctrl+z');
      await shell.waitFor(/Stopped[\s\S]*shell\$\s*$/);
      expect(shell.screen()).not.toContain('hand in');
      shell.type('stty -a | grep -o "[-]*icanon\\|[-]*echo " | tr "\\n" "+"\r');
      await shell.waitFor(/\nicanon\+echo \+/);
      shell.type('fg\r');
      await shell.waitFor(/= dL\/dh3[\s\S]*hand in/);
    }
    shell.type(' @ h2.T');
    await shell.waitFor(/= dL\/dh3 @ h2\.T[\s\S]*3×1 · 1×4 → 3×4/);
    shell.press('ctrl+c');
    await shell.waitFor(/shell\$\s*$/);
    shell.type('exit\r');
    await shell.exit();
  });

  it('where no shell could continue it, Ctrl-Z leaves the lab as it is', async ({ open }) => {
    const lab = open(at('dW3'));
    await lab.waitFor(/hand in/);
    lab.press('ctrl+z');
    lab.type('dL/dh3');
    await lab.waitFor(/= dL\/dh3[\s\S]*hand in/);
    lab.press('ctrl+c');
    expect(await lab.exit()).toBe(130);
  });

  it('is drawn anew after a stop that it could not see coming', async ({ open }) => {
    const lab = open(at('dW3'));
    await lab.waitFor((it) => it.raw().includes('\u001b]11;?'));
    lab.kill('SIGSTOP');
    lab.kill('SIGCONT');
    await lab.waitFor((it) => it.raw().split('\u001b[?1049h').length > 2);
    await lab.waitFor(/hand in/);
    lab.press('ctrl+c');
    expect(await lab.exit()).toBe(130);
  });
});

describe('what the terminal is asked and told', () => {
  it('its page decides the theme, after the first frame and without a key typed', async ({
    open,
  }) => {
    const auto = { ...at('dW3'), page: 'ffff/ffff/ffff' };
    const lab = open(auto);
    await lab.waitFor((it) => it.styles().includes('#8a5a00'));
    expect(lab.raw().indexOf('hand in')).toBeLessThan(lab.raw().indexOf('\u001b]11;?'));
    expect(lab.screen()).toContain('a formula; tab completes names');
    lab.press('ctrl+c');
    await lab.exit();
    // More contrast has a dark and a light page as well.
    const high = open({ ...auto, env: { BACKPROP_LAB_THEME: 'high-contrast' } });
    await high.waitFor((it) => it.styles().includes('#6b2e00'));
    high.press('ctrl+c');
    await high.exit();
    // An option and a variable of the student's own are not asked about.
    for (const said of [
      { args: [...at('dW3').args, '--theme', 'dark'] },
      { ...at('dW3'), env: { BACKPROP_LAB_THEME: 'mono' } },
      { ...at('dW3'), env: { NO_COLOR: '1' } },
    ]) {
      const other = open({ ...said, page: 'ffff/ffff/ffff' });
      await other.waitFor(/hand in/);
      other.press('ctrl+c');
      await other.exit();
      expect(other.raw()).not.toContain('\u001b]11;?');
      expect(other.styles()).not.toContain('#8a5a00');
    }
  });

  it('takes the answer, a matrix and a formula to the clipboard', async ({ open }) => {
    const lab = open(at('dW3'));
    await lab.waitFor(/hand in/);
    lab.type('(dL/dh3 * (z3 > 0)) @ h2.T');
    lab.press('alt+c');
    await lab.waitFor(/copied: your answer/);
    expect(lab.clipboard()).toBe('(dL/dh3 * (z3 > 0)) @ h2.T');
    lab.press('enter');
    await lab.waitFor(/Right\./);
    lab.press('tab', 'y');
    await lab.waitFor(/copied: ∂L\/∂W₃/);
    expect(lab.clipboard()).toBe('[[4, 6, 0, 2], [0, 0, 0, 0], [-8, -12, 0, -4]]');
    lab.press('down');
    await lab.waitFor((it) => !it.screen().includes('copied'));
    lab.press('ctrl+c');
    await lab.exit();
  });
});
