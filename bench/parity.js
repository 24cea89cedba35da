/*
 * Random programs, their values, gradients and products with the Hessian, by this engine (run and plan)
 * and by PyTorch:
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
const { Env, grad, hvp, newGraph, plan, Scope, tensor } = engine;
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

const { rows: used, functions } = { rows: new Set(), functions: new Set() };
/** The engine, with a note of every function that is called by name. */
const noting = {
  ...engine,
  call: (name, ...rest) => {
    functions.add(name);
    return engine.call(name, ...rest);
  },
};
let [worst, worstTurned, failed, without] = [0, 0, 0, 0];
const programs = Number(values.programs);
for (let i = 0; i < programs; i++) {
  const tree = randomProgram(next, 2 + (i % 4), i);
  const scope = new Scope(newGraph());
  const free = new Map();
  for (const [name, [rows, cols]] of Object.entries(SHAPES)) {
    scope.declare(name, [rows, cols]);
    const numbers = (spread) =>
      tensor(
        rows,
        cols,
        Array.from({ length: rows * cols }, () => spread * (next() - 0.5)),
      );
    free.set(name, numbers(3));
    free.set(`d${name}`, numbers(2));
  }
  scope.define('L', build(noting, scope)(tree));
  const directions = new Map(
    Object.entries(SHAPES).map(([name, shape]) => [name, scope.graph.ref(`d${name}`, shape)]),
  );
  const turned = hvp(scope, 'L', directions);
  grad(scope, 'L');
  note(scope);
  const env = new Env(scope, free);
  const names = ['L', ...Object.keys(SHAPES).map((name) => `dL/d${name}`)].filter((n) =>
    scope.has(n),
  );
  const compiled = plan(scope, names);
  for (const name of compiled.inputs) compiled.set(name, free.get(name).data);
  compiled.run();
  const answer = await ask(tree, free);
  const text = JSON.stringify(tree);
  for (const name of names) {
    const wanted = name === 'L' ? [answer.loss] : answer.gradients[name.slice('dL/d'.length)];
    const own = env.named(name).data;
    const planned = compiled.view(name);
    const same = own.every((x, at) => Object.is(x, planned[at]));
    const error = distance(own, wanted);
    worst = Math.max(worst, error);
    if (!same || !(error <= TOLERANCE)) report(`${text} ${name}`, own, wanted);
  }
  for (const [name, formula] of turned) {
    const own = env.value(formula).data;
    // At some kinks PyTorch has no second derivative where this engine has one.
    if (answer.turned[name].includes(null)) {
      without++;
      continue;
    }
    const error = distance(own, answer.turned[name]);
    worstTurned = Math.max(worstTurned, error);
    if (!(error <= TOLERANCE)) report(`${text} H d, ${name}`, own, answer.turned[name]);
  }
}

/** The largest difference of two lists, as a part of the largest entry or of 1. */
function distance(own, wanted) {
  const scale = Math.max(1, ...own.map(Math.abs));
  return own.reduce((most, x, at) => Math.max(most, Math.abs(x - (wanted[at] ?? 0)) / scale), 0);
}

function report(what, own, wanted) {
  failed++;
  if (failed < 10) console.log(`${what}: ${[...own].slice(0, 4)}, PyTorch ${wanted.slice(0, 4)}`);
}

function note(scope) {
  for (const value of scope.definitions.values()) {
    const open = [value];
    const seen = new Set();
    while (open.length > 0) {
      const node = open.pop();
      if (seen.has(node.id)) continue;
      seen.add(node.id);
      used.add(node.op);
      open.push(...node.args);
    }
  }
}

async function ask(tree, free) {
  const rowsOf = ({ rows, cols, data }) =>
    Array.from({ length: rows }, (_, r) => [...data.subarray(r * cols, (r + 1) * cols)]);
  const given = (prefix) =>
    Object.fromEntries(Object.keys(SHAPES).map((name) => [name, rowsOf(free.get(prefix + name))]));
  child.stdin.write(`${JSON.stringify({ tree, values: given(''), directions: given('d') })}\n`);
  const { value } = await answers.next();
  if (value === undefined) throw new Error('PyTorch is not to be had: install python3-torch');
  return JSON.parse(value);
}

child.stdin.end();
const covered = (all, some) => {
  const missing = all.filter((names) => !names.some((name) => some.has(name)));
  const list = missing.map(([name]) => name).join(' ');
  return `${all.length - missing.length} of ${all.length}${list && `, without ${list}`}`;
};
// The value of a size comes with the draw; here all sizes are numbers.
const rows = [...engine.ops.keys()].filter((op) => op !== 'size').map((op) => [op]);
console.log(
  `${programs} programs; largest difference ${worst.toExponential(1)}, of second derivatives ${worstTurned.toExponential(1)}; ${failed} differ by more than ${TOLERANCE}
second derivatives that PyTorch does not have: ${without}
rows of the table: ${covered(rows, used)}
functions composed of them: ${covered(
    engine.composed.map(({ names }) => names),
    functions,
  )}`,
);
process.exitCode = failed > 0 ? 1 : 0;
