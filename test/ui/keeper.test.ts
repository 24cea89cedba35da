import { expect, it } from 'vitest';
import { noProgress, type Progress } from '../../src/session/progress.ts';
import { start } from '../../src/session/session.ts';
import type { Store } from '../../src/store.ts';
import { openKeeper } from '../../src/ui/keeper.ts';

it('tries again what could not be saved, and writes nothing twice', () => {
  const written: Progress[] = [];
  let isFull = true;
  const update = (change: (kept: Progress) => Progress) => {
    const progress = change(noProgress);
    if (!isFull) written.push(progress);
    return { progress, saved: !isFull, notice: isFull ? 'The disk is full.' : null };
  };
  const progress = { look: () => noProgress, read: () => update((kept) => kept), update };
  const store: Store<Progress> = { folder: '', progress, draft: { read: () => null, write() {} } };
  const keeper = openKeeper(store);
  const session = start([], { ...noProgress, last: 'loss' });
  expect(keeper.save(session)).toBe('The disk is full.');
  isFull = false;
  expect([keeper.save(session), keeper.save(session)]).toEqual([null, null]);
  expect(written).toEqual([session.progress]);
});
