import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { lazyWidth } from '../../build/shims/lazy-width.js';
import { LazySegmenter } from '../../build/shims/segmenter.js';
import { withResolvers } from '../../build/shims/with-resolvers.js';

const lazy = lazyWidth(() => stringWidth);
const mustNotLoad = lazyWidth(() => {
  throw new Error('asked the original');
});

const codeUnits = Array.from({ length: 0x10000 }, (_, code) => String.fromCharCode(code));
const unit = fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code));
const sequence = fc.constantFrom(
  ...['\u001B[31m', '\u001B[38;5;196m', '\u001B[0m', '\u001B[m', '\u001B[12345m', '\u001B[;m'],
  ...['\u001B]8;;x\u0007', '\u001B[2K', '\u009B1m', '\u001B', '👩‍🔬', '✔\uFE0F', 'e\u0301', '\r\n'],
);
/** What the lab prints, anything in the basic plane, and sequences that are taken away or joined. */
const text = fc
  .array(fc.oneof(fc.constantFrom(...'∂L/∂W₃ = ŷ ⊙ 1[z>0]│─█▀⣿●✓✗'), unit, sequence), {
    maxLength: 8,
  })
  .map((parts) => parts.join(''));

describe('the lazy string width', () => {
  it('agrees with the original on every code unit', () => {
    expect(codeUnits.filter((each) => lazy(each) !== stringWidth(each))).toEqual([]);
  });

  it('agrees with the original on any text, with any options', () => {
    const options = fc.record(
      { ambiguousIsNarrow: fc.boolean(), countAnsiEscapeCodes: fc.boolean() },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(text, options, (each, how) => {
        expect(lazy(each, how)).toBe(stringWidth(each, how));
      }),
      { numRuns: 20_000 },
    );
  });

  it('measures what the lab prints without the original', () => {
    const coloured = '\u001B[31m∂L/∂W₃\u001B[39m = (∂L/∂h₃ ⊙ 1[z₃>0]) h₂ᵀ ✓';
    const glyphs = '╰──┬──╯ │ ▀█░ ⣿⠿ ●◐○ ▶◀ ŷ λ → ∞ ✗ ± ① Ω ℒ';
    expect([coloured, glyphs].map((each) => mustNotLoad(each))).toEqual([33, glyphs.length]);
  });
});

describe('the lazy segmenter', () => {
  const segments = (segmenter: Pick<Intl.Segmenter, 'segment'>, each: string) => [
    ...segmenter.segment(each),
  ];

  it('agrees with the original on any text', () => {
    const original = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
    const ours = new LazySegmenter(undefined, { granularity: 'grapheme' });
    fc.assert(
      fc.property(text, (each) => {
        expect(segments(ours, each)).toEqual(segments(original, each));
      }),
      { numRuns: 20_000 },
    );
    for (const each of codeUnits) {
      const pair = `a${each}\u03B2`;
      expect(segments(ours, pair).length).toBe(segments(original, pair).length);
    }
  });

  it('leaves words, places and options to the original', () => {
    const words = new LazySegmenter('en', { granularity: 'word' });
    expect(segments(words, 'two words').map(({ segment }) => segment)).toEqual([
      'two',
      ' ',
      'words',
    ]);
    expect(new LazySegmenter().segment('abc').containing(1)?.segment).toBe('b');
    expect(new LazySegmenter('en').resolvedOptions().granularity).toBe('grapheme');
  });
});

it('makes a promise that is settled from outside', async () => {
  const kept = withResolvers();
  kept.resolve(3);
  expect(await kept.promise).toBe(3);
  const broken = withResolvers();
  broken.reject(new Error('no'));
  await expect(broken.promise).rejects.toThrow('no');
});
