import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Rgb } from '../../src/ui/colour.ts';
import { resolveSettings } from '../../src/ui/settings.ts';
import { canAsk, isLight, pageReader } from '../../src/ui/terminal/background.ts';
import { copySequence } from '../../src/ui/terminal/clipboard.ts';

const answers: readonly (readonly [string, Rgb])[] = [
  ['\u001b]11;rgb:ffff/ffff/ffff\u001b\\', [255, 255, 255]],
  ['\u001b]11;rgb:1b1b/1c1c/1f1f\u0007', [27, 28, 31]],
  ['\u001b]11;rgb:f/0/8\u0007', [255, 0, 136]],
  ['\u001b]11;rgba:0000/8080/ffff/ffff\u001b\\', [0, 128, 255]],
];

test('an answer about the page is found wherever it is cut, and no key is lost', () => {
  const typed = fc.array(fc.constantFrom('x', '\u001b[A', '\u001b[200~]11;\u001b[201~', 'é'));
  fc.assert(
    fc.property(
      typed,
      typed,
      fc.constantFrom(...answers),
      fc.array(fc.nat(80)),
      (before, after, [answer, page], cuts) => {
        const whole = [...before, answer, ...after].join('');
        // A lone escape is a key of its own; terminals send it together with what follows.
        const at = [0, ...cuts.map((cut) => cut % (whole.length + 1)).sort((a, b) => a - b)];
        const parts = [...at, whole.length]
          .slice(1)
          .map((end, i) => whole.slice(at[i], end))
          .filter(
            (part, i, all) =>
              !all
                .slice(0, i + 1)
                .join('')
                .endsWith('\u001b') || part === '',
          );
        fc.pre(parts.join('') === whole);
        const found: Rgb[] = [];
        const read = pageReader((each) => found.push(each));
        expect(parts.map(read).join('')).toBe([...before, ...after].join(''));
        expect(found).toEqual([page]);
      },
    ),
  );
});

test('what only begins like an answer is typed text after all', () => {
  const read = pageReader(() => expect.unreachable());
  expect(read('a\u001b]1')).toBe('a');
  expect(read('x')).toBe('\u001b]1x');
  const long = `\u001b]11;${'9'.repeat(100)}`;
  expect(read(long)).toBe(long);
});

test('dark and light pages are told apart by what can be read on them', () => {
  const pages: readonly (readonly [Rgb, boolean])[] = [
    [[0, 0, 0], false],
    [[40, 44, 52], false],
    [[0, 43, 54], false],
    [[253, 246, 227], true],
    [[255, 255, 255], true],
  ];
  for (const [page, light] of pages) expect([page, isLight(page)]).toEqual([page, light]);
});

test('a theme is what was asked for, what the student has set, what the terminal says', () => {
  const look = { theme: 'auto', ascii: false, still: false } as const;
  const env = { TERM: 'xterm-256color', COLORFGBG: '0;15' };
  expect(resolveSettings(look, env)).toMatchObject({ theme: 'light', asks: true });
  expect(resolveSettings({ ...look, theme: 'mono' }, env)).toMatchObject({
    theme: 'mono',
    asks: false,
  });
  const own = { ...env, BACKPROP_LAB_THEME: 'high-contrast' };
  expect(resolveSettings(look, own)).toMatchObject({ theme: 'high-contrast-light', asks: true });
  expect(resolveSettings(look, { ...own, COLORFGBG: '15;0' }).theme).toBe('high-contrast');
  expect(resolveSettings({ ...look, theme: 'dark' }, own)).toMatchObject({
    theme: 'dark',
    asks: false,
  });
  expect(resolveSettings(look, { ...env, BACKPROP_LAB_THEME: 'pink' }).theme).toBe('light');
  expect(resolveSettings(look, { ...env, NO_COLOR: '1' }).asks).toBe(false);
  expect(['linux', 'dumb', 'vt100', ''].map((TERM) => canAsk({ TERM }))).toEqual(
    Array(4).fill(false),
  );
});

test('a copy is base64 of UTF-8, and none where it would be cut', () => {
  expect(copySequence('∂L')).toBe('\u001b]52;c;4oiCTA==\u0007');
  expect(copySequence('x'.repeat(48_000))).not.toBeNull();
  expect(copySequence('x'.repeat(48_001))).toBeNull();
});
