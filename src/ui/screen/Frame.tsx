import { Box, Text } from 'ink';
import { memo, type ReactElement } from 'react';
import { paintedLine } from '../paint.ts';
import type { Line } from '../widgets/run.ts';

/** The whole screen, a row each; a row that is as it was costs nothing. */
export function Frame({ lines }: { readonly lines: readonly Line[] }): ReactElement {
  return (
    <Box flexDirection="column" flexShrink={0}>
      {lines.map((line, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row has no identity but its place.
        <Row key={row} line={line} />
      ))}
    </Box>
  );
}

/** One text with its colours in it, not one for each run: Ink walks all of them at every key. */
const Row = memo(
  function Row({ line }: { readonly line: Line }): ReactElement {
    return <Text wrap="truncate">{paintedLine(line) || ' '}</Text>;
  },
  (before, after) => sameLine(before.line, after.line),
);

/** Styles come from one theme, so that the same look is the same object. */
function sameLine(a: Line, b: Line): boolean {
  return (
    a === b ||
    (a.length === b.length &&
      a.every((run, i) => run.text === b[i]!.text && run.style === b[i]!.style))
  );
}
