import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { styledCharsFromTokens, styledCharsToString, tokenize } from '@alcalzone/ansi-tokenize';
import { build } from 'esbuild';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mends } from '../../build/mends.js';
import { applyEdits, patch } from '../../build/plugins.js';
import { root } from '../support/root.ts';

interface Clip {
  readonly x1: number;
  readonly x2: number;
  readonly y1: number;
  readonly y2: number;
}

interface Write {
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly clip: Clip | null;
  readonly shout: boolean;
}

interface Output {
  write(x: number, y: number, text: string, options: { transformers: unknown[] }): void;
  clip(clip: Clip): void;
  unclip(): void;
  get(): { output: string; height: number };
}

type OutputClass = new (size: { width: number; height: number }) => Output;

describe('a patch', () => {
  it('replaces what stands there once', () => {
    expect(applyEdits('a = 1; b = 2;', [['a = 1', 'a = 3']], 'x.js')).toBe('a = 3; b = 2;');
  });

  it('stops the build when the dependency has changed', () => {
    expect(() => applyEdits('a', [['b', 'c']], 'x.js')).toThrow('finds it 0 times');
    expect(() => applyEdits('aa', [['a', 'c']], 'x.js')).toThrow('finds it 2 times');
  });
});

describe("Ink's Output, patched", () => {
  const folder = mkdtempSync(join(tmpdir(), 'backprop-lab-patch-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  let Stock: OutputClass;
  let Patched: OutputClass;
  beforeAll(async () => {
    const load = async (name: string, plugins: ReturnType<typeof patch>[]) => {
      const outfile = join(folder, name);
      await build({
        entryPoints: [join(root, 'node_modules/ink/build/output.js')],
        outfile,
        bundle: true,
        format: 'esm',
        platform: 'node',
        plugins,
      });
      return ((await import(pathToFileURL(outfile).href)) as { default: OutputClass }).default;
    };
    Stock = await load('stock.mjs', []);
    Patched = await load('patched.mjs', [patch(mends.patches)]);
    expect(readFileSync(join(folder, 'patched.mjs'), 'utf8')).toContain('isWholeRow');
  });

  const size = { width: 12, height: 4 };
  const near = fc.integer({ min: -3, max: 14 });
  const low = fc.integer({ min: -1, max: 5 });
  const clip = fc.record({ x1: near, x2: near, y1: low, y2: low });
  const text = fc.constantFrom(
    ...['a', 'abc def', '\u001B[31mred\u001B[39m', '\u001B[1mbo\nld\u001B[22m', '漢字', 'x漢y'],
    ...['  ', '∂L/∂W₃', '\u001B[48;2;9;9;9m  7 \u001B[49m', 'two\nlines', '👩‍🔬!', 'e\u0301'],
  );
  const write = fc.record({
    x: near,
    y: low,
    text,
    clip: fc.option(clip, { freq: 3 }),
    shout: fc.boolean(),
  });
  // What our screens are made of; two may lie over each other.
  const row = fc.record({
    x: fc.constant(0),
    y: low,
    text: fc.array(text, { maxLength: 4 }).map((texts) => texts.join('')),
    clip: fc.constant(null),
    shout: fc.constant(false),
  });
  const frame = fc.oneof(fc.array(write, { maxLength: 6 }), fc.array(row, { maxLength: 6 }));
  const frames = fc.array(frame, { minLength: 1, maxLength: 5 });
  const shout = (line: string) => line.toUpperCase();

  function draw(Class: OutputClass, writes: readonly Write[]): { output: string; height: number } {
    const output = new Class(size);
    for (const each of writes) {
      if (each.clip) output.clip(each.clip);
      output.write(each.x, each.y, each.text, { transformers: each.shout ? [shout] : [] });
      if (each.clip) output.unclip();
    }
    return output.get();
  }

  /** Of two ways to write the same looks, Ink's. */
  function spelled({ output, height }: { output: string; height: number }) {
    const rows = output.split('\n').map((row) => {
      return styledCharsToString(styledCharsFromTokens(tokenize(row)));
    });
    return { rows, height };
  }

  it('draws the same frames as the original, one after another', () => {
    fc.assert(
      fc.property(frames, (all) => {
        for (const writes of all) {
          const once = draw(Patched, writes);
          expect(spelled(once)).toEqual(spelled(draw(Stock, writes)));
          expect(draw(Patched, writes)).toEqual(once);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('is still right after it has forgotten what it kept', () => {
    for (let i = 0; i < 12_000; i++) {
      const writes = [{ x: 0, y: 0, text: `step ${i}`, clip: null, shout: false }];
      expect(draw(Patched, writes).output).toBe(`step ${i}\n\n\n`);
    }
  });
});
