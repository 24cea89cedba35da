/*
 * Random programs, their values and gradients by this engine (run and plan) and by PyTorch:
 *
 *     node bench/parity.js [--programs=200] [--seed=1]
 *
 * Ends with exit code 1 when one differs by more than 1e-9 of the largest entry, or of 1.
 */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build, randomProgram, SHAPES } from './support/programs.js';
import { source } from './support/source.js';

const { values } = parseArgs({
  options: {
    programs: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
  },
});
const engine = await source('src/engine/index.ts');
const { Env, grad, newGraph, plan, Scope, tensor } = engine;
const TOLERANCE = 1e-9;

let state = Number(values.seed) >>> 0;
const next = () => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return state / 2 ** 32;
};
const child = spawn(
  '/usr/bin/python3',
  [fileURLToPath(new URL('peers/parity.py', import.meta.url))],
  {
    stdio: ['pipe', 'pipe', 'inherit'],
  },
);
const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();

const used = new Set();
let [worst, failed] = [0, 0];
const programs = Number(values.programs);
for (let i = 0; i < programs; i++) {
  const tree = randomProgram(next, 2 + (i % 4));
  const scope = new Scope(newGraph());
  const free = new Map();
  for (const [name, [rows, cols]] of Object.entries(SHAPES)) {
    scope.declare(name, [rows, cols]);
    free.set(
      name,
      tensor(
        rows,
        cols,
        Array.from({ length: rows * cols }, () => 3 * next() - 1.5),
      ),
    );
  }
  scope.define('L', build(engine, scope)(tree));
  grad(scope, 'L');
  const env = new Env(scope, free);
  const names = ['L', ...Object.keys(SHAPES).map((name) => `dL/d${name}`)].filter((n) =>
    scope.has(n),
  );
  const compiled = plan(scope, names);
  for (const name of compiled.inputs) compiled.set(name, free.get(name).data);
  compiled.run();
  const rowsOf = ({ rows, cols, data }) =>
    Array.from({ length: rows }, (_, r) => [...data.subarray(r * cols, (r + 1) * cols)]);
  const given = Object.fromEntries([...free].map(([name, value]) => [name, rowsOf(value)]));
  child.stdin.write(`${JSON.stringify({ tree, values: given })}\n`);
  const { value } = await answers.next();
  if (value === undefined) throw new Error('PyTorch is not to be had: install python3-torch');
  const { loss, gradients } = JSON.parse(value);
  const text = JSON.stringify(tree);
  for (const [, op] of text.matchAll(/"([a-z]\w+)"/g)) used.add(op);
  for (const name of names) {
    const wanted = name === 'L' ? [loss] : gradients[name.slice('dL/d'.length)];
    const own = env.named(name).data;
    const scale = Math.max(1, ...own.map(Math.abs));
    own.forEach((x, at) => {
      const error = Math.abs(x - (wanted[at] ?? 0)) / scale;
      if (!Object.is(x, compiled.view(name)[at]) || !(error <= TOLERANCE)) {
        failed++;
        if (failed < 10) console.log(`${text} ${name}[${at}]: ${x}, PyTorch ${wanted[at]}`);
      }
      if (error > worst) worst = error;
    });
  }
}
child.stdin.end();
console.log(
  `${programs} programs of ${used.size} ops; largest difference ${worst.toExponential(1)}; ${failed} entries differ by more than ${TOLERANCE}`,
);
process.exitCode = failed > 0 ? 1 : 0;
