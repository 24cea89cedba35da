import type { Line } from '../../src/ui/widgets/run.ts';

/** What stands on the screen, without looks and without blanks at the ends of rows. */
export function words(lines: readonly Line[]): string {
  return lines
    .map((line) =>
      line
        .map(({ text }) => text)
        .join('')
        .trimEnd(),
    )
    .join('\n');
}
