import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { privateEnv } from './open.ts';
import { Terminal } from './terminal.ts';

const config = `set -g status off
set -s escape-time 0
set -s set-clipboard on
set -g default-terminal tmux-256color
set -ga terminal-overrides ',*:RGB'
`;

/** tmux in a terminal, with a shell in it: a second emulator between the lab and the screen. */
export interface Tmux {
  readonly terminal: Terminal;
  /** What tmux itself holds of the pane, colours as control sequences. */
  readonly pane: () => string;
  /** What a format such as `#{alternate_on}` says of the pane. */
  readonly ask: (format: string) => string;
  /** What was copied last. */
  readonly clipboard: () => string;
  readonly end: () => void;
}

/** Fails, and says what to do, where there is no tmux. */
export function openTmux(home: string, size: { cols: number; rows: number }): Tmux {
  const cwd = join(home, 'work');
  mkdirSync(cwd, { recursive: true });
  const file = join(home, 'tmux.conf');
  writeFileSync(file, config);
  const env = { ...privateEnv(home), HISTFILE: '', TMUX_TMPDIR: home };
  const server = ['-L', 'lab', '-f', file];
  const call = (...args: string[]) => {
    try {
      return execFileSync('tmux', [...server, ...args], { env, encoding: 'utf8', stdio: 'pipe' });
    } catch (error) {
      const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
      throw missing ? new Error('This test needs tmux: apt-get install tmux') : error;
    }
  };
  call('-V');
  const args = [...server, 'new-session', '-s', 'lab', "PS1='shell$ ' exec bash --norc -i"];
  const terminal = new Terminal({ command: 'tmux', args, cwd, env, ...size });
  return {
    terminal,
    pane: () => call('capture-pane', '-p', '-e', '-t', 'lab'),
    ask: (format) => call('display-message', '-p', '-t', 'lab', format).trim(),
    clipboard: () => call('show-buffer'),
    end: () => call('kill-server'),
  };
}
