import type { Tensor } from '../engine/tensor.ts';
import { endsOf, type SlidePicture, slidBy, slidTo } from '../lesson/playground.ts';
import { tensorOf } from '../lesson/worked.ts';
import { clamp } from './indices.ts';
import type { Call, Moves, Session, Slide } from './session.ts';
import { type Here, here, panels } from './view.ts';

/** So many calls are remembered; who zeroes begins again. */
const mostCalls = 99;

/** Playing with pictures: the slider, and the gradient that `backward()` adds to. */
export const playing: Moves<'slid' | 'slideMoved' | 'slideReset' | 'called'> = {
  slid: (session, move) =>
    slide(session, (now, _, ends) => ({
      ...now,
      value: slidBy(now.value, now.index, move, ends),
    })),
  slideMoved: (session, { by }) =>
    slide(session, (now) => ({ ...now, index: clamp(now.index + by, now.value.data.length) })),
  slideReset: (session) => slide(session, (now, _, __, own) => ({ ...now, value: own })),
  called(session, { call }) {
    const at = here(session);
    if (!at || !panels(session).some(({ picture }) => picture.kind === 'calls')) return session;
    const before = at.screen.calls;
    const full = before.length >= mostCalls;
    if (full && call === 'backward') return session;
    const calls: readonly Call[] = full ? [call] : [...before, call];
    return { ...session, screen: { ...at.screen, calls } };
  },
};

/** The slider's picture of the step, the one in front first, and what it has moved so far. */
export function slideHere(session: Session) {
  const at = here(session);
  const all = panels(session);
  const panel = [all[at?.screen.panel ?? 0], ...all].find((each) => each?.picture.kind === 'slide');
  if (!at || !panel) return null;
  const picture = panel.picture as SlidePicture;
  const { network } = panel;
  const own = tensorOf(network, picture.of);
  const now = slideOf(at, picture.of) ?? (own && { of: picture.of, value: own, index: 0 });
  const slid = now && slidTo(network, picture.of, now.value);
  return own && now && slid ? { at, picture, network, own, now, slid } : null;
}

/** What was moved of a quantity, or null. */
export function slideOf({ screen }: Pick<Here, 'screen'>, of: string): Slide | null {
  return screen.slide?.of === of ? screen.slide : null;
}

function slide(
  session: Session,
  move: (now: Slide, picture: SlidePicture, ends: readonly [number, number], own: Tensor) => Slide,
): Session {
  const found = slideHere(session);
  if (!found) return session;
  const { at, picture, network, own, now } = found;
  const next = move(now, picture, endsOf(network, picture), own);
  return { ...session, screen: { ...at.screen, slide: next } };
}
