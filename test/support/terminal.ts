import { type IPty, spawn } from '@lydell/node-pty';
import headless, { type Terminal as Screen } from '@xterm/headless';
import { type Cell, gridStyles, readGrid, readText } from './grid.ts';
import { type Key, keySequence, pasteSequence } from './keys.ts';
import { trackModes } from './modes.ts';

export interface TerminalOptions {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly cols?: number;
  readonly rows?: number;
  /** What it says its page is when asked, as `1b1b/1c1c/1f1f`; without it, it stays silent. */
  readonly page?: string;
}

/** What waitFor waits for: a pattern on the screen, or anything said about the terminal. */
export type Condition = RegExp | ((terminal: Terminal) => boolean);

interface Waiter {
  readonly isMet: () => boolean;
  readonly done: () => void;
}

/**
 * A program in a real pseudo-terminal, with a real terminal emulator as its screen. Nothing here
 * waits for a time to pass: a condition is looked at whenever the program has written something.
 */
export class Terminal {
  readonly #screen: Screen;
  readonly #pty: IPty;
  readonly #modesLeft: () => readonly string[];
  readonly #waiters = new Set<Waiter>();
  readonly #ended: Promise<{ readonly code: number; readonly signal: number }>;
  #raw = '';
  #clipboard: string | null = null;
  #running = true;

  constructor({ command, args, cwd, env, cols = 100, rows = 30, page }: TerminalOptions) {
    this.#screen = new headless.Terminal({ cols, rows, allowProposedApi: true, scrollback: 1000 });
    this.#modesLeft = trackModes(this.#screen);
    this.#pty = spawn(command, [...args], { cols, rows, cwd, env: { ...env } });
    // The emulator answers what the program asks of it: where the cursor is, which colours it has.
    this.#screen.parser.registerOscHandler(11, (data) => {
      if (data === '?' && page) this.#send(`\u001B]11;rgb:${page}\u001B\\`);
      return true;
    });
    this.#screen.parser.registerOscHandler(52, (data) => {
      const [, base64 = ''] = /^c;(.*)$/s.exec(data) ?? [];
      this.#clipboard = Buffer.from(base64, 'base64').toString('utf8');
      return true;
    });
    this.#screen.onData((answer) => this.#send(answer));
    this.#pty.onData((data) => {
      this.#raw += data;
      this.#screen.write(data, () => this.#look());
    });
    this.#ended = new Promise((resolve) => {
      this.#pty.onExit(({ exitCode, signal }) => {
        this.#screen.write('', () => {
          this.#running = false;
          resolve({ code: exitCode, signal: signal ?? 0 });
          this.#look();
        });
      });
    });
  }

  /** The text on the screen now. */
  screen(): string {
    return readText(this.#screen);
  }

  /** The styles on the screen now: one letter each, with a legend. */
  styles(): string {
    return gridStyles(this.grid());
  }

  /** The cells on the screen now. */
  grid(): Cell[][] {
    return readGrid(this.#screen);
  }

  /** Everything that was written so far, control sequences included. */
  raw(): string {
    return this.#raw;
  }

  /** What was put on the terminal's clipboard last. */
  clipboard(): string | null {
    return this.#clipboard;
  }

  /** Column and row of the cursor, counted from 0. */
  cursor(): { readonly x: number; readonly y: number } {
    const { cursorX: x, cursorY: y } = this.#screen.buffer.active;
    return { x, y };
  }

  isRunning(): boolean {
    return this.#running;
  }

  /** Resolves with the screen that meets the condition. Fails with the last screen if none does. */
  async waitFor(condition: Condition, seconds = 20): Promise<string> {
    const isMet = () =>
      this.#isWhole() &&
      (condition instanceof RegExp ? condition.test(this.screen()) : condition(this));
    if (isMet()) return this.screen();
    return new Promise((resolve, reject) => {
      const stop = () => {
        clearTimeout(limit);
        this.#waiters.delete(waiter);
      };
      const limit = setTimeout(() => {
        stop();
        reject(this.#failure(`waited ${seconds} s for ${condition}`));
      }, seconds * 1000);
      const waiter = {
        isMet,
        done: () => {
          stop();
          resolve(this.screen());
        },
      };
      this.#waiters.add(waiter);
    });
  }

  /** Presses keys one after another. After a lone escape, wait for its effect first. */
  press(...keys: readonly Key[]): void {
    for (const key of keys) this.#send(keySequence(key));
  }

  /** Types a text, a key for each character. */
  type(text: string): void {
    this.press(...text);
  }

  /** Pastes a text, bracketed as terminals do. */
  paste(text: string): void {
    this.#send(pasteSequence(text));
  }

  /** Sends bytes as they are, whole keys or not. */
  send(data: string): void {
    this.#send(data);
  }

  resize(cols: number, rows: number): void {
    this.#screen.resize(cols, rows);
    if (!this.#running) return;
    try {
      this.#pty.resize(cols, rows);
    } catch {
      // It has ended a moment ago, and nobody has told us yet.
    }
  }

  /** Sends a signal; `SIGKILL` leaves the program no chance to tidy up. */
  kill(signal: NodeJS.Signals): void {
    if (this.#running) this.#pty.kill(signal);
  }

  /** Waits until the program has ended, whichever way, and checks nothing else. */
  async ended(): Promise<{ readonly code: number; readonly signal: number }> {
    await this.waitFor(() => !this.#running);
    return this.#ended;
  }

  /** Waits for the end; fails unless the terminal was left as it was found. Returns the exit code. */
  async exit(): Promise<number> {
    const { code } = await this.ended();
    if (this.#screen.buffer.active.type !== 'normal') {
      throw this.#failure('the program left the alternate screen on');
    }
    const left = this.#modesLeft();
    if (left.length > 0) throw this.#failure(`the program left behind: ${left.join(', ')}`);
    return code;
  }

  #send(data: string): void {
    if (this.#running) this.#pty.write(data);
  }

  /** Whether a frame stands there, and not the first part of one: a pseudo-terminal splits it. */
  #isWhole(): boolean {
    return !this.#running || !this.#screen.modes.synchronizedOutputMode;
  }

  #look(): void {
    for (const waiter of [...this.#waiters]) if (waiter.isMet()) waiter.done();
  }

  #failure(what: string): Error {
    const state = this.#running ? 'still running' : 'ended';
    return new Error(`${what}; the program has ${state}; the screen:\n${this.#framed()}`);
  }

  #framed(): string {
    const edge = `+${'-'.repeat(this.#screen.cols)}+`;
    const rows = this.grid().map((row) => `|${row.map(({ text }) => text).join('')}|`);
    return [edge, ...rows, edge].join('\n');
  }
}
