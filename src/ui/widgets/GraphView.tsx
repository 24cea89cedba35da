import { graphLines } from './graphLines.ts';
import { widget } from './widget.ts';

/** The network as chains of nodes, with the way back drawn under them as far as it has come. */
export const GraphView = /* @__PURE__ */ widget(graphLines);
