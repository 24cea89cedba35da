import { solve } from '../../lesson/exercises/index.ts';
import type { Step } from '../../lesson/lesson.ts';
import { proseText } from '../../lesson/mathtext.ts';
import { type Message, messagesOf } from '../../lesson/misconception.ts';
import { printable } from '../glyphs.ts';
import { run, wrap } from '../widgets/run.ts';

/**
 * What a student can hear at each exercise of these steps, as lines: the right answer, then a wrong
 * one for each mistake that can be told there; with `label`, only that mistake.
 */
export function messageLines(steps: readonly Step[], label: string | null): readonly string[] {
  const parts = steps.flatMap(({ title, exercise }) => {
    if (!exercise) return [];
    const messages = messagesOf(exercise, label);
    const head = [
      '',
      `${exercise.id}: ${printable(title)}`,
      ...indented(printable(proseText(exercise.ask)), 2),
    ];
    const right = `  ✓ ${printable(solve(exercise).answer)}`;
    const none = label === null ? '' : `  No answer here is called ${label}.`;
    return [...head, right, ...(messages.length > 0 ? messages.flatMap(lines) : [none])];
  });
  return parts.length > 0
    ? parts.filter((line, i) => i > 0 || line !== '')
    : ['No exercises here.'];
}

function lines({ answer, feedback }: Message): readonly string[] {
  return [
    `  ✗ ${printable(answer)}`,
    ...indented(printable(`${feedback.label}: ${feedback.message}`), 6),
  ];
}

function indented(text: string, by: number): readonly string[] {
  return wrap([run(text)], 78 - by).map(
    (line) => ' '.repeat(by) + line.map((each) => each.text).join(''),
  );
}
