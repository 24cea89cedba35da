import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { it } from '../support/lab.ts';
import { root } from '../support/root.ts';
import { run } from '../support/run.ts';

const learn = (...args: string[]) => ({ args: ['learn', ...args] });
const lesson = ['--lessons', join(root, 'test/ui/lesson.md')];
const at = (step: string) => learn('sample', ...lesson, '--step', step);

describe('the terminal is left as it was found', () => {
  it.for([
    ['the list of lessons', [], /q leave/],
    ['a text', at('two-duties').args, /esc lessons/],
    ['an answer', at('dW3').args, /hand in/],
    ['a choice', at('zero-column').args, /choose/],
    ['an experiment', at('descent').args, /space train/],
    ['a grid', at('dW3-numbers').args, /as a grid/, 'ctrl+o', /one line/],
    ['a search', [], /find/, '/', /go there/],
    ['a picture', at('dz3').args, /tab pictures/, 'tab', /nudge/],
    ['the overview of keys', at('dz3').args, /\? keys/, '?', /esc back/],
  ] as const)('Ctrl-C in %s', async ([, args, ready, key, then], { open }) => {
    const terminal = open({ args });
    await terminal.waitFor(ready);
    if (key) {
      terminal.press(key);
      await terminal.waitFor(then);
    }
    terminal.press('ctrl+c');
    expect(await terminal.exit()).toBe(130);
  });

  it('Ctrl-C while a network trains, under the overview of keys, and before the first frame', async ({
    open,
  }) => {
    const training = open(at('descent'));
    await training.waitFor(/space train/);
    training.press('space', '?', 'ctrl+c');
    expect(await training.exit()).toBe(130);
    const early = open();
    await early.waitFor((it) => it.raw().includes('\u001b[?1049h'));
    early.press('ctrl+c');
    expect(await early.exit()).toBe(130);
  });

  it.for([
    ['SIGTERM', 143],
    ['SIGHUP', 129],
    ['SIGINT', 130],
  ] as const)('%s', async ([signal, code], { open }) => {
    const terminal = open(at('dW3'));
    await terminal.waitFor(/hand in/);
    terminal.type('dL/dh3');
    await terminal.waitFor(/= dL\/dh3/);
    terminal.kill(signal);
    expect(await terminal.exit()).toBe(code);
    const again = open(learn('sample', ...lesson));
    await again.waitFor(/= dL\/dh3/);
    again.press('ctrl+c');
    await again.exit();
  });
});

describe('the terminal as it comes', () => {
  it('is resized at any time, too small as well, and nothing is lost', async ({ open }) => {
    const terminal = open(at('dW3'));
    await terminal.waitFor(/hand in/);
    terminal.type('dL/dh3 @');
    await terminal.waitFor(/= dL\/dh3 @/);
    for (const [cols, rows] of [
      [80, 24],
      [120, 40],
      [61, 18],
      [200, 60],
      [60, 18],
    ] as const) {
      terminal.resize(cols, rows);
      await terminal.waitFor(
        (it) => it.screen().split('\n').length === rows && /\? keys[^\n]*$/.test(it.screen()),
      );
      expect(terminal.screen()).toContain('= dL/dh3 @');
    }
    terminal.resize(40, 10);
    await terminal.waitFor(/60×18[\s\S]*40×10/);
    terminal.resize(100, 30);
    await terminal.waitFor(/= dL\/dh3 @[\s\S]*\? keys/);
    terminal.press('ctrl+c');
    await terminal.exit();
  });

  it('takes 2,000 pasted characters, and 25,000 with a word about it', async ({ open }) => {
    const terminal = open(at('dW3'));
    await terminal.waitFor(/hand in/);
    terminal.paste(`${'dL/dh3 +\r\n'.repeat(200)} END`);
    await terminal.waitFor(/END/);
    terminal.press('home');
    await terminal.waitFor(/= dL\/dh3 \+ dL\/dh3/);
    terminal.press('enter');
    await terminal.waitFor(/Not judged\./);
    terminal.press('ctrl+k');
    await terminal.waitFor(/a formula; tab completes/);
    terminal.paste('h2 '.repeat(9000));
    await terminal.waitFor(/characters did not fit/);
    terminal.press('ctrl+c');
    expect(await terminal.exit()).toBe(130);
  });

  it('draws without colour and in ASCII where asked', async ({ open }) => {
    const terminal = open({ ...at('dW3-numbers'), env: { NO_COLOR: '1' } });
    await terminal.waitFor(/hand in/);
    expect(terminal.styles()).not.toMatch(/#[0-9a-f]{6}/);
    terminal.press('ctrl+c');
    await terminal.exit();
    const ascii = open({ args: [...at('dW3-numbers').args, '--ascii'] });
    await ascii.waitFor(/hand in/);
    expect(ascii.screen()).toMatch(/^[\n\x20-\x7e]*$/);
    ascii.press('ctrl+c');
    await ascii.exit();
  });

  it('speaks in lines on a dumb terminal and under a screen reader', async ({ open }) => {
    for (const env of [{ TERM: 'dumb' }, { INK_SCREEN_READER: 'true' }]) {
      const terminal = open({ ...at('dz3'), env, rows: 60 });
      await terminal.waitFor(/Question: Write partial L over partial z 3[\s\S]*\n>$/m);
      terminal.type('dL/dh3');
      terminal.press('enter');
      await terminal.waitFor(/Not yet\. Unit 2 is off/);
      terminal.type(':quit');
      terminal.press('enter');
      expect(await terminal.exit()).toBe(0);
      expect(terminal.raw()).not.toContain('\u001b[');
    }
  });
});

describe('without a terminal', () => {
  it('lists the lessons and says how to go on', async ({ home }) => {
    const { code, out } = await run(home, []);
    expect(code).toBe(0);
    expect(out).toMatch(/layer-3-weights +0\/\d[\s\S]*learn \S+ --plain/);
  });

  it('takes answers from a pipe, keeps progress, and ends with the input', async ({ home }) => {
    const input = 'dL/dh3\n:hint\ndL/dh3 * (z3 > 0)\n';
    const { code, out, err } = await run(home, at('dz3').args, {
      input,
    });
    expect(err).toBe('');
    expect(code).toBe(0);
    expect(out).toMatch(/Not yet\.[\s\S]*Hint 1[\s\S]*Right\.[\s\S]*The input has ended at step 5/);
    const list = await run(home, ['list', '--json', ...lesson]);
    const lessons = JSON.parse(list.out) as { id: string; done: number }[];
    expect(lessons.find(({ id }) => id === 'sample')?.done).toBe(1);
  });

  it('knows what to say to a lesson or step that is not there', async ({ home }) => {
    const lesson = await run(home, ['learn', 'layer3-weights']);
    expect(lesson.code).toBe(2);
    expect(lesson.err).toMatch(/no lesson layer3-weights.*layer-3-weights/);
    const step = await run(home, ['learn', 'loss', '--step', '99']);
    expect(step.code).toBe(2);
    expect(step.err).toMatch(/steps 1 to \d+/);
  });
});
