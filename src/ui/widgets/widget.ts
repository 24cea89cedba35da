import type { ReactElement } from 'react';
import { Lines } from './Lines.tsx';
import type { Line } from './run.ts';

/**
 * The component of a widget: it draws what a function of its props returns. The build loads `Lines`,
 * and Ink with it, when a component is first drawn: whoever only asks a widget for lines does without.
 */
export function widget<Props extends object>(
  draw: (props: Props) => readonly Line[],
): (props: Props) => ReactElement {
  return (props) => Lines({ lines: draw(props) });
}
