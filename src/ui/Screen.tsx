import { Box, type Instance, render, Text, useApp, useInput, usePaste } from 'ink';
import {
  type ReactElement,
  useEffect,
  useLayoutEffect,
  useState,
  useSyncExternalStore,
} from 'react';
import { here } from '../session/view.ts';
import { type Desk, updateDesk } from './desk.ts';
import { eventsFor } from './keymap.ts';
import { keysOf } from './keys.ts';
import type { Live } from './lab.ts';
import { paintedLine } from './paint.ts';
import { placeOf, typingPlaces } from './places.ts';
import { Frame } from './screen/Frame.tsx';
import { frameLines } from './screen/frame.ts';
import type { Theme } from './theme.ts';

/** So many frames are drawn unseen after the first one: by then V8 has compiled what a key needs. */
const WARM_UP = 40;

/** Lets Ink draw the desk from now on, and turn keys into what happens at it. */
export function mountScreen(live: Live): Instance {
  return render(<Screen live={live} />, {
    alternateScreen: true,
    incrementalRendering: true,
    maxFps: 1000,
    patchConsole: false,
    exitOnCtrlC: false,
    interactive: true,
  });
}

function Screen({ live }: { readonly live: Live }): ReactElement {
  const { desk, theme } = useSyncExternalStore(live.subscribe, live.get);
  const { suspendTerminal } = useApp();
  useLayoutEffect(() => live.lends(suspendTerminal), [live, suspendTerminal]);
  useInput((input, key) => {
    for (const each of keysOf(input, key)) live.send(eventsFor(live.get().desk, each, theme));
  });
  usePaste((text) => {
    if (typingPlaces.includes(placeOf(live.get().desk))) {
      live.send([{ type: 'edited', edit: { type: 'inserted', text } }]);
    }
  });
  return (
    <>
      <Frame lines={frameLines(theme, desk)} />
      <WarmUp live={live} theme={theme} />
    </>
  );
}

/** The desk with the beginning of an answer in the line, longer each time, from the author's tests. */
function begunAnswer(desk: Desk, count: number): Desk {
  const exercise = here(desk.session)?.exercise;
  const answer = exercise?.tests.find(({ expect }) => expect === 'correct')?.give;
  if (!answer || !typingPlaces.includes(placeOf(desk))) return desk;
  return updateDesk(desk, { type: 'drafted', text: answer.slice(0, 1 + (count % answer.length)) });
}

/**
 * Draws what nobody sees until the first key: without it the first keys take many times as long as
 * the later ones. Nothing of it reaches the terminal.
 */
function WarmUp({ live, theme }: { readonly live: Live; readonly theme: Theme }): ReactElement {
  const [count, setCount] = useState(0);
  useEffect(() => {
    if (count >= WARM_UP) return;
    const next = setTimeout(() => {
      const { desk } = live.get();
      if (desk !== begun.desk) return setCount(WARM_UP);
      const typed = eventsFor(desk, 'x', theme).reduce(updateDesk, desk);
      frameLines(theme, begunAnswer(typed, count)).map(paintedLine);
      setCount(count + 1);
    }, 1);
    const begun = live.get();
    return () => clearTimeout(next);
  }, [count, live, theme]);
  return (
    <Box display="none">
      <Text>{count}</Text>
    </Box>
  );
}
