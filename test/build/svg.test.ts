import headless from '@xterm/headless';
import { describe, expect, it } from 'vitest';
import { glyphPath } from '../../build/screens/glyphs.ts';
import { drawSvg } from '../../build/screens/svg.ts';
import { readGrid } from '../support/grid.ts';

const look = { foreground: '#ffffff', background: '#000000', title: 'a <test>' };

/** What a terminal of this size shows after a text, as a picture. */
async function draw(text: string, cols = 20, rows = 2): Promise<string> {
  const terminal = new headless.Terminal({ cols, rows, allowProposedApi: true });
  await new Promise<void>((done) => terminal.write(text, done));
  return drawSvg(readGrid(terminal), look);
}

const count = (svg: string, tag: string) => svg.split(`<${tag} `).length - 1;

describe('a screen as SVG', () => {
  it('has the size of its cells, a title, and its letters escaped', async () => {
    const svg = await draw('a<b & "c"');
    expect(svg).toContain('width="192" height="60"');
    expect(svg).toContain('<title>a &lt;test&gt;</title>');
    expect(svg).toContain('>a&lt;b &amp; &quot;c&quot;</text>');
    expect(count(svg, 'text')).toBe(1);
  });

  it('groups letters by style and drops what is blank', async () => {
    const svg = await draw('  ab\u001B[1m cd\u001B[0m   \u001B[31mef\u001B[0m');
    expect(svg).toContain('x="28.8" y="25.5" textLength="16.8"');
    expect(count(svg, 'text')).toBe(3);
    expect(svg).toContain('font-weight="bold">cd<');
    expect(svg).toContain('fill="#cd0000">ef<');
  });

  it('places every letter that is not ASCII by itself', async () => {
    expect(count(await draw('∂L/∂W₃'), 'text')).toBe(5);
  });

  it('paints backgrounds behind, one for each run', async () => {
    const svg = await draw('\u001B[48;2;1;2;3m ab \u001B[0m\u001B[7mx\u001B[0m');
    expect(svg).toContain('width="33.6" height="18" fill="#010203"');
    expect(svg.indexOf('<rect x=')).toBeLessThan(svg.indexOf('<text'));
  });

  it('draws inverse video in the colours of the terminal', async () => {
    const svg = await draw('\u001B[7mx\u001B[0m');
    expect(svg).toContain('fill="#ffffff" shape-rendering');
    expect(svg).toContain('fill="#000000">x<');
  });

  it('draws lines as one path a run, without letters', async () => {
    const svg = await draw('┌──┬──┐\r\n╰━━┻══╯', 10, 2);
    expect(count(svg, 'text')).toBe(0);
    expect(count(svg, 'path')).toBeGreaterThan(1);
  });
});

describe('line glyphs', () => {
  const cell = { x: 0, y: 0, width: 10, height: 20 };
  const starts = (glyph: string) => {
    const path = glyphPath(glyph, cell);
    if (path?.kind !== 'stroke') throw new Error(`${glyph} is not drawn as lines`);
    return [...`${path.thin}${path.thick}`.matchAll(/M(\S+ \S+?)(?=[LQ])/g)].map(([, at]) => at);
  };

  it('begin at the edges of their cell, so that neighbours meet', () => {
    expect(starts('┼')).toEqual(['0 10', '5 0', '10 10', '5 20']);
    expect(starts('┌')).toEqual(['10 10', '5 20']);
    expect(starts('━')).toEqual(['0 10', '10 10']);
    expect(starts('═')).toEqual(['0 8.5', '0 11.5', '10 8.5', '10 11.5']);
    expect(glyphPath('╭', cell)).toMatchObject({ thin: 'M10 10Q5 10 5 15L5 20' });
  });

  it('fill what they cover', () => {
    expect(glyphPath('█', cell)).toEqual({ kind: 'fill', path: 'M0 0h10v20h-10z' });
    expect(glyphPath('▄', cell)).toEqual({ kind: 'fill', path: 'M0 10h10v10h-10z' });
    expect(glyphPath('▌', cell)).toEqual({ kind: 'fill', path: 'M0 0h5v20h-5z' });
    expect(glyphPath('░', cell)).toMatchObject({ opacity: 0.25 });
    expect(glyphPath('⠀', cell)).toEqual({ kind: 'fill', path: '' });
  });

  it('have as many dots as the Braille character', () => {
    for (const [glyph, dots] of [
      ['⠁', 1],
      ['⣿', 8],
      ['⡇', 4],
    ] as const) {
      const path = glyphPath(glyph, cell);
      expect(path?.kind === 'fill' && path.path.split('M').length - 1).toBe(dots);
    }
  });

  it('leave letters to the font', () => {
    expect(['a', '∂', '✓', '▶', '漢', ''].map((each) => each && glyphPath(each, cell))).toEqual([
      ...Array(5).fill(null),
      '',
    ]);
  });
});
