import { composed } from '../../src/engine/composed.ts';
import type { Op } from '../../src/engine/expr.ts';
import { pull } from '../../src/engine/grad.ts';
import { activation } from '../../src/engine/ops/activation.ts';
import { arithmetic } from '../../src/engine/ops/arithmetic.ts';
import { choice } from '../../src/engine/ops/choice.ts';
import { loss } from '../../src/engine/ops/loss.ts';
import { matrix } from '../../src/engine/ops/matrix.ts';
import { rearrange } from '../../src/engine/ops/rearrange.ts';
import { reduction } from '../../src/engine/ops/reduction.ts';
import { window } from '../../src/engine/ops/window.ts';
import { showShape } from '../../src/engine/shape.ts';
import type { Nested } from '../../src/engine/tensor.ts';
import { print } from '../../src/notation/print.ts';
import { exampleScope, SHAPES } from './examples.ts';
import { SUBGRADIENTS } from './subgradients.ts';

const FAMILIES: readonly (readonly [string, Readonly<Record<string, Op>>])[] = [
  ['Constants and the matrix product', matrix],
  ['Arithmetic and elementary functions', arithmetic],
  ['Comparisons and choices', choice],
  ['Activations', activation],
  ['Sums, extremes, products', reduction],
  ['Moving entries', rearrange],
  ['Windows', window],
  ['Losses', loss],
];

const INTRODUCTION = `# The engine: every rule

This page is made from the tables that the engine runs on: \`npx vitest run --project unit
test/engine/page.test.ts -u\` writes it, and a test holds it to them.

Every tensor is a matrix. A number is 1×1, a list is a column. An axis of size 1 stretches to the
size that it meets; axis 0 runs down the rows, axis 1 along the columns, and a reduced axis keeps size
1. A rule gives the cotangent of each input from the cotangent \`g\` of the output \`y\`, written with
the ops of this page, so that it can be run, printed, differentiated again and compiled. No rule knows
about stretching: what was stretched is summed by \`grad\`, once for all.

In the examples a, b, c and A are m×n, p and q are m×n with entries between 0 and 1, B is n×m, C is m×k,
S is n×n, v is n×1, w is k×1.
`;

const FACILITIES = `## What can be done with a program

| call | gives |
| --- | --- |
| \`grad(scope, 'L')\` | adds \`dL/dx\` for every name that L depends on, and returns the backward pass as a list of steps |
| \`progressAfter(steps, n)\` | what has arrived where after n of them, forth and back |
| \`vjp\`, \`jvp\`, \`hvp\` | vᵀJ, J t and H d as formulas over free names |
| \`jacobian\`, \`hessian\` | as matrices at given values |
| \`check(scope, 'L', values, names, sizes, order)\` | the entry where a gradient (order 1) or a second derivative (order 2) agrees least with central differences, off kinks |
| \`new Env(scope, values)\` | the plain reading, node by node |
| \`nonFinite(env, name)\` | the op, its operands and the entry that made the first NaN or infinity, in either pass |
| \`listing\`, \`nested\` | the graph as text, one line per node or as a tree |
| \`plan(scope, outputs, options)\` | the same compiled into one WebAssembly function: to the bit what \`Env\` gives with the kernel \`wasm\`, faster and to 10⁻¹² with \`relaxed\` |
| \`call('softmax', [Z], { axis: 1 })\` | any op or function by name; a ShapeError shows both shapes |
`;

/** docs/engine.md. */
export function page(): string {
  return [
    INTRODUCTION,
    ...FAMILIES.map(([title, ops]) => family(title, ops)),
    functions(),
    subgradients(),
    FACILITIES,
  ].join('\n');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((c) => c.replaceAll('|', '\\|')).join(' | ')} |`;
  return `${[line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')}\n`;
}

const code = (text: string): string => (text === '' ? '' : `\`${text}\``);

function family(title: string, ops: Readonly<Record<string, Op>>): string {
  const rows = Object.entries(ops).map(([op, row]) => {
    const { scope, names } = exampleScope(row.example);
    const y = scope.definitions.get('y')!;
    const shapes = names.map((name) => showShape(SHAPES[name]!)).join(', ');
    const pulled = pull(y, scope.graph.ref('g', y.shape!), scope.ref('y'));
    const rules = names.flatMap((name) => {
      const e = pulled.get(name);
      return e ? [`${name}: ${code(print(e))}`] : [];
    });
    const notes = [
      row.kinks
        ? `kink where ${row
            .kinks(y.args)
            .map((k) => code(`${print(k)} = 0`))
            .join(', ')}`
        : '',
      row.domain ? `for ${row.domain} inputs` : '',
    ].filter((note) => note !== '');
    return [
      row.names.length === 0 ? op : row.names.join(', '),
      row.means,
      code(row.example),
      `${shapes === '' ? '' : `${shapes} → `}${showShape(y.shape!)}`,
      rules.join('<br>') || '–',
      notes.join('; '),
    ];
  });
  const head = ['words', 'computes', 'example', 'shapes', 'cotangents', ''];
  return `## ${title}\n\n${table(head, rows)}`;
}

function functions(): string {
  const rows = composed.map(({ names, means, example }) => {
    const { scope } = exampleScope(example);
    return [names.join(', '), means, code(example), code(print(scope.definitions.get('y')!))];
  });
  return `## Functions composed of these\n\n${table(['words', 'computes', 'example', 'written out'], rows)}`;
}

function subgradients(): string {
  const show = (value: Nested) =>
    JSON.stringify(value, (_, x) =>
      Math.abs(x) === Infinity ? (x > 0 ? '∞' : '−∞') : x,
    ).replaceAll('"', '');
  const rows = SUBGRADIENTS.map(([formula, at, gradient]) => [
    code(formula),
    show(at),
    show(gradient),
  ]);
  return `## At kinks and edges

Where several slopes would do, one is chosen and tested: the middle one, so that ties share equally, and
for ReLU the 0 of every framework. \`where\` lets nothing out of the branch that was not taken.

${table(['formula', 'at x', 'gradient of its sum'], rows)}`;
}
