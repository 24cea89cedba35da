import { renderToString } from 'ink';
import type { Size } from './desk.ts';
import type { Settings } from './settings.ts';
import { makeTheme } from './theme.ts';
import { gallery } from './widgets/gallery.tsx';

/** Every exhibit whose name holds `word`, as it looks with these settings: rows for a terminal. */
export function galleryLines(
  { theme: name, depth, ascii }: Settings,
  size: Size,
  word: string,
): readonly string[] {
  const theme = makeTheme(name, depth, ascii);
  const shown = gallery.filter((each) => each.name.includes(word.toLowerCase()));
  return shown.flatMap(({ name: title, draw }, i) => [
    ...(i > 0 ? [''] : []),
    `${theme.glyph.rule.repeat(2)} ${title} `
      .padEnd(size.width, theme.glyph.rule)
      .slice(0, size.width),
    ...renderToString(draw({ theme, ...size }), { columns: size.width }).split('\n'),
  ]);
}
