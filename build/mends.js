import { fileURLToPath } from 'node:url';
import { inkFrames } from './mends/ink-frames.js';
import { inkReconciler } from './mends/ink-reconciler.js';
import { yoga } from './mends/yoga.js';

const shim = (name) => fileURLToPath(new URL(`./shims/${name}`, import.meta.url));

/**
 * What the bundle changes in its dependencies, and why:
 * - yoga compiles its WebAssembly at once, not through `fetch`, which starts a network stack;
 * - Ink's developer tools are left out;
 * - what Ink made of a row is kept from one frame to the next, a frame is one write, and another size is drawn once;
 * - string-width and Intl.Segmenter do not load Unicode tables for text that does not need them;
 * - terminal-size starts no program, and node:child_process is not loaded;
 * - node:assert is not loaded for the three checks that yargs and signal-exit make with it;
 * - Ink 8 uses one function that Node 20 does not have.
 */
export const mends = {
  patches: [...yoga, inkReconciler, ...inkFrames],
  aliases: [
    { name: 'string-width', file: shim('string-width.js') },
    { name: 'terminal-size', file: shim('terminal-size.js') },
    { name: 'assert', file: shim('assert.js') },
  ],
  /** What the first frame does without: reading lesson files, grading, training, Ink. */
  lazy: {
    packages: [
      { name: 'yaml', exports: ['isMap', 'isScalar', 'isSeq', 'parseDocument', 'visit'] },
      { name: 'mdast-util-from-markdown', exports: ['fromMarkdown'] },
    ],
    files: [
      'build/shims/original-width.js',
      'src/engine/train.ts',
      'src/grading/judge.ts',
      'src/lesson/answerkey.ts',
      'src/lesson/course.ts',
      'src/lesson/derivation.ts',
      'src/lesson/drawn.ts',
      'src/lesson/exercises/row.ts',
      'src/lesson/fresh.ts',
      'src/lesson/network.ts',
      'src/lesson/parse.ts',
      'src/lesson/playground.ts',
      'src/lesson/rows.ts',
      'src/lesson/seeding.ts',
      'src/lesson/trial.ts',
      'src/lesson/walk.ts',
      'src/lesson/worked.ts',
      'src/notation/latex/read.ts',
      'src/notation/printer.ts',
      'src/session/preview.ts',
      'src/ui/copying.ts',
      'src/ui/names.ts',
      'src/ui/screen/experiment.ts',
      'src/ui/screen/finder.ts',
      'src/ui/screen/forward.ts',
      'src/ui/screen/help.ts',
      'src/ui/screen/network.ts',
      'src/ui/screen/play.ts',
      'src/ui/screen/solution.ts',
      'src/ui/screen/sum.ts',
      'src/ui/widgets/describe.ts',
      'src/ui/widgets/Lines.tsx',
      'src/ui/widgets/chartLines.ts',
    ],
  },
  /** Each expression becomes a name that the file exports; the file is bundled where it is used. */
  globals: [
    { expression: 'Intl.Segmenter', name: 'LazySegmenter', file: shim('segmenter.js') },
    { expression: 'Promise.withResolvers', name: 'withResolvers', file: shim('with-resolvers.js') },
  ],
};
