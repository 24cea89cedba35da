import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ops } from '../../src/engine/ops/index.ts';
import { exampleCode, FAMILIES, page, printed, reasons } from './page.ts';
import { SOURCES } from './pagetext.ts';

it('docs/engine.md is what the tables say', async () => {
  await expect(page()).toMatchFileSnapshot('../../docs/engine.md');
});

it('shows every row', () => {
  const text = page();
  const missing = [...ops].filter(
    ([op, { example }]) => op !== 'size' && !text.includes(`\`${example}\``),
  );
  expect(missing.map(([op]) => op)).toEqual([]);
});

it('begins with an example that prints what is written there', () => {
  const text = readFileSync(new URL('../../docs/engine.md', import.meta.url), 'utf8');
  expect(/prints\n\n```text\n([\s\S]*?)\n```/.exec(text)![1]).toBe(printed(exampleCode(text)));
});

describe('the formula over every row', () => {
  it.each(FAMILIES.map(([title, rows, file]) => ({ title, rows, file })))(
    '$title',
    ({ rows, file }) => {
      const why = reasons(file);
      expect(Object.keys(rows).filter((op) => !why.has(op))).toEqual([]);
    },
  );

  it('is from a source that the page lists', () => {
    const cited = [...FAMILIES.map(([, , file]) => file), 'composed.ts'].flatMap((file) =>
      [...reasons(file).values()].flatMap((text) =>
        [...text.matchAll(/([A-Z][A-Za-z]+(?: and [A-Z]\w+| et al\.| Cookbook)? \d{4})/g)].map(
          ([, source]) => source!,
        ),
      ),
    );
    expect(new Set(cited).size).toBeGreaterThan(12);
    expect([...new Set(cited)].filter((source) => !SOURCES.includes(source))).toEqual([]);
  });
});
