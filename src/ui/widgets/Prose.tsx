import type { Block, Inline } from '../../lesson/lesson.ts';
import type { Role, Theme } from '../theme.ts';
import { clip, columns, type Line, run, wrap } from './run.ts';
import { widget } from './widget.ts';

/** The blocks of a step that are text; formulas and pictures have widgets of their own. */
export type TextBlock = Extract<
  Block,
  { kind: 'heading' | 'paragraph' | 'quote' | 'list' | 'code' | 'note' }
>;

/** What `Prose` draws; `math` in it is already text. */
export interface ProseProps {
  readonly theme: Theme;
  readonly blocks: readonly TextBlock[];
  readonly width: number;
  /** The first line in view and how many there are, for text that scrolls; all when absent. */
  readonly from?: number | undefined;
  readonly height?: number | undefined;
}

const roles: Readonly<Record<Inline['kind'], Role>> = {
  text: 'text',
  strong: 'strong',
  emphasis: 'emphasis',
  code: 'code',
  math: 'math',
};

/** Longer lines are hard to read back from. */
const WIDEST = 76;

/** The rows of one block of text. */
export function blockLines(theme: Theme, block: TextBlock, width: number): readonly Line[] {
  const room = Math.min(width, WIDEST);
  const { style, glyph } = theme;
  switch (block.kind) {
    case 'heading':
      return wrap(inlines(theme, block.text, 'title'), room);
    case 'paragraph':
      return wrap(inlines(theme, block.text), room);
    case 'quote': {
      const bar = run(`${glyph.wall} `, style.rule);
      return wrap(inlines(theme, block.text), room - 2).map((line) => [bar, ...line]);
    }
    case 'list':
      return block.items.flatMap((item, i) => {
        const mark = block.ordered ? `${i + 1}. ` : `${glyph.bullet} `;
        return hanging(
          run(` ${mark}`, style.quiet),
          wrap(inlines(theme, item), room - columns(mark) - 1),
        );
      });
    case 'code':
      return block.text
        .split('\n')
        .map((line) => clip([run(`  ${theme.text(line)}`, style.code)], width, glyph.ellipsis));
    case 'note':
      return hanging(
        run('note  ', style.caution),
        wrap([run(safe(theme, block.text), style.quiet)], room - 6),
      );
  }
}

/** The rows of a `Prose`, a blank line between blocks. */
export function proseLines(
  theme: Theme,
  blocks: readonly TextBlock[],
  width: number,
): readonly Line[] {
  return blocks.flatMap((block, i) => [...(i > 0 ? [[]] : []), ...blockLines(theme, block, width)]);
}

/** Each line starts where the first one's words do. */
function hanging(mark: Line[number], lines: readonly Line[]): readonly Line[] {
  const indent = run(' '.repeat(columns(mark.text)));
  return lines.map((line, i) => [i === 0 ? mark : indent, ...line]);
}

function inlines(theme: Theme, prose: readonly Inline[], base?: Role): Line {
  return prose.map(({ kind, text }) => ({
    ...run(safe(theme, text), theme.style[kind === 'text' && base ? base : roles[kind]]),
    whole: kind === 'code' || kind === 'math',
  }));
}

/** Line breaks in running text are spaces. */
function safe(theme: Theme, text: string): string {
  return theme.text(text.replace(/\s+/gu, ' '));
}

/** Paragraphs, lists, quotes and code, wrapped to the width. */
export const Prose = /* @__PURE__ */ widget(
  ({ theme, blocks, width, from = 0, height }: ProseProps) => {
    const lines = proseLines(theme, blocks, width);
    return lines.slice(from, height === undefined ? undefined : from + height);
  },
);
