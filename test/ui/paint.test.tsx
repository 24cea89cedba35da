import fc from 'fast-check';
import { renderToString } from 'ink';
import { describe, expect, it } from 'vitest';
import { paintedFrame } from '../../src/ui/paint.ts';
import { Frame } from '../../src/ui/screen/Frame.tsx';
import { frameLines } from '../../src/ui/screen/frame.ts';
import { type Output, showFirst, takeOver } from '../../src/ui/takeover.ts';
import { type ColourDepth, makeTheme, type Style, type ThemeName } from '../../src/ui/theme.ts';
import { Lines } from '../../src/ui/widgets/Lines.tsx';
import type { Line } from '../../src/ui/widgets/run.ts';
import { inAllColours } from './coloured.ts';
import { at, deskOf } from './support.ts';

inAllColours();

const inkFrame = (lines: readonly Line[], columns: number) =>
  renderToString(<Lines lines={lines} />, { columns });

const depths: readonly ColourDepth[] = ['truecolor', '256', '16', 'none'];
const names: readonly ThemeName[] = [
  'dark',
  'light',
  'high-contrast',
  'high-contrast-light',
  'mono',
];
const looks = names.flatMap((name) => depths.map((depth) => makeTheme(name, depth)));

describe('a painted frame', () => {
  it.each(['dW3-shape', 'dW3', 'dW3-numbers', 'zero-column', 'descent'])(
    'is what Ink writes at step %s',
    (step) => {
      for (const theme of [makeTheme('light', '256'), makeTheme('dark', 'truecolor')]) {
        const lines = frameLines(theme, deskOf(at(step), 100, 30));
        expect(lines).toHaveLength(30);
        expect(paintedFrame(lines, 30)).toBe(inkFrame(lines, 100));
        expect(renderToString(<Frame lines={lines} />, { columns: 100 })).toBe(
          inkFrame(lines, 100),
        );
      }
    },
  );

  it('is what Ink writes for any runs in any looks', () => {
    const styles = looks.flatMap(({ style, diverging }) => [
      ...Object.values<Style>(style),
      ...diverging,
    ]);
    const run = fc.record(
      { text: fc.stringMatching(/^[a-z ∂·│]{0,5}$/), style: fc.constantFrom(...styles) },
      { requiredKeys: ['text'] },
    );
    fc.assert(
      fc.property(
        fc.array(fc.array(run, { maxLength: 6 }), { minLength: 1, maxLength: 3 }),
        (lines) => {
          expect(paintedFrame(lines, 0)).toBe(inkFrame(lines, 60));
        },
      ),
    );
  });

  it('ends with a newline where rows are left below it', () => {
    expect(paintedFrame([[{ text: 'low' }]], 2)).toBe('low\n');
  });
});

describe('taking over', () => {
  function terminal() {
    let text = '';
    const output: Output = {
      write(part: string | Uint8Array) {
        text += part;
        return true;
      },
    };
    const written = () => {
      const said = text;
      text = '';
      return said;
    };
    return { output, written };
  }
  /** As Ink does at its first frame. */
  const mount = (output: Output, frame: string) => () => {
    output.write('\u001B[?1049h');
    output.write(`\u001B[?2026h${frame}\u001B[?2026l`);
    return 'instance';
  };

  it('writes a frame that is there already no second time, and enters the screen once', () => {
    const { output, written } = terminal();
    showFirst(output, 'the frame');
    expect(takeOver(output, 'the frame', mount(output, 'the frame'))).toBe('instance');
    const text = written();
    expect(text.split('the frame')).toHaveLength(2);
    expect(text.split('\u001B[?1049h')).toHaveLength(2);
    output.write('later');
    expect(written()).toBe('later');
  });

  it('writes another frame over the first', () => {
    const { output, written } = terminal();
    showFirst(output, 'the frame');
    takeOver(output, 'the frame', mount(output, 'another'));
    expect(written()).toMatch(/the frame.*\u001B\[H\u001B\[J.*another/);
  });

  it('keeps nothing back when mounting fails', () => {
    const { output, written } = terminal();
    const fail = () => {
      output.write('said');
      throw new Error('no');
    };
    expect(() => takeOver(output, 'the frame', fail)).toThrow('no');
    expect(written()).toBe('said');
  });
});
