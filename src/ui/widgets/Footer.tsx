import type { Theme } from '../theme.ts';
import { clip, columns, type Line, lineWidth, pad, run } from './run.ts';
import { widget } from './widget.ts';

/** A key as it is written, and what it does now. */
export interface KeyHint {
  readonly key: string;
  readonly words: string;
  /** Stays when there is not room for all, as the key that lists the others must. */
  readonly keep?: boolean | undefined;
}

/** What `Footer` draws: the most useful key first. */
export interface FooterProps {
  readonly theme: Theme;
  readonly width: number;
  readonly keys: readonly KeyHint[];
}

const GAP = '   ';

/** The one row of a `Footer`; the last keys that need not stay give way first. */
export function footerLine({ theme, width, keys }: FooterProps): Line {
  const { style } = theme;
  const shown = [...keys];
  const wide = () =>
    shown.reduce((sum, hint) => sum + hintWidth(hint) + GAP.length, 1 - GAP.length);
  while (shown.length > 0 && wide() > width) {
    const victim = shown.findLastIndex(({ keep }) => !keep);
    shown.splice(victim < 0 ? shown.length - 1 : victim, 1);
  }
  return shown.flatMap(
    ({ key, words }, i): Line => [
      run(i === 0 ? ' ' : GAP),
      run(theme.text(key), style.key),
      run(` ${theme.text(words)}`, style.quiet),
    ],
  );
}

function hintWidth({ key, words }: KeyHint): number {
  return columns(key) + 1 + columns(words);
}

/** The keys that work now. */
export const Footer = /* @__PURE__ */ widget((props: FooterProps) => [footerLine(props)]);

/** What `KeyTable` draws: all keys, by what they are for. */
export interface KeyTableProps {
  readonly theme: Theme;
  readonly width: number;
  readonly height: number;
  readonly groups: readonly { readonly title: string; readonly keys: readonly KeyHint[] }[];
}

/** The rows of a `KeyTable`, in as many columns as fit. */
export function keyTableLines({ theme, width, height, groups }: KeyTableProps): readonly Line[] {
  const { style, glyph } = theme;
  const keyWidth = Math.max(
    0,
    ...groups.flatMap(({ keys }) => keys.map(({ key }) => columns(key))),
  );
  const blocks = groups.map(({ title, keys }) => [
    [run(theme.text(title), style.title)],
    ...keys.map(
      ({ key, words }): Line => [
        run(theme.text(key).padStart(keyWidth), style.key),
        run(`  ${theme.text(words)}`, style.text),
      ],
    ),
    [],
  ]);
  const column = Math.max(1, ...blocks.flat().map(lineWidth)) + 3;
  const across = Math.max(1, Math.min(groups.length, Math.floor((width + 3) / column)));
  const stacks: Line[][] = Array.from({ length: across }, () => []);
  for (const block of blocks) {
    // Each group goes to the shortest column, so that all end at about the same height.
    const shortest = stacks.reduce((a, b) => (b.length < a.length ? b : a));
    shortest.push(...block);
  }
  const rows = Math.max(...stacks.map((stack) => stack.length));
  const lines = Array.from({ length: rows }, (_, y) =>
    stacks.flatMap((stack, i) =>
      i === across - 1 ? (stack[y] ?? []) : pad(stack[y] ?? [], column),
    ),
  );
  return lines.slice(0, height).map((line) => clip(line, width, glyph.ellipsis));
}

/** Every key there is, for `?`. */
export const KeyTable = /* @__PURE__ */ widget(keyTableLines);
