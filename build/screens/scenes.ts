import type { LabOptions } from '../../test/support/open.ts';
import type { Terminal } from '../../test/support/terminal.ts';

/** A picture for the docs: how to start the program and what to do until the screen is the one. */
export interface Scene extends LabOptions {
  /** The picture's file name without its ending. */
  readonly name: string;
  readonly title: string;
  readonly play: (terminal: Terminal) => Promise<unknown>;
}

const size = { cols: 100, rows: 30 };

export const scenes: readonly Scene[] = [
  {
    name: 'lesson',
    title: 'A lesson: the answer forgot the mask of ReLU, and the lab says so',
    args: ['learn', 'layer-3-weights', '--step', 'dW3'],
    ...size,
    async play(terminal) {
      await terminal.waitFor(/hand in/);
      terminal.type('dL/dh3 @ h2.T');
      terminal.press('enter');
      return terminal.waitFor(/Not yet\./);
    },
  },
  {
    name: 'gradient',
    title: 'The gradient by the weights as a heatmap, one entry checked by nudging its weight',
    args: ['learn', 'layer-3-weights', '--step', 'dW3'],
    ...size,
    async play(terminal) {
      await terminal.waitFor(/hand in/);
      terminal.type('(dL/dh3 * (z3 > 0)) @ h2.T');
      terminal.press('enter');
      await terminal.waitFor(/Right\./);
      terminal.press('tab', 'down', 'down', 'right', 'n');
      return terminal.waitFor(/slope/);
    },
  },
];
