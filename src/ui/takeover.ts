const ALTERNATE = '\u001B[?1049h';
const PRIMARY = '\u001B[?1049l';
const HOME = '\u001B[H';
const BELOW = '\u001B[J';
const HIDE = '\u001B[?25l';
const SHOW = '\u001B[?25h';
/** Between these two a terminal that knows them shows nothing, and then all of it at once. */
const HOLD = '\u001B[?2026h';
const RELEASE = '\u001B[?2026l';

/** What is written to; its `write` stands aside while Ink mounts. */
export type Output = Pick<NodeJS.WriteStream, 'write'>;

/** Shows a frame on the alternate screen in one write, before there is anything else to draw it. */
export function showFirst(
  output: { readonly write: (text: string) => boolean },
  frame: string,
): void {
  output.write(ALTERNATE + HIDE + HOLD + HOME + frame + RELEASE);
}

/** The terminal as it was, where nothing has taken over what `showFirst` began. */
export function hideFirst(output: Output): void {
  output.write(RELEASE + SHOW + PRIMARY);
}

/**
 * Runs what mounts Ink. Ink then believes that it has entered the alternate screen and drawn its
 * first frame, and goes on from there; but a frame that the terminal shows already is not written
 * again, and one that differs is written over it.
 */
export function takeOver<T>(output: Output, frame: string, mount: () => T): T {
  const { write } = output;
  let caught = '';
  output.write = ((text: string | Uint8Array) => {
    caught += text;
    return true;
  }) as Output['write'];
  try {
    return mount();
  } finally {
    output.write = write;
    output.write(
      caught.includes(frame)
        ? caught.replace(ALTERNATE, '').replace(frame, '')
        : caught.replace(ALTERNATE, HOME + BELOW),
    );
  }
}
