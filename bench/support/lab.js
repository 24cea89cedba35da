import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawn } from '@lydell/node-pty';
import { importTs } from '../../build/import-ts.js';

const { privateEnv, program } = await importTs('test/support/open.ts');

export { program };

/** The end of a frame, and what a program that only echoes writes in its place. */
export const frameEnd = '\u001b[?2026l';

/** A folder of its own that is gone when the bench ends. */
export function scratch() {
  const folder = mkdtempSync(join(tmpdir(), 'backprop-lab-bench-'));
  mkdirSync(join(folder, 'work'));
  folders.push(folder);
  return folder;
}

const folders = [];
process.once('exit', () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/**
 * A private environment, and so without what makes Node itself slow to start, as NODE_EXTRA_CA_CERTS
 * and NODE_OPTIONS do: in both sides of a ratio that would flatter it.
 */
export function plainEnv(home) {
  return privateEnv(home);
}

/** Runs Node in a pseudo-terminal, and counts the bytes and frames that it writes. */
export class Pty {
  bytes = 0;
  frames = 0;
  #heard = new Set();
  #pty;

  constructor(home, args, { cols = 100, rows = 30 } = {}) {
    this.#pty = spawn(process.execPath, args, {
      cols,
      rows,
      cwd: join(home, 'work'),
      env: plainEnv(home),
    });
    this.ended = new Promise((resolve) => this.#pty.onExit(resolve));
    this.#pty.onData((data) => {
      this.bytes += Buffer.byteLength(data);
      this.frames += data.split(frameEnd).length - 1;
      for (const hear of this.#heard) hear();
    });
    this.pid = this.#pty.pid;
  }

  write(text) {
    this.#pty.write(text);
  }

  /** Resolves when so many frames have been written since the start. Fails after ten seconds. */
  frame(count) {
    return new Promise((resolve, reject) => {
      const limit = setTimeout(() => {
        this.#pty.kill('SIGKILL');
        reject(new Error(`waited for frame ${count} and saw ${this.frames}`));
      }, 10_000);
      const hear = () => {
        if (this.frames < count) return;
        clearTimeout(limit);
        this.#heard.delete(hear);
        resolve();
      };
      this.#heard.add(hear);
      hear();
    });
  }

  async leave() {
    this.write('\u0003');
    await this.ended;
  }
}

export function pause(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** The value below which that share of the values lies. */
export function quantile(values, share) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}

/** `goal 6: met`, or MISSED where a value is larger. */
export function judged(value, goal) {
  if (goal === undefined) return '';
  return `goal ${goal}: ${value > goal ? 'MISSED' : 'met'}`;
}
