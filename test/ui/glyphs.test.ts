import { expect, it } from 'vitest';
import { printable } from '../../src/ui/glyphs.ts';

it('marks every character that would move the cursor, hide or reorder text, and no other', () => {
  const unprintable = /^[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Variation_Selector}]$/u;
  for (let code = 0; code <= 0x10ffff; code++) {
    const c = String.fromCodePoint(code);
    const shown = unprintable.test(c) ? '·' : c;
    if (printable(c) !== shown || printable(`a${c}`) !== `a${shown}`) {
      expect.fail(`U+${code.toString(16)}`);
    }
  }
});
