import type { Network } from '../../lesson/lesson.ts';
import { outlineOf, shownValue } from '../../lesson/outline.ts';
import { printName } from '../../notation/printname.ts';
import { remember } from '../remember.ts';
import type { GraphNode } from '../widgets/graphChains.ts';

/** Units of a column that are drawn one by one. */
const MOST_UNITS = 12;

/** The network as a graph: what the loss hangs on, in order. */
export const plainGraph = remember((network: Network): readonly GraphNode[] =>
  (outlineOf(network)?.nodes ?? []).map(({ name, inputs, isRelu }): GraphNode => {
    const value = shownValue(network, name);
    const drawn = isRelu && value?.cols === 1 && value.rows <= MOST_UNITS;
    return {
      name: printName(name),
      inputs: inputs.map((each) => printName(each)),
      shape: value && value.data.length > 1 ? `${value.rows}×${value.cols}` : undefined,
      state: 'forward',
      gradient: undefined,
      units: drawn ? Array.from(value.data, (x) => x > 0) : undefined,
    };
  }),
);
