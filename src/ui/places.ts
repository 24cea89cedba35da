import { frontPanel, here } from '../session/view.ts';
import { type Desk, isTooSmall } from './desk.ts';
import { viewOf } from './screen/views.ts';

/** What has the keys; each is a column of the key table. */
export const places = [
  'small',
  'keys',
  'menu',
  'finding',
  'reading',
  'writing',
  'grid',
  'choosing',
  'matrix',
  'forward',
  'backward',
  'run',
  'slide',
  'calls',
  'picture',
] as const;

export type Place = (typeof places)[number];

/** Where text is typed and pasted. */
export const typingPlaces: readonly Place[] = ['writing', 'grid'];

/** Those of the pictures. */
export const pictures: readonly Place[] = [
  ...(['matrix', 'forward', 'backward', 'run', 'slide', 'calls', 'picture'] as const),
];

/** Where the keys go now. */
export function placeOf(desk: Desk): Place {
  const { session, size, looking } = desk;
  if (isTooSmall(size)) return 'small';
  if (session.help) return 'keys';
  if (desk.finder) return 'finding';
  const at = here(session);
  if (!at) return 'menu';
  if (!looking) {
    if (!at.exercise) return 'reading';
    if (desk.grid) return 'grid';
    return viewOf(at.exercise).typed ? 'writing' : 'choosing';
  }
  const front = frontPanel(session)?.picture.kind;
  if (front === 'heatmap' || front === 'answer') return 'matrix';
  if (front === 'forward' || front === 'backward') return front;
  if (front === 'slide' || front === 'calls') return front;
  return front === 'chart' && at.screen.run ? 'run' : 'picture';
}
