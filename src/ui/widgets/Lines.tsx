import { Box, Text } from 'ink';
import type { ReactElement } from 'react';
import { type Line, merged } from './run.ts';

/**
 * Draws lines, one row each, in a box that must be at least as wide as they are. Every run is a
 * `<Text>` of its own: Ink lays out many small texts faster than it takes apart one long coloured
 * one.
 */
export function Lines({ lines }: { readonly lines: readonly Line[] }): ReactElement {
  return (
    <Box flexDirection="column" flexShrink={0}>
      {lines.map((line, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row has no identity but its place.
        <Box key={row} height={1} flexShrink={0}>
          {merged(line).map((run, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a run has no identity but its place.
            <Text key={at} wrap="truncate" {...run.style}>
              {run.text}
            </Text>
          ))}
        </Box>
      ))}
    </Box>
  );
}
