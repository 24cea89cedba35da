import { memo } from 'react';
import { type GraphViewProps, graphLines } from './graphLines.ts';
import { Lines } from './Lines.tsx';

/** The network as chains of nodes, with the way back drawn under them as far as it has come. */
export const GraphView = memo(function GraphView(props: GraphViewProps) {
  return <Lines lines={graphLines(props)} />;
});
