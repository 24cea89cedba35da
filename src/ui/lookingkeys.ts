import { backwardLength, forwardLength, here, sumsHere } from '../session/view.ts';
import type { Desk } from './desk.ts';
import {
  atWeight,
  canNudge,
  layoutTurned,
  layoutWords,
  mayTry,
  ownWords,
  pushed,
  status,
  walked,
} from './keyactions.ts';
import type { KeyRow } from './keymap.ts';
import { pictures } from './places.ts';
import { playKeys } from './playkeys.ts';

/** Keys of what has the keys in a picture: a run, the two passes, the entries of a matrix. */
export const lookingKeys: readonly KeyRow[] = [
  {
    keys: ['space'],
    in: ['run'],
    does: (desk) => (status(desk) === 'running' ? { type: 'paused' } : { type: 'trained' }),
    words: 'train, and pause',
    group: 'Experiments',
    now: (desk) => (status(desk) === 'running' ? 'pause' : 'train'),
  },
  ...knobs(),
  {
    keys: ['r'],
    in: ['run'],
    does: () => ({ type: 'reset' }),
    words: 'begin again',
    group: 'Experiments',
    now: () => 'reset',
  },
  {
    keys: ['n'],
    in: ['run'],
    does: () => ({ type: 'advanced' }),
    words: 'one step',
    group: 'Experiments',
    now: (desk) => (status(desk) === 'done' || status(desk) === 'diverged' ? null : 'one step'),
  },
  {
    keys: ['o'],
    in: ['run'],
    does: () => ({ type: 'tried' }),
    words: 'with your formulas, too',
    group: 'Experiments',
    now: (desk) => (mayTry(desk) ? null : ownWords(desk)),
  },
  {
    keys: ['[', '<'],
    in: ['run'],
    does: () => ({ type: 'pointed', by: -1 }),
    words: 'read values off the chart',
    group: 'Experiments',
    now: () => 'read off',
  },
  {
    keys: [']', '>'],
    in: ['run'],
    does: () => ({ type: 'pointed', by: 1 }),
    words: 'read values off the chart',
    group: 'Experiments',
    now: () => 'read off',
  },
  {
    keys: ['s'],
    in: ['run'],
    does: () => ({ type: 'scaled' }),
    words: 'logarithmic scale, and back',
    group: 'Experiments',
  },
  {
    keys: ['enter'],
    in: pictures,
    does: () => ({ type: 'turned', looking: false }),
    words: 'back to the answer line',
    group: 'Pictures',
    now: (desk) => (here(desk.session)?.exercise ? 'answer' : null),
    keep: true,
  },
  {
    keys: ['right', 'l', 'space'],
    in: ['forward'],
    does: () => ({ type: 'forwardWalked', by: 1 }),
    words: 'walk, to loss or input',
    group: 'Pictures',
    now: (desk) => (pushed(desk) < forwardLength(desk.session) ? 'compute the next' : null),
  },
  {
    keys: ['left', 'h'],
    in: ['forward'],
    does: () => ({ type: 'forwardWalked', by: -1 }),
    words: 'walk, to loss or input',
    group: 'Pictures',
    now: (desk) => (pushed(desk) > 0 ? 'one back' : null),
  },
  {
    keys: ['left', 'h'],
    in: ['backward'],
    does: () => ({ type: 'backwardWalked', by: 1 }),
    words: 'walk, to input or loss',
    group: 'Pictures',
    now: (desk) => (walked(desk) < backwardLength(desk.session) ? 'further back' : null),
  },
  {
    keys: ['right', 'l'],
    in: ['backward'],
    does: () => ({ type: 'backwardWalked', by: -1 }),
    words: 'walk, to input or loss',
    group: 'Pictures',
    now: (desk) => (walked(desk) > 0 ? 'to the loss' : null),
  },
  ...sums(),
  ...playKeys,
  ...moves(),
  {
    keys: ['n', 'ctrl+g'],
    in: ['matrix'],
    does: () => ({ type: 'nudged' }),
    words: 'nudge this entry',
    group: 'Pictures',
    now: (desk) => (canNudge(desk) ? 'nudge' : null),
  },
  {
    keys: ['t'],
    in: pictures,
    does: layoutTurned,
    words: 'gradients as rows',
    group: 'Pictures',
    now: layoutWords,
  },
];

/** Up and down over what the walk sends back, a column of the matrix for each entry. */
function sums(): readonly KeyRow[] {
  const ways = [
    { keys: ['down', 'j'], by: 1 },
    { keys: ['up', 'k'], by: -1 },
  ];
  return ways.map(({ keys, by }) => ({
    keys,
    in: ['backward'],
    does: () => ({ type: 'sumMoved', by }),
    words: 'another column',
    group: 'Pictures',
    now: (desk) => (sumsHere(desk.session) > 1 ? 'another column' : null),
  }));
}

/** Up and down to a knob, left and right to turn it. */
function knobs(): readonly KeyRow[] {
  const turn = (by: number) => (desk: Desk) =>
    atWeight(desk)
      ? ({ type: 'weightTurned', by } as const)
      : ({ type: 'rateTurned', by } as const);
  const to = (by: number) => () => ({ type: 'knobMoved', by }) as const;
  const ways = [
    { keys: ['left', 'h'], does: turn(-1), words: 'turn the knob' },
    { keys: ['right', 'l'], does: turn(1), words: 'turn the knob' },
    { keys: ['up', 'k'], does: to(-1), words: 'the rate, or a weight' },
    { keys: ['down', 'j'], does: to(1), words: 'the rate, or a weight' },
  ];
  return ways.map((way, i) => ({
    ...way,
    in: ['run'],
    group: 'Experiments',
    now: (desk) => (i > 1 ? 'weights' : atWeight(desk) ? 'weight' : 'rate'),
  }));
}

/** Over the entries of a matrix. */
function moves(): readonly KeyRow[] {
  const ways: readonly (readonly [key: string, letter: string, rows: number, cols: number])[] = [
    ['left', 'h', 0, -1],
    ['down', 'j', 1, 0],
    ['up', 'k', -1, 0],
    ['right', 'l', 0, 1],
  ];
  return ways.map(([key, letter, rows, cols]) => ({
    keys: [key, letter],
    in: ['matrix'],
    does: () => ({ type: 'cellMoved', rows, cols }),
    words: 'over the entries, hjkl',
    group: 'Pictures',
    now: () => 'move',
  }));
}
