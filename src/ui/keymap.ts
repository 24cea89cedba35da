import { here } from '../session/view.ts';
import type { Desk, DeskEvent } from './desk.ts';
import { rows } from './keyrows.ts';
import type { Key } from './keys.ts';
import { showKey, typedBy } from './keys.ts';
import { type Place, placeOf } from './places.ts';
import { mono } from './screen/measure.ts';
import { viewOf } from './screen/views.ts';
import type { Theme } from './theme.ts';
import { type KeyHint, keyTableLines } from './widgets/Footer.tsx';
import type { Line } from './widgets/run.ts';

/** How far the overview of all keys can be scrolled. It is made of the rows, so they are handed it. */
export type Overview = (desk: Desk) => number;

/** One line of the key table. */
export interface KeyRow {
  /** Any of these does it; the first is the one that is shown. */
  readonly keys: readonly Key[];
  /** Where it works. */
  readonly in: readonly Place[];
  /** What it does. */
  readonly does: (
    desk: Desk,
    theme: Theme,
    key: Key,
    overview: Overview,
  ) => DeskEvent | readonly DeskEvent[];
  /** What the overview of keys says; rows of the same words are shown as one. */
  readonly words: string;
  readonly group: Group;
  /** What the footer says; null while it would do nothing. Without it the footer does not name it. */
  readonly now?: (desk: Desk, overview: Overview) => string | null;
  /** How the footer writes the keys, where that is not the first of them. */
  readonly shown?: (desk: Desk) => string;
  /** Stays in the footer when there is not room for all. */
  readonly keep?: boolean;
}

/** The parts of the overview. */
export const groups = [
  'Lessons',
  'Answering',
  'The answer line',
  'Pictures',
  'Experiments',
] as const;
export type Group = (typeof groups)[number];

/** The row that a key means at a place, or null. */
export function rowFor(place: Place, key: Key): KeyRow | null {
  return rows.find((row) => row.in.includes(place) && row.keys.includes(key)) ?? null;
}

/** What a key does; typing goes into the answer. Empty: nothing. */
export function eventsFor(desk: Desk, key: Key, theme: Theme): readonly DeskEvent[] {
  const place = placeOf(desk);
  const row = rowFor(place, key);
  if (row) {
    const done = row.does(desk, theme, key, overviewMost);
    return Array.isArray(done) ? done : [done as DeskEvent];
  }
  const text = typedBy(key);
  if (text === null) return [];
  if (desk.finder && place === 'finding')
    return [{ type: 'queried', query: desk.finder.query + text }];
  if (place === 'writing' || place === 'grid')
    return [{ type: 'edited', edit: { type: 'inserted', text } }];
  const exercise = here(desk.session)?.exercise;
  // A number, or the beginning of a list, is an answer wherever the keys are.
  if (desk.looking && exercise && viewOf(exercise).typed && /[\d.[(−-]/u.test(text)) {
    return [
      { type: 'turned', looking: false },
      { type: 'edited', edit: { type: 'inserted', text } },
    ];
  }
  return [];
}

/** The keys that do something now, the most useful first; keys of the same words are one. */
export function footerKeys(desk: Desk): readonly KeyHint[] {
  const place = placeOf(desk);
  const now = rows
    .filter((row) => row.in.includes(place))
    .map((row) => ({ row, words: row.now?.(desk, overviewMost) ?? null }));
  return [...new Set(now.map(({ words }) => words))].flatMap((words): KeyHint[] => {
    if (words === null) return [];
    const same = now.filter((each) => each.words === words).map(({ row }) => row);
    const key = same.map((row) => row.shown?.(desk) ?? showKey(row.keys[0]!)).join(' ');
    return [{ key, words, keep: same.some(({ keep }) => keep) }];
  });
}

/** The keys of a place by what they are for: the overview behind `?`. Rows of the same words are one. */
export function keyGroups(place: Place) {
  const here = rows.filter((row) => row.in.includes(place));
  return groups
    .map((title) => {
      const words = here.filter((row) => row.group === title).map((row) => row.words);
      return {
        title,
        keys: [...new Set(words)].map((each): KeyHint => {
          const same = here.filter((row) => row.group === title && row.words === each);
          const key = same.length === 1 ? shown(same[0]!, 2) : same.map((row) => shown(row, 1));
          return { key: [key].flat().join(' '), words: each };
        }),
      };
    })
    .filter(({ keys }) => keys.length > 0);
}

/** Of the overview, the title, two rules and the footer. */
export const OVERVIEW_FRAME = 4;

const UNBOUNDED = 1000;

/** The overview of the keys that work where it was opened, in all its length. */
export function overviewLines(theme: Theme, desk: Desk): readonly Line[] {
  const groups = keyGroups(placeUnder(desk));
  return keyTableLines({ theme, width: desk.size.width - 4, height: UNBOUNDED, groups });
}

/** How far the overview can be scrolled. */
export function overviewMost(desk: Desk): number {
  return Math.max(0, overviewLines(mono, desk).length - (desk.size.height - OVERVIEW_FRAME));
}

/** The place that lies under the overview. */
function placeUnder(desk: Desk): Place {
  return placeOf({ ...desk, session: { ...desk.session, help: false } });
}

function shown({ keys }: KeyRow, most: number): string {
  return keys.slice(0, most).map(showKey).join(' ');
}
