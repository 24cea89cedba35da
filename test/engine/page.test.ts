import { expect, it } from 'vitest';
import { ops } from '../../src/engine/ops/index.ts';
import { page } from './page.ts';

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
