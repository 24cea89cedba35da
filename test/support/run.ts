import { spawn } from 'node:child_process';
import { type LabOptions, privateEnv, program } from './open.ts';

export interface RunOptions {
  readonly input?: string;
  readonly env?: LabOptions['env'];
  readonly cwd?: string;
  /** Arguments of Node itself, in place of the program. */
  readonly node?: readonly string[];
  /** A line for bash, in place of all of that. */
  readonly shell?: string;
}

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs the built program without a terminal, at home in the given folder. */
export function run(home: string, args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const { input = '', env, cwd = home, node = [program], shell } = options;
  const [command, all] = shell ? ['bash', ['-c', shell]] : [process.execPath, [...node, ...args]];
  const child = spawn(command, all, { cwd, env: privateEnv(home, env) });
  const text = (stream: NodeJS.ReadableStream) => {
    const parts: Buffer[] = [];
    stream.on('data', (part: Buffer) => parts.push(part));
    return () => Buffer.concat(parts).toString();
  };
  const out = text(child.stdout);
  const err = text(child.stderr);
  child.stdin.on('error', () => {}).end(input);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, out: out(), err: err() }));
  });
}
