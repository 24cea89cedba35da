import type { Network } from '../../lesson/lesson.ts';
import { accumulated, endsOf } from '../../lesson/playground.ts';
import { tensorOf, work } from '../../lesson/worked.ts';
import { printName } from '../../notation/print.ts';
import { slideHere } from '../../session/playing.ts';
import { type Session, update } from '../../session/session.ts';
import { here, offersRows, panels } from '../../session/view.ts';
import { nameOf } from '../screen/experiment.ts';
import { describeSlope } from '../widgets/describe.ts';
import { exactNumber } from '../widgets/numbers.ts';
import { matrixSentences } from './matrix.ts';

/** What the slider has come to: each entry, the loss, and what the slope at the one in hand says. */
export function slideSentences(session: Session): readonly string[] {
  const found = slideHere(session);
  if (!found) return [];
  const { network, picture, now, slid } = found;
  const [low, high] = endsOf(network, picture);
  const name = nameOf({ name: picture.of, index: now.index }, now.value);
  const loss = printName(work(network)!.loss);
  const slope = slid.gradient.data[now.index]!;
  const entry = exactNumber(now.value.data[now.index]!);
  return [
    `${name} is ${entry}, ${loss} is ${short(slid.loss)}, and the slope is ${short(slope)}. ${describeSlope(name, loss, slope)}`,
    `Move it with :move ${now.index + 1} and a number from ${low} to ${high}; the first number is the entry.`,
  ];
}

const short = (x: number) => exactNumber(Number(x.toPrecision(6)));

/** `:move 2 3.5`: entry 2 becomes 3.5. */
export function moveEntry(session: Session, rest: string) {
  const found = slideHere(session);
  if (!found) return { session, lines: ['There is nothing to move at this step.'] };
  const [which, to] = rest.split(/\s+/).map((word) => Number(word.replace('−', '-')));
  const count = found.now.value.data.length;
  const isEntry = which !== undefined && Number.isInteger(which) && which >= 1 && which <= count;
  if (!isEntry || to === undefined || !Number.isFinite(to)) {
    return { session, lines: [`Write an entry from 1 to ${count} and a number: :move 1 2.5.`] };
  }
  const at = update(session, { type: 'slideMoved', by: which - 1 - found.now.index });
  const moved = update(at, { type: 'slid', to });
  return { session: moved, lines: slideSentences(moved).slice(0, 1) };
}

/** What `backward()` has left in the gradient. */
export function callSentences(session: Session, of: string, network: Network): readonly string[] {
  const gradient = tensorOf(network, of);
  const [, end = '', name = ''] = /^d(.+)\/d(.+)$/.exec(of) ?? [];
  if (!gradient) return [];
  const calls = here(session)?.screen.calls ?? [];
  const now = accumulated(gradient, ['zero', ...calls]);
  const words = [`:backward calls ${end}.backward(), :zero sets ${name}.grad to zero.`];
  return [...matrixSentences(`${name}.grad`, now), ...(calls.length > 0 ? [] : words)];
}

/** `:backward` and `:zero`. */
export function callBackward(call: 'backward' | 'zero') {
  return (session: Session) => {
    const panel = panels(session).find(({ picture }) => picture.kind === 'calls');
    if (panel?.picture.kind !== 'calls') {
      return { session, lines: ['There is no gradient to add to at this step.'] };
    }
    const next = update(session, { type: 'called', call });
    return { session: next, lines: callSentences(next, panel.picture.of, panel.network) };
  };
}

/** `:rows`: gradients as row Jacobians, and back. */
export function turnLayout(session: Session, pictures: (session: Session) => readonly string[]) {
  if (!offersRows(session)) {
    return { session, lines: ['This step has gradients in one convention only, as columns.'] };
  }
  const next = update(session, { type: 'layoutTurned' });
  const words = here(next)?.screen.rows
    ? 'Gradients are shown as row Jacobians now: they lie down. The numbers are the same, and you answer as before.'
    : 'Gradients stand like their variables again.';
  return { session: next, lines: [words, ...pictures(next)] };
}
