import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { watch } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect } from 'vitest';
import { validate } from '../../../src/session/validate.ts';
import { it } from '../../support/lab.ts';
import { privateEnv, program } from '../../support/open.ts';
import { chance, figure, rounds } from '../../support/torture.ts';

const folderOf = (home: string) => join(home, 'data/backprop-lab');

/** Every answer on the disk, by its text, which is a different one each time. */
function keptAnswers(home: string): ReadonlySet<string> {
  const file = join(folderOf(home), 'progress.json');
  if (!existsSync(file)) return new Set();
  const stored = JSON.parse(readFileSync(file, 'utf8')) as { progress: unknown };
  const read = validate(stored.progress);
  if (!read.ok) throw new Error(read.message);
  const lessons = Object.values(read.progress.lessons);
  const entries = lessons.flatMap(({ exercises }) => Object.values(exercises));
  return new Set(entries.flatMap(({ attempts }) => attempts.map(({ text }) => text)));
}

async function untilThere(folder: string, name: string): Promise<void> {
  const limit = new AbortController();
  const changes = watch(folder, { signal: limit.signal });
  if (existsSync(join(folder, name))) return limit.abort();
  for await (const _ of changes) if (existsSync(join(folder, name))) return;
}

/** A lab that is given answers one by one and says when it has judged each. */
function openPlain(home: string) {
  const args = [program, 'learn', 'layer-2', '--plain'];
  const child = spawn(process.execPath, args, { cwd: home, env: privateEnv(home) });
  child.stdin.on('error', () => {});
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const judged = async () => {
    for (;;) {
      const { done, value } = await lines.next();
      if (done) return false;
      if (/^(Right|Not yet|Not judged)\./.test(value)) return true;
    }
  };
  const answer = (text: string) => void child.stdin.write(`${text}\n`);
  return { child, answer, judged };
}

/**
 * Kills a lab so many times, each at another moment, and looks after each what was kept. Gives how many
 * answers were told to be judged before, and how many of those in flight are missing.
 */
async function killAgainAndAgain(home: string, name: string, count: number) {
  mkdirSync(home);
  const random = chance(`kills ${name}`);
  const told: string[] = [];
  let missing = 0;
  for (let run = 1; run <= count; run++) {
    const lab = openPlain(home);
    const closed = once(lab.child, 'close');
    const last = 1 + random.int(5);
    for (let i = 1; i <= last; i++) {
      lab.answer(`W2.T @ ${run}.${i}`);
      if (i === last) break;
      // A verdict is told before the next line is read, and the answer is kept before that.
      if (!(await lab.judged())) expect.fail(`run ${run} ended by itself`);
      if (i > 1) told.push(`W2.T @ ${run}.${i - 1}`);
    }
    // Somewhere between the arrival of the last answer and a little after its verdict.
    for (let turns = random.int(60); turns > 0; turns--) await new Promise(setImmediate);
    if (random.int(2)) await lab.judged();
    for (let turns = random.int(6000); turns > 0; turns--) await new Promise(setImmediate);
    lab.child.kill('SIGKILL');
    await closed;
    const kept = keptAnswers(home);
    const lost = told.filter((text) => !kept.has(text));
    if (lost.length > 0) expect.fail(`run ${run} lost ${JSON.stringify(lost)}`);
    if (!kept.has(`W2.T @ ${run}.${last}`)) missing += 1;
  }
  expect(readdirSync(folderOf(home)).filter((each) => /damaged/.test(each))).toEqual([]);
  return { told: told.length, missing };
}

describe('a lab that is killed at any moment', () => {
  it('leaves a file that reads, and at most the answer in flight is missing', async ({ home }) => {
    const count = rounds(1000, 12);
    // Each with a home of its own, so that more than one processor has something to do.
    const lanes = await Promise.all(
      ['first', 'second'].map((lane) => killAgainAndAgain(join(home, lane), lane, count / 2)),
    );
    const sum = (of: 'told' | 'missing') => lanes.reduce((all, lane) => all + lane[of], 0);
    figure(
      `${count} kills: ${sum('told')} answers told and kept, ${sum('missing')} of ${count} in flight missing`,
    );
    expect(sum('told')).toBeGreaterThan(0);
  }, 1_200_000);

  it('has the half-typed answer again, on the first run as well', async ({ home, open }) => {
    const first = open({ args: ['learn', 'loss', '--step', 'dh3'] });
    await first.waitFor(/hand in/);
    first.type('2 (h3 - y');
    await first.waitFor(/2 \(h3 - y/);
    // It is kept when the keys have rested.
    await untilThere(folderOf(home), 'draft.json');
    first.kill('SIGKILL');
    await first.ended();
    const second = open({ args: ['learn', 'loss', '--step', 'dh3'] });
    await second.waitFor(/2 \(h3 - y/);
    second.press('ctrl+c');
    expect(await second.exit()).toBe(130);
  });
});

describe('two labs at once', () => {
  it('keep every answer of both', async ({ home }) => {
    const count = rounds(1000, 20);
    const labs = ['A', 'B'].map(async (name) => {
      const lab = openPlain(home);
      for (let i = 1; i <= count; i++) {
        lab.answer(`${name} ${i}`);
        if (!(await lab.judged())) expect.fail(`lab ${name} ended by itself at ${i}`);
      }
      lab.child.stdin.end();
      await once(lab.child, 'close');
    });
    await Promise.all(labs);
    const kept = keptAnswers(home);
    const wanted = ['A', 'B'].flatMap((name) =>
      Array.from({ length: count }, (_, i) => `${name} ${i + 1}`),
    );
    expect(wanted.filter((text) => !kept.has(text))).toEqual([]);
    expect(kept.size).toBe(2 * count);
    figure(`two labs, ${count} answers each: ${kept.size} kept`);
  }, 1_200_000);
});
