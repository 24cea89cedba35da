import { join } from 'node:path';
import { root } from './root.ts';

/** An environment in which Node refuses the network, other programs, and code made of text. */
export const guarded = {
  NODE_OPTIONS: `--require ${join(root, 'test/support/guard.cjs')} --disallow-code-generation-from-strings`,
};
