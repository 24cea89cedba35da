import { execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { LockedError, withLock } from '../../src/store/lock.ts';
import { progressFile } from '../../src/store/progress-file.ts';
import { bundle } from '../support/bundle.ts';
import { adding, answersFormat } from './answers.ts';
import { it } from './folder.ts';

const scratch = mkdtempSync(join(tmpdir(), 'backprop-lab-writer-'));
const writer = join(scratch, 'writer.mjs');
beforeAll(() => bundle('test/store/writer.ts', writer));
afterAll(() => rmSync(scratch, { recursive: true }));

const kept = (folder: string) => progressFile(folder, answersFormat).read();
const numbered = (name: string, count: number) =>
  Array.from({ length: count }, (_, i) => `${name}-${i + 1}`);

/** The number of a process that is no more. */
function deadPid(): number {
  const dead = execFileSync(process.execPath, ['-p', 'process.pid']);
  return Number(dead);
}

describe('two labs at once', () => {
  it('lose none of their answers', async ({ folder }) => {
    const run = promisify(execFile);
    const names = ['a', 'b', 'c'];
    await Promise.all(names.map((name) => run(process.execPath, [writer, folder, name, '60'])));
    const { progress, notice } = kept(folder);
    expect([...progress.answers].sort()).toEqual(names.flatMap((it) => numbered(it, 60)).sort());
    expect(notice).toBeNull();
  }, 60_000);

  it('do not wait for one that was killed', ({ folder }) => {
    const lock = join(folder, 'progress.lock');
    writeFileSync(lock, JSON.stringify({ pid: deadPid(), host: hostname() }));
    writeFileSync(`${lock}.away`, JSON.stringify({ pid: deadPid(), host: hostname() }));
    expect(progressFile(folder, answersFormat).update(adding('one')).saved).toBe(true);
    expect(readdirSync(folder)).toEqual(['progress.json']);
  });

  it('take away a lock that is old, whoever holds it, and wait for one that is not', ({
    folder,
  }) => {
    const lock = join(folder, 'lock');
    for (const host of [hostname(), 'another-machine']) {
      writeFileSync(lock, JSON.stringify({ pid: process.pid, host }));
      expect(() => withLock(lock, () => 1, 0)).toThrow(LockedError);
      utimesSync(lock, 1, 1);
      expect(withLock(lock, () => 1)).toBe(1);
    }
  });

  it('let go of the lock when the work fails', ({ folder }) => {
    const lock = join(folder, 'lock');
    const fail = () => {
      throw new Error('broken');
    };
    expect(() => withLock(lock, fail)).toThrow('broken');
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('a lab that is killed', () => {
  it('has lost at most the answer in flight, and leaves nothing lying about', async ({
    folder,
  }) => {
    const told: string[] = [];
    for (let run = 0; run < 20; run++) {
      const child = spawn(process.execPath, [writer, folder, `run${run}`, '1000'], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const closed = once(child, 'close');
      // Killed at an answer, and by then somewhere within one of the next.
      const last = 1 + ((run * 7) % 20);
      for await (const line of createInterface(child.stdout)) {
        told.push(line);
        if (line === `run${run}-${last}`) child.kill('SIGKILL');
      }
      await closed;
      const { progress, notice, saved } = kept(folder);
      expect({ notice, saved }).toEqual({ notice: null, saved: true });
      expect(told.filter((each) => !progress.answers.includes(each))).toEqual([]);
      expect(progress.answers.length).toBeLessThanOrEqual(told.length + run + 1);
    }
    expect(readdirSync(folder).sort()).toEqual(['progress.json', 'progress.previous.json']);
  }, 60_000);

  it('has its leftovers removed, and nothing else', ({ folder }) => {
    const dead = deadPid();
    const leftovers = [
      `progress.json.${dead}.3.tmp`,
      `progress.previous.json.${dead}.4.tmp`,
      `draft.json.${dead}.1.tmp`,
      `progress.lock.${dead}`,
    ];
    const others = [
      `progress.json.${process.pid}.9.tmp`,
      `notes.${dead}`,
      'progress.damaged-1.json',
    ];
    for (const name of [...leftovers, ...others]) writeFileSync(join(folder, name), '');
    kept(folder);
    expect(readdirSync(folder).sort()).toEqual(others.sort());
  });
});

describe('a disk that takes no more', () => {
  it('keeps the last good state and tells why', ({ folder }) => {
    progressFile(folder, answersFormat).update(adding('one'));
    // A limit on the size of files stands in for a full disk: the write begins and then fails.
    const command = `ulimit -f 8; exec "$0" "$@"`;
    const args = [process.execPath, writer, folder, 'big', '1', '100000'];
    const out = execFileSync('bash', ['-c', command, ...args], { encoding: 'utf8' });
    expect(out).toContain('Progress is not saved');
    expect(out).toContain('larger than this system allows');
    expect(kept(folder)).toEqual({ progress: { answers: ['one'] }, notice: null, saved: true });
    expect(readFileSync(join(folder, 'progress.json'), 'utf8')).not.toContain('big');
    expect(readdirSync(folder).filter((name) => /tmp|lock/.test(name))).toEqual([]);
  });
});
