import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { privateEnv, program } from './open.ts';
import { Terminal } from './terminal.ts';

/** A shell with job control in a terminal of its own, at home in the given folder. */
export function openShell(home: string, size: { cols?: number; rows?: number } = {}): Terminal {
  const cwd = join(home, 'work');
  mkdirSync(cwd, { recursive: true });
  const env = { ...privateEnv(home), PS1: 'shell$ ', HISTFILE: '' };
  return new Terminal({ command: 'bash', args: ['--norc', '-i'], cwd, env, ...size });
}

/** A command line that starts the built lab. */
export const labLine = (...args: string[]): string =>
  [process.execPath, program, ...args].map((word) => `'${word}'`).join(' ');
