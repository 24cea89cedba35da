import type { Instance } from 'ink';
import type { Progress } from '../session/progress.ts';
import type { Session } from '../session/session.ts';
import { here } from '../session/view.ts';
import { writeFirst } from '../stdout.ts';
import type { Store } from '../store.ts';
import type { Rgb } from './colour.ts';
import { type Desk, type DeskEvent, startDesk, updateDesk, type Wish } from './desk.ts';
import { openKeeper } from './keeper.ts';
import { paintedFrame } from './paint.ts';
import { frameLines } from './screen/frame.ts';
import type { Settings } from './settings.ts';
import { hideFirst, showFirst, takeOver } from './takeover.ts';
import { askPage, isLight } from './terminal/background.ts';
import { copySequence } from './terminal/clipboard.ts';
import { type Lend, openSuspending, type Suspending } from './terminal/suspend.ts';
import { makeTheme, type Theme, themeFor } from './theme.ts';

/** While an experiment runs it takes a step so often; a second has 30 of them. */
const TICK = 33;
/** A half-typed answer is kept when the keys rest so long. */
const REST = 1000;

const signals = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/** What is shown, and how it looks. */
export interface View {
  readonly desk: Desk;
  readonly theme: Theme;
}

/** The desk outside of React: what happens, and who wants to know. */
export interface Live {
  readonly get: () => View;
  readonly subscribe: (listener: () => void) => () => void;
  readonly send: (events: readonly DeskEvent[]) => void;
  /** Tells how the terminal is lent to others, once it is known. */
  readonly lends: (lend: Lend) => void;
}

/** What else may happen, beside keys and time: it is given a way to tell, and returns how to end it. */
export type Feed = (send: (events: readonly DeskEvent[]) => void) => () => void;

/**
 * Opens the lab on the terminal and resolves with the exit code when the student has left. The
 * terminal is put back on every way out; an error of the lab's own is thrown after that.
 */
export async function openLab(
  session: Session,
  store: Store<Progress>,
  settings: Settings,
  notice: string | null,
  feed: Feed = () => () => {},
): Promise<number> {
  const keeper = openKeeper(store);
  const listeners = new Set<() => void>();
  let desk = updateDesk(startDesk(session, terminalSize()), { type: 'noticed', notice });
  let view: View = { desk, theme: makeTheme(settings.theme, settings.depth, settings.ascii) };
  let suspending = null as Suspending | null;
  let clock: NodeJS.Timeout | null = null;
  let rest: NodeJS.Timeout | null = null;
  let saving: NodeJS.Immediate | null = null;
  let trouble: { readonly error: unknown } | null = null;
  let instance: Instance | null = null;
  let left = false;

  const live: Live = {
    get: () => view,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    send: (events) => guarded(() => take(events)),
    lends(lend) {
      suspending ??= openSuspending(lend);
    },
  };

  function show(theme = view.theme) {
    view = { desk, theme };
    for (const listener of listeners) listener();
  }

  function take(events: readonly DeskEvent[]) {
    const before = desk;
    desk = events.reduce(updateDesk, desk);
    if (desk === before) return;
    if (settings.still) hurry();
    show();
    if (desk.wish) fulfil(desk.wish);
    if (desk.session.screen.kind === 'gone') return close();
    if (events.some(keeper.minds) || before.asked) saving ??= setImmediate(save);
    if (desk.editor.text !== before.editor.text) {
      if (rest) clearTimeout(rest);
      rest = setTimeout(() => guarded(() => keeper.saveDraft(desk.session)), REST);
    }
    mindClock();
  }

  function save() {
    saving = null;
    guarded(() => {
      const said = keeper.save(desk.session);
      if (said !== null && said !== desk.notice) take([{ type: 'noticed', notice: said }]);
    });
  }

  /** Says it when nothing can be saved here. */
  function tryStore() {
    const { notice } = store.progress.read();
    if (notice !== null) take([{ type: 'noticed', notice }]);
  }

  function fulfil(wish: Wish) {
    const copy = wish.kind === 'copy' ? copySequence(wish.text) : '';
    if (copy) process.stdout.write(copy);
    const trouble = copy === null ? 'too long for the clipboard of a terminal' : null;
    take([{ type: 'fulfilled', trouble }]);
    if (wish.kind === 'suspend') suspending?.suspend();
  }

  /** A run goes to its end in one frame. */
  function hurry() {
    while (isRunning(desk)) desk = updateDesk(desk, { type: 'ticked', now: Date.now() });
  }

  function mindClock() {
    const running = isRunning(desk);
    if (running && !clock)
      clock = setInterval(() => live.send([{ type: 'ticked', now: Date.now() }]), TICK);
    if (!running && clock) {
      clearInterval(clock);
      clock = null;
    }
  }

  function turnTo(page: Rgb) {
    const name = themeFor(view.theme.name.startsWith('high'), isLight(page));
    if (name !== view.theme.name) show(makeTheme(name, settings.depth, settings.ascii));
  }

  /** An error of ours ends the lab, with the terminal as it was and the work saved. */
  function guarded(work: () => void) {
    try {
      work();
    } catch (error) {
      fail(error);
    }
  }

  function fail(error: unknown) {
    trouble ??= { error };
    close();
  }

  function close() {
    if (clock) clearInterval(clock);
    if (rest) clearTimeout(rest);
    if (saving) clearImmediate(saving);
    left = true;
    instance?.unmount();
  }

  let code = 0;
  const stops = Object.entries(signals).map(([signal, number]) => {
    const stop = () => {
      code = number;
      close();
    };
    process.on(signal, stop);
    return () => process.off(signal, stop);
  });
  const resized = () => live.send([{ type: 'resized', ...terminalSize() }]);
  process.stdout.on('resize', resized);
  process.on('uncaughtException', fail);

  const frame = paintedFrame(frameLines(view.theme, desk), desk.size.height);
  // Keys typed from now on wait for Ink, and are not echoed over the frame.
  process.stdin.setRawMode?.(true);
  showFirst({ write: writeFirst }, frame);
  let stopFeed = () => {};
  let stopAsking = () => {};
  try {
    const { mountScreen } = await import('./Screen.tsx');
    instance = takeOver(process.stdout, frame, () => mountScreen(live));
    if (left) instance.unmount();
    stopFeed = feed(live.send);
    guarded(tryStore);
    if (settings.asks) stopAsking = askPage((page) => guarded(() => turnTo(page)));
    await instance.waitUntilExit();
  } catch (error) {
    trouble ??= { error };
    if (!instance) hideFirst(process.stdout);
    process.stdin.setRawMode?.(false);
  } finally {
    stopFeed();
    stopAsking();
    suspending?.end();
    process.off('uncaughtException', fail);
    process.stdout.off('resize', resized);
    for (const stop of stops) stop();
  }
  keeper.save(desk.session);
  keeper.saveDraft(desk.session);
  if (trouble) throw (trouble as { readonly error: unknown }).error;
  return desk.interrupted ? signals.SIGINT : code;
}

function isRunning({ session }: Desk): boolean {
  return here(session)?.screen.run?.status === 'running';
}

function terminalSize() {
  return { width: process.stdout.columns || 80, height: process.stdout.rows || 24 };
}
