import { expect, it } from 'vitest';
import { families } from '../torture/attacks/index.ts';
import { securityPage } from '../torture/page.ts';

it('docs/security.md is what the table of attacks says', async () => {
  await expect(securityPage()).toMatchFileSnapshot('../../docs/security.md');
});

it('tells every attack by a name of its own', () => {
  const names = families.flatMap(({ title, attacks }) =>
    attacks.map(({ name }) => `${title}: ${name}`),
  );
  expect(names.length).toBeGreaterThan(100);
  expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
});
