import { readFileSync } from 'node:fs';
import { composed } from '../../src/engine/composed.ts';
import type { Op } from '../../src/engine/expr.ts';
import { pull } from '../../src/engine/grad.ts';
import * as engine from '../../src/engine/index.ts';
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
import { FACILITIES, OPENING, READING, SOURCES, WHERE } from './pagetext.ts';
import { SUBGRADIENTS } from './subgradients.ts';

export const FAMILIES: readonly (readonly [
  title: string,
  ops: Readonly<Record<string, Op>>,
  file: string,
])[] = [
  ['Constants and the matrix product', matrix, 'ops/matrix.ts'],
  ['Arithmetic and elementary functions', arithmetic, 'ops/arithmetic.ts'],
  ['Comparisons and choices', choice, 'ops/choice.ts'],
  ['Activations', activation, 'ops/activation.ts'],
  ['Sums, extremes, products', reduction, 'ops/reduction.ts'],
  ['Moving entries', rearrange, 'ops/rearrange.ts'],
  ['Windows', window, 'ops/window.ts'],
  ['Losses', loss, 'ops/loss.ts'],
];

/** docs/engine.md. */
export function page(): string {
  const opening = OPENING.replace('@@OUTPUT@@', printed(exampleCode(OPENING)));
  return [
    opening,
    READING,
    ...FAMILIES.map(([title, ops, file]) => family(title, ops, reasons(file))),
    functions(),
    subgradients(),
    WHERE,
    FACILITIES,
    SOURCES,
  ].join('\n');
}

/** The first block of JavaScript in a text. */
export function exampleCode(text: string): string {
  return /```js\n([\s\S]*?)```/.exec(text)![1]!;
}

/** What the example prints when it is run with the engine as it is. */
export function printed(code: string): string {
  const lines: string[] = [];
  const log = (...words: unknown[]) => lines.push(words.join(' '));
  const body = code.replace(/^import \{(.*)\} from .*$/m, 'const {$1} = engine;');
  new Function('engine', 'console', body)(engine, { log });
  return lines.join('\n');
}

/** The comment over every row of a file of the table: its formula, and where it is from. */
export function reasons(file: string): ReadonlyMap<string, string> {
  const source = readFileSync(new URL(`../../src/engine/${file}`, import.meta.url), 'utf8');
  const rows = source.matchAll(
    /^((?: {2}\/\/ .*\n)+) {2}(?:(\w+): )?\{(?:\n {4}names: \['(\w+)')?/gm,
  );
  return new Map(
    [...rows].map(([, comment, key, name]) => [
      key ?? name!,
      comment!
        .replace(/^ {2}\/\/ /gm, '')
        .trim()
        .replaceAll('\n', ' '),
    ]),
  );
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((c) => c.replaceAll('|', '\\|')).join(' | ')} |`;
  return `${[line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')}\n`;
}

const code = (text: string): string => (text === '' ? '' : `\`${text}\``);

function family(
  title: string,
  ops: Readonly<Record<string, Op>>,
  why: ReadonlyMap<string, string>,
): string {
  const rows = Object.entries(ops).map(([op, row]) => {
    const { scope, names } = exampleScope(row.example);
    const y = scope.definitions.get('y')!;
    const shapes = names.map((name) => showShape(SHAPES[name]!)).join(', ');
    const pulled = pull(y, scope.graph.ref('g', y.shape!), scope.ref('y'));
    const rules = names.flatMap((name) => {
      const e = pulled.get(name);
      return e ? [`${name}: ${code(print(e))}`] : [];
    });
    const kinks = row.kinks?.(y.args).map((k) => code(`${print(k)} = 0`)) ?? [];
    const words = row.names.length === 0 ? [op] : row.names;
    return [
      `${words.map((word) => `**${word}**`).join(', ')}<br>${row.means}`,
      `${code(row.example)}<br>${shapes === '' ? '' : `${shapes} → `}${showShape(y.shape!)}`,
      rules.join('<br>') || '–',
      [
        why.get(op) ?? '',
        kinks.length > 0 ? `*Kink where* ${kinks.join(', ')}.` : '',
        row.domain ? `*For ${row.domain} inputs.*` : '',
      ]
        .filter((note) => note !== '')
        .join('<br>'),
    ];
  });
  return `## ${title}\n\n${table(['op', 'for example', 'sends back', 'since'], rows)}`;
}

function functions(): string {
  const why = reasons('composed.ts');
  const rows = composed.map(({ names, means, example }) => {
    const { scope } = exampleScope(example);
    return [
      `${names.map((name) => `**${name}**`).join(', ')}<br>${means}`,
      code(example),
      code(print(scope.definitions.get('y')!)),
      why.get(names[0]!) ?? '',
    ];
  });
  return `## Functions composed of these\n\nThey have no rules of their own.\n\n${table(['function', 'for example', 'written out', 'from'], rows)}`;
}

function subgradients(): string {
  const show = (value: Nested) =>
    JSON.stringify(value, (_, x) =>
      Math.abs(x) === Infinity ? (x > 0 ? '∞' : '−∞') : Number.isNaN(x) ? 'NaN' : x,
    ).replaceAll('"', '');
  const rows = SUBGRADIENTS.map(([formula, at, gradient]) => [
    code(formula),
    show(at),
    show(gradient),
  ]);
  return `## At kinks and edges

Where several slopes would do, one is chosen: the middle one, so that ties share equally, and for ReLU the
0 of every framework. A slope that is infinite is infinite, and 0/0 is NaN; \`nonFinite\` names the op that
made it. Every line is tested.

${table(['formula', 'at x', 'gradient of its sum'], rows)}`;
}
