import { type Expr, topological } from './expr.ts';
import type { Scope } from './scope.ts';
import { showShape } from './shape.ts';

/** A node on its way to be drawn: what it is called, what it computes, from what, of which shape. */
interface Line {
  readonly name: string;
  readonly op: string;
  readonly inputs: readonly string[];
  /** What it carries besides: an axis, sizes. */
  readonly extras: readonly string[];
  readonly shape: string;
}

/**
 * The graph behind names of a scope as text, one line per node in the order of computation; a node
 * without a name of its own is numbered:
 *
 *     z3 = matmul W3 h2    3×1
 *     h3 = relu z3         3×1
 *     %1 = sub h3 y        3×1
 */
export function listing(scope: Scope, of: readonly string[]): string {
  const lines = linesOf(scope, of);
  const texts = lines.map(
    ({ name, op, inputs, extras }) => `${name} = ${[op, ...inputs, ...extras].join(' ')}`,
  );
  const width = widest(texts);
  return texts
    .map((text, i) => `${text}${' '.repeat(width - lengthOf(text))}  ${lines[i]!.shape}`)
    .join('\n');
}

/**
 * The same graph as a tree, the result first and what it is made of below. What is used twice is
 * drawn once, and what is nested too deep in a tree of its own, further down; `…` refers to it.
 *
 *     L = mean         1×1
 *     └ %2 = pow       3×1
 *       ├ %1 = sub     3×1
 *       …
 */
export function nested(scope: Scope, of: string): string {
  const lines = new Map(linesOf(scope, [of]).map((line) => [line.name, line]));
  const drawn: [text: string, shape: string][] = [];
  const seen = new Set<string>();
  const trees = [of];
  for (const root of trees) {
    // A stack of its own: a deep graph must not exhaust that of the machine.
    const stack = [{ name: root, bend: '', indent: '' }];
    while (stack.length > 0) {
      const { name, bend, indent } = stack.pop()!;
      const line = lines.get(name);
      const leaf = line === undefined || line.inputs.length === 0;
      const later = !leaf && (seen.has(name) || indent.length >= DEEPEST);
      if (later && !seen.has(name)) trees.push(name);
      seen.add(name);
      const text =
        line && line.op !== 'input' ? `${name} = ${[line.op, ...line.extras].join(' ')}` : name;
      drawn.push([`${indent}${bend}${text}${later && bend !== '' ? ' …' : ''}`, line?.shape ?? '']);
      if (leaf || (later && bend !== '')) continue;
      const below = indent + (bend === '├ ' ? '│ ' : bend === '└ ' ? '  ' : '');
      [...line.inputs].reverse().forEach((input, i) => {
        stack.push({ name: input, bend: i === 0 ? '└ ' : '├ ', indent: below });
      });
    }
  }
  const width = widest(drawn.map(([text]) => text));
  return drawn
    .map(([text, shape]) => `${text}${' '.repeat(width - lengthOf(text))}  ${shape}`.trimEnd())
    .join('\n');
}

/** Where a tree begins anew at the margin: the columns that it is indented by. */
const DEEPEST = 60;

function widest(texts: readonly string[]): number {
  return texts.reduce((most, text) => Math.max(most, lengthOf(text)), 0);
}

/** In characters, of which some are two units. */
function lengthOf(text: string): number {
  let length = text.length;
  for (let i = 0; i < text.length; i++) if ((text.charCodeAt(i) & 0xfc00) === 0xdc00) length--;
  return length;
}

function linesOf(scope: Scope, of: readonly string[]): Line[] {
  const roots = of.map((name) => scope.ref(name));
  const defined = new Map<number, string>();
  for (const [name, value] of scope.definitions) {
    if (value.op !== 'ref' && !defined.has(value.id)) defined.set(value.id, name);
  }
  const called = new Map<number, string>();
  const lines: Line[] = [];
  let anonymous = 0;
  for (const node of topological(roots, (n) => scope.inputs(n))) {
    const shape = node.shape ? showShape(node.shape) : '?';
    if (node.op === 'ref') {
      const name = node.attr as string;
      const value = scope.definitions.get(name);
      // A name is drawn with its definition; only a second name for one node has a line itself.
      if (!value) lines.push({ name, op: 'input', inputs: [], extras: [], shape });
      else if (called.get(value.id) !== name) {
        lines.push({ name, op: 'is', inputs: [called.get(value.id)!], extras: [], shape });
      }
      called.set(node.id, name);
      continue;
    }
    if (node.op === 'const' || node.op === 'size') {
      if (!defined.has(node.id)) {
        called.set(node.id, String(node.attr));
        continue;
      }
    }
    const name = defined.get(node.id) ?? `%${++anonymous}`;
    called.set(node.id, name);
    const inputs = node.args.map((a) => called.get(a.id)!);
    lines.push({ name, op: node.op, inputs, extras: extrasOf(node), shape });
  }
  return lines;
}

/** What a node carries besides its inputs, as far as it is short. */
function extrasOf(node: Expr): string[] {
  const { attr } = node;
  const row = node.graph.ops.get(node.op)!;
  if (row.axis !== undefined) return attr === null ? [] : [`axis=${attr}`];
  if (Array.isArray(attr)) return attr.map(String);
  return typeof attr === 'number' || typeof attr === 'string' ? [String(attr)] : [];
}
