import { expect, test } from 'vitest';
import { noProgress } from '../../../src/session/progress.ts';
import { start } from '../../../src/session/session.ts';
import { here } from '../../../src/session/view.ts';
import { frameLines } from '../../../src/ui/screen/frame.ts';
import { planLesson } from '../../../src/ui/screen/plan.ts';
import { makeTheme } from '../../../src/ui/theme.ts';
import { lineWidth } from '../../../src/ui/widgets/run.ts';
import { lessons, play } from '../../session/support.ts';
import { deskOf, mono, words } from '../support.ts';

const steps = lessons.flatMap((lesson) =>
  lesson.steps.map((step, index) => ({
    name: `${lesson.id}, ${step.id}`,
    lesson: lesson.id,
    index,
  })),
);
const themes = [makeTheme('dark', 'truecolor'), makeTheme('mono', 'none', true)];
const sizes = [
  [200, 60],
  [120, 40],
  [100, 30],
  [80, 24],
  [60, 18],
] as const;

function deskAt(lesson: string, step: number, width: number, height: number) {
  const session = play(start(lessons, noProgress), { type: 'opened', lesson, step });
  return deskOf(session, width, height);
}

test('there are steps to look at', () => {
  expect(steps.length).toBeGreaterThan(20);
});

test.each(steps)('$name is whole on 80×24', ({ lesson, index }) => {
  const desk = deskAt(lesson, index, 80, 24);
  const plan = planLesson(mono, { ...desk, looking: false }, here(desk.session)!);
  expect(plan.most).toBe(0);
  // A formula or a line of code that did not fit would end in an ellipsis of ours.
  const cut = plan.text.lines.filter((line) => line.at(-1)?.text.endsWith('…'));
  expect(words(cut)).toBe('');
});

test.each(sizes)('every step fills %i×%i exactly, and no more', (width, height) => {
  for (const theme of themes) {
    for (const { lesson, index } of steps) {
      for (const looking of [false, true]) {
        const lines = frameLines(theme, { ...deskAt(lesson, index, width, height), looking });
        expect(lines.length).toBe(height);
        expect(Math.max(...lines.map(lineWidth))).toBeLessThanOrEqual(width);
      }
    }
  }
});
