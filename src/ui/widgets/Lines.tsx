import { Box, Text } from 'ink';
import { type FunctionComponent, memo, type ReactElement } from 'react';
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

/**
 * The component of a widget: what a function of its props draws, drawn anew when they have changed.
 * Where it is made, `@__PURE__` says so to the bundler: who draws lines only does not load Ink.
 */
export function widget<Props extends object>(
  draw: (props: Props) => readonly Line[],
): FunctionComponent<Props> {
  return memo((props: Props) => <Lines lines={draw(props)} />) as FunctionComponent<Props>;
}
