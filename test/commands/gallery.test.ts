import { describe, expect } from 'vitest';
import { gallery } from '../../src/ui/widgets/gallery.tsx';
import { it } from '../support/lab.ts';
import { run } from '../support/run.ts';

describe('gallery', () => {
  it('draws every widget into a pipe, as plain text of the width asked for', async ({ home }) => {
    const { code, out, err } = await run(home, ['gallery', '--ascii', '--width', '60']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^[\n\x20-\x7e]*$/);
    for (const { name } of gallery) expect(out).toContain(`-- ${name} -`);
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(60);
  });

  it('takes a word, and a theme with its colours', async ({ home }) => {
    const env = { FORCE_COLOR: '3' };
    const dark = await run(home, ['gallery', 'slider', '--theme', 'dark'], { env });
    expect(dark.out).toContain('── slider');
    expect(dark.out).not.toContain('── matrix');
    expect(dark.out).toContain('\u001b[38;2;255;209;102m');
    const light = await run(home, ['gallery', 'slider', '--theme', 'light'], { env });
    expect(light.out).toContain('\u001b[38;2;138;90;0m');
    const plain = await run(home, ['gallery', 'slider']);
    expect(plain.out).not.toContain('\u001b');
  });

  it('says what to write instead', async ({ home }) => {
    const word = await run(home, ['gallery', 'unicorn']);
    expect(word.code).toBe(2);
    expect(word.err).toMatch(/No widget is called unicorn/);
    const width = await run(home, ['gallery', '--width', '3']);
    expect(width.code).toBe(2);
    expect(width.err).toMatch(/--width is a whole number from 8 to 400/);
  });

  it('turns pages on a terminal, and leaves it as it was', async ({ open }) => {
    const terminal = open({ args: ['gallery'] });
    const first = await terminal.waitFor(/── title bar[\s\S]*space on {3}b back {3}q leave/);
    terminal.press('space');
    await terminal.waitFor((it) => it.screen() !== first && /space on/.test(it.screen()));
    terminal.press('end');
    await terminal.waitFor(/── too small/);
    terminal.resize(100, 12);
    await terminal.waitFor((it) => /space on/.test(it.screen().split('\n')[11] ?? ''));
    terminal.press('q');
    expect(await terminal.exit()).toBe(0);
  });

  it.for(['SIGTERM', 'SIGHUP'] as const)(
    '%s leaves the terminal as it was',
    async (signal, { open }) => {
      const terminal = open({ args: ['gallery'] });
      await terminal.waitFor(/space on/);
      terminal.kill(signal);
      await terminal.exit();
    },
  );
});
