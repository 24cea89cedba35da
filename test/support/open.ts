import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.ts';
import { Terminal } from './terminal.ts';

/** The built program's first file, as `bin` in package.json names it. */
export const program = join(root, 'dist/cli.cjs');

export interface LabOptions {
  readonly args?: readonly string[];
  readonly cols?: number;
  readonly rows?: number;
  /** What the terminal says its page is, when asked. */
  readonly page?: string;
  /** Added to the environment; undefined takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** An environment in which everything the lab keeps stays under one folder. */
export function privateEnv(home: string, extra: LabOptions['env'] = {}): Record<string, string> {
  const env = {
    PATH: process.env.PATH,
    HOME: home,
    XDG_DATA_HOME: join(home, 'data'),
    XDG_CONFIG_HOME: join(home, 'config'),
    XDG_CACHE_HOME: join(home, 'cache'),
    XDG_STATE_HOME: join(home, 'state'),
    LANG: 'C.UTF-8',
    TERM: 'xterm-256color',
    COLORTERM: 'truecolor',
    ...extra,
  };
  const given = Object.entries(env).filter(
    (pair): pair is [string, string] => pair[1] !== undefined,
  );
  return Object.fromEntries(given);
}

/** Opens the lab in a terminal, at home in the given folder. */
export function openLab(home: string, { args = [], env, ...size }: LabOptions = {}): Terminal {
  // Started from a folder of its own, so that no `lessons` folder is found by accident.
  const cwd = join(home, 'work');
  mkdirSync(cwd, { recursive: true });
  const command = process.execPath;
  return new Terminal({
    command,
    args: [program, ...args],
    cwd,
    env: privateEnv(home, env),
    ...size,
  });
}
