import { linkSync, readFileSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { pause } from './pause.ts';
import { errorCode, isAlive } from './trouble.ts';

/** A lab holds the lock for a few milliseconds; who waits this long waits for something else. */
const patience = 3000;

/** No lock is held this long, whoever now bears its owner's number and on whichever machine. */
const ageLimit = 30_000;

interface Holder {
  readonly pid: number;
  readonly host: string;
}

/** The lock is held by another lab that does not let go. */
export class LockedError extends Error {
  override readonly name = 'LockedError';
}

/**
 * Runs `work` while no other process does so under the same lock file. The lock of a process that
 * has died is taken away. Throws a LockedError after `wait` milliseconds.
 */
export function withLock<T>(file: string, work: () => T, wait = patience): T {
  acquire(file, wait);
  try {
    return work();
  } finally {
    letGo(file);
  }
}

/** As `rmSync` does; but that loads what removes whole trees, at every start of the lab. */
function letGo(file: string): void {
  try {
    unlinkSync(file);
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
  }
}

function acquire(file: string, wait: number): void {
  const start = Date.now();
  while (!tryLock(file)) {
    if (isAbandoned(file)) takeAway(file);
    else if (Date.now() - start >= wait) {
      throw new LockedError(`another backprop-lab holds ${file}`);
    } else pause(2 + Math.random() * 8);
  }
}

/** A link is made at once with its content: nobody ever reads a lock that is half written. */
function tryLock(file: string): boolean {
  const mine = `${file}.${process.pid}`;
  const holder: Holder = { pid: process.pid, host: hostname() };
  try {
    writeFileSync(mine, JSON.stringify(holder), { mode: 0o600 });
    linkSync(mine, file);
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    return lockWithoutLinks(file, holder, error);
  } finally {
    letGo(mine);
  }
}

function lockWithoutLinks(file: string, holder: Holder, refused: unknown): boolean {
  if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'].includes(errorCode(refused) ?? '')) {
    throw refused;
  }
  try {
    writeFileSync(file, JSON.stringify(holder), { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
}

function isAbandoned(file: string): boolean {
  try {
    const { pid, host } = JSON.parse(readFileSync(file, 'utf8')) as Partial<Holder>;
    if (host === hostname() && typeof pid === 'number' && !isAlive(pid)) return true;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return false;
  }
  const age = Date.now() - (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
  return age > ageLimit;
}

/**
 * Two processes may find the same dead lock, and the slower one must not take away the lock that
 * the faster one has made since: so whoever takes away holds a lock of its own meanwhile, and looks
 * again.
 */
function takeAway(file: string): void {
  const own = `${file}.away`;
  if (!tryLock(own)) {
    if (isAbandoned(own)) letGo(own);
    else pause(2);
    return;
  }
  try {
    if (isAbandoned(file)) letGo(file);
  } finally {
    letGo(own);
  }
}
