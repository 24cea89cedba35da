import type { LabOptions } from '../../test/support/open.ts';
import type { Terminal } from '../../test/support/terminal.ts';

/** A picture for the docs: how to start the program and what to do until the screen is the one. */
export interface Scene extends LabOptions {
  /** The picture's file name without its ending. */
  readonly name: string;
  readonly title: string;
  readonly play: (terminal: Terminal) => Promise<unknown>;
}

export const scenes: readonly Scene[] = [
  {
    name: 'help',
    title: 'backprop-lab --help: the commands and options',
    args: ['--help'],
    cols: 80,
    rows: 24,
    play: (terminal) => terminal.ended(),
  },
];
