import type { Desk, DeskEvent } from './desk.ts';
import { hitsOf } from './finder.ts';
import { goOn } from './keyactions.ts';
import type { KeyRow } from './keymap.ts';
import { pictures } from './places.ts';

/** Opens what lies under the cursor of the search. */
function openHit({ session, finder }: Desk): readonly DeskEvent[] {
  const hit = finder && hitsOf(session, finder)[finder.cursor];
  if (!hit) return [];
  const { id } = session.lessons[hit.lesson]!;
  const step = hit.step === null ? {} : { step: hit.step };
  return [{ type: 'findClosed' }, { type: 'opened', lesson: id, ...step }];
}

const ways = [
  ['up', 'k', -1],
  ['down', 'j', 1],
] as const;

/** Keys of the list of lessons, and of the search over lessons and steps. */
export const menuKeys: readonly KeyRow[] = [
  {
    keys: ['enter'],
    in: ['menu'],
    does: () => ({ type: 'opened' }),
    words: 'open the lesson',
    group: 'Lessons',
    now: goOn,
  },
  ...ways.map(
    ([key, letter, by]): KeyRow => ({
      keys: [key, letter],
      in: ['menu'],
      does: () => ({ type: 'menuMoved', by }),
      words: 'another lesson',
      group: 'Lessons',
      now: () => 'choose',
    }),
  ),
  {
    keys: ['/', 'ctrl+l'],
    in: ['menu'],
    does: () => ({ type: 'findOpened' }),
    words: 'find a lesson or a step',
    group: 'Lessons',
    now: () => 'find',
  },
  {
    keys: ['ctrl+l'],
    in: ['reading', 'writing', 'grid', 'choosing', ...pictures],
    does: () => ({ type: 'findOpened' }),
    words: 'all steps, to jump to one',
    group: 'Lessons',
  },
  {
    keys: ['enter'],
    in: ['finding'],
    does: openHit,
    words: 'go there',
    group: 'Lessons',
    now: (desk) => (openHit(desk).length > 0 ? 'go there' : null),
  },
  ...ways.map(
    ([key, , by]): KeyRow => ({
      keys: [key],
      in: ['finding'],
      does: () => ({ type: 'findMoved', by }),
      words: 'choose',
      group: 'Lessons',
      now: () => 'choose',
    }),
  ),
  {
    keys: ['backspace'],
    in: ['finding'],
    does: ({ finder }) => ({ type: 'queried', query: [...finder!.query].slice(0, -1).join('') }),
    words: 'take a letter back',
    group: 'Lessons',
  },
  {
    keys: ['ctrl+u'],
    in: ['finding'],
    does: () => ({ type: 'queried', query: '' }),
    words: 'begin the search again',
    group: 'Lessons',
  },
  {
    keys: ['escape', 'ctrl+l'],
    in: ['finding'],
    does: () => ({ type: 'findClosed' }),
    words: 'back',
    group: 'Lessons',
    now: () => 'back',
    keep: true,
  },
];
