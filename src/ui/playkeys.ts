import { here } from '../session/view.ts';
import type { KeyRow } from './keymap.ts';

/** Keys of the pictures that are played with: a slider, and `backward()` called again and again. */
export const playKeys: readonly KeyRow[] = [
  ...sliders(),
  {
    keys: ['r'],
    in: ['slide'],
    does: () => ({ type: 'slideReset' }),
    words: 'back to the lesson’s numbers',
    group: 'Experiments',
    now: (desk) => (here(desk.session)?.screen.slide ? 'reset' : null),
  },
  {
    keys: ['space', 'b'],
    in: ['calls'],
    does: () => ({ type: 'called', call: 'backward' }),
    words: 'call backward()',
    group: 'Experiments',
    now: () => 'call backward()',
  },
  {
    keys: ['z', '0'],
    in: ['calls'],
    does: () => ({ type: 'called', call: 'zero' }),
    words: 'set the gradient to zero',
    group: 'Experiments',
    now: () => 'set to zero',
  },
];

/** Left and right to move an entry, up and down to another. */
function sliders(): readonly KeyRow[] {
  const ways: readonly Pick<KeyRow, 'keys' | 'does' | 'words'>[] = [
    { keys: ['left', 'h'], does: () => ({ type: 'slid', by: -1 }), words: 'move this entry' },
    { keys: ['right', 'l'], does: () => ({ type: 'slid', by: 1 }), words: 'move this entry' },
    { keys: ['up', 'k'], does: () => ({ type: 'slideMoved', by: -1 }), words: 'another entry' },
    { keys: ['down', 'j'], does: () => ({ type: 'slideMoved', by: 1 }), words: 'another entry' },
  ];
  return ways.map((way) => ({
    ...way,
    in: ['slide'],
    group: 'Experiments',
    now: () => (way.words === 'another entry' ? way.words : 'move it'),
  }));
}
