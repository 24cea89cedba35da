import { describe, expect, test } from 'vitest';
import { inline } from '../../src/notation/inline.ts';
import { parseLatex } from '../../src/notation/latex.ts';
import { layout, toLines } from '../../src/notation/layout.ts';
import type { MathNode } from '../../src/notation/math.ts';
import { speak } from '../../src/notation/speak.ts';
import { equations, further } from './equations.ts';

const named: [string, string][] = [
  ...equations.map((tex, i): [string, string] => [`equation-${i + 1}`, tex]),
  ...Object.entries(further),
];

function read(tex: string): MathNode {
  const result = parseLatex(tex);
  if (!result.ok) throw new Error(`${result.error.message} at ${result.error.offset} of ${tex}`);
  return result.math;
}

function drawn(math: MathNode, width: number, ascii = false): string {
  const box = layout(math, { width, ascii });
  const flag = box.overflow ? '\n(overflows)' : '';
  return toLines(box).join('\n') + flag;
}

// A person has looked at every one of these files, as text and as a picture.
describe('formulas as they are drawn, written and said', () => {
  test.each(named)('%s', async (name, tex) => {
    const math = read(tex);
    const page = [
      ['80 columns', drawn(math, 80)],
      ['44 columns', drawn(math, 44)],
      ['80 columns, ASCII', drawn(math, 80, true)],
      ['on one line', inline(math)],
      ['on one line, ASCII', inline(math, { ascii: true })],
      ['said', speak(math)],
    ];
    const text = page.map(([title, body]) => `-- ${title} --\n${body}\n`).join('\n');
    await expect(text).toMatchFileSnapshot(`golden/${name}.txt`);
  });
});
