import { type Here, here, standing, stepState } from '../../session/view.ts';
import type { Desk } from '../desk.ts';
import { footerKeys } from '../keymap.ts';
import type { Theme } from '../theme.ts';
import { footerLine } from '../widgets/Footer.tsx';
import { clip, type Line, lineWidth, pad, run } from '../widgets/run.ts';
import type { StepState } from '../widgets/StepDots.tsx';
import { titleBarLine } from '../widgets/TitleBar.tsx';
import { type Page, picturePage } from './pictures.ts';
import { MARGIN, type Plan, planLesson } from './plan.ts';

/** Before pictures, whose titles leave two columns for the mark of the one in front. */
const INDENT = 1;

const states: Readonly<Record<ReturnType<typeof stepState>, StepState>> = {
  done: 'done',
  begun: 'partly',
  open: 'open',
};

/** The rows of the lesson screen. */
export function lessonLines(theme: Theme, desk: Desk): readonly Line[] {
  const at = here(desk.session);
  if (!at) return [];
  const { width } = desk.size;
  const plan = planLesson(theme, desk, at);
  const { pictures } = plan;
  const page =
    pictures && picturePage(theme, desk, pictures.width, pictures.height, pictures.details);
  const rows = [
    ...(plan.text.height > 0 ? textRows(theme, plan, page) : []),
    ...(pictures && pictures.side !== 'right' ? pageRows(page, pictures.height) : []),
  ];
  const above = plan.from > 0 ? `${at.step.title}, ${plan.from} more above` : at.step.title;
  const hidden = plan.most - plan.from;
  const below = plan.text.height > 0 && hidden > 0 ? `${hidden} more below, pgdn` : null;
  const more = page && !desk.grid && page.count < page.total ? pagesWords(page) : null;
  const split = pictures?.side === 'right' ? plan.text.width + MARGIN + 1 : null;
  return [
    title(theme, desk, at),
    rule(theme, width, { split, tee: '┬', left: null, lead: above, right: null }),
    ...rows,
    ...(plan.answer.length > 0
      ? [
          rule(theme, width, { split, tee: '┴', left: below, right: more }),
          ...plan.answer.map((line): Line => [run(' '.repeat(MARGIN)), ...line]),
          rule(theme, width, {
            split: null,
            tee: '',
            left: null,
            right: desk.aside ?? desk.notice,
          }),
        ]
      : [
          rule(theme, width, {
            split,
            tee: '┴',
            left: below,
            right: desk.aside ?? more ?? desk.notice,
          }),
        ]),
    footerLine({ theme, width, keys: footerKeys(desk) }),
  ];
}

function pagesWords({ first, count, total }: Page): string {
  const range = count === 1 ? `${first + 1}` : `${first + 1}-${first + count}`;
  return `picture ${range} of ${total}, tab`;
}

function title(theme: Theme, desk: Desk, at: Here): Line {
  const { session } = desk;
  const { lesson, screen } = at;
  const { credit } = standing(session, lesson);
  return titleBarLine({
    theme,
    width: desk.size.width,
    title: `${screen.lesson + 1} · ${lesson.title}${lesson.seed > 0 ? ` · seed ${lesson.seed}` : ''}`,
    steps: lesson.steps.map((each) => states[stepState(session, lesson, each)]),
    now: screen.step,
    credit: credit > 0 ? credit : null,
  });
}

function pageRows(page: Page | null, height: number): readonly Line[] {
  return Array.from({ length: height }, (_, y): Line => {
    const line = page?.lines[y] ?? [];
    return [run(' '.repeat(MARGIN)), ...line];
  });
}

function textRows(theme: Theme, plan: Plan, page: Page | null): readonly Line[] {
  const { style, glyph } = theme;
  const { text, from } = plan;
  return Array.from({ length: text.height }, (_, y): Line => {
    const line: Line = [run(' '.repeat(MARGIN)), ...(text.lines[from + y] ?? [])];
    if (plan.pictures?.side !== 'right') return line;
    const cut = clip(line, text.width + MARGIN, glyph.ellipsis);
    const wall = run(glyph.wall, style.rule);
    return [
      ...pad(cut, text.width + MARGIN + 1),
      wall,
      run(' '.repeat(INDENT)),
      ...(page?.lines[y - plan.air] ?? []),
    ];
  });
}

interface RuleWords {
  /** The column of a wall that ends or begins here. */
  readonly split: number | null;
  readonly tee: string;
  /** Let in at the very left, as a title. */
  readonly lead?: string;
  readonly left: string | null;
  readonly right: string | null;
}

/** A line across the screen, with quiet words let into it. */
function rule(theme: Theme, width: number, { split, tee, lead, left, right }: RuleWords): Line {
  const { style, glyph } = theme;
  const line = (columns: number) => run(glyph.rule.repeat(Math.max(0, columns)), style.rule);
  const words = (text: string | null, room: number): Line =>
    text === null
      ? []
      : [...clip([run(` ${theme.text(text)} `, style.quiet)], room, glyph.ellipsis), line(2)];
  const room = (split ?? width) - 4;
  const title: Line = lead
    ? [line(1), ...clip([run(` ${theme.text(lead)} `, style.strong)], room, glyph.ellipsis)]
    : [];
  const after = split === null ? 0 : 1;
  // What stands alone in a rule has all of it: a sentence about progress is longer than half.
  const alone = lead || left ? Math.floor(width / 2) : 2;
  const before = split ?? Math.max(alone, lineWidth(title));
  const a = words(left, before - lineWidth(title) - 2);
  const b = words(right, width - before - after - 2);
  return [
    ...title,
    line(before - lineWidth(a) - lineWidth(title)),
    ...a,
    ...(after ? [run(theme.text(tee), style.rule)] : []),
    line(width - before - after - lineWidth(b)),
    ...b,
  ];
}
