import type { Terminal } from '@xterm/headless';

/** Private modes that a program should leave as it found them. */
const modes = new Map([
  [1, 'application cursor keys'],
  [25, 'a hidden cursor'],
  [1000, 'mouse reports'],
  [1002, 'mouse drag reports'],
  [1003, 'mouse motion reports'],
  [1004, 'focus reports'],
  [1006, 'mouse reports in SGR form'],
  [1049, 'the alternate screen'],
  [2004, 'bracketed paste'],
  [2026, 'synchronized output'],
  [2031, 'colour scheme reports'],
]);

/** Cursor visibility and wrap-around are on in a fresh terminal; the rest is off. */
const onAtFirst = [25];

/** Watches the modes a program sets; the result tells which ones are not as they were. */
export function trackModes(terminal: Terminal): () => readonly string[] {
  const on = new Set(onAtFirst);
  let keyboards = 0;
  terminal.parser.registerCsiHandler({ prefix: '?', final: 'h' }, (params) => {
    for (const mode of params) on.add(Number(mode));
    return false;
  });
  terminal.parser.registerCsiHandler({ prefix: '?', final: 'l' }, (params) => {
    for (const mode of params) on.delete(Number(mode));
    return false;
  });
  // The kitty keyboard protocol is a stack: `CSI > flags u` pushes, `CSI < n u` pops.
  terminal.parser.registerCsiHandler({ prefix: '>', final: 'u' }, () => {
    keyboards += 1;
    return false;
  });
  terminal.parser.registerCsiHandler({ prefix: '<', final: 'u' }, ([count]) => {
    keyboards = Math.max(0, keyboards - (Number(count) || 1));
    return false;
  });
  return () => [
    ...[...modes].filter(([mode]) => on.has(mode) !== onAtFirst.includes(mode)).map(([, it]) => it),
    ...(keyboards > 0 ? ['the kitty keyboard protocol'] : []),
  ];
}
