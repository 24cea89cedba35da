import { constant, expand, num } from './build.ts';
import type { Expr, Op } from './expr.ts';
import { topological } from './expr.ts';
import {
  type Failing,
  failing,
  guarded,
  masked,
  only,
  together,
  unbroadcast,
  unless,
} from './kept.ts';
import { Memo } from './memo.ts';
import { replace, type Scope } from './scope.ts';

/** One step of the backward pass: a node, what comes in, and what it sends to each of its inputs. */
export interface Pullback {
  readonly node: string;
  /** The incoming gradient, by name: `dL/dz3`. */
  readonly cotangent: string;
  readonly sends: readonly { readonly to: string; readonly contribution: Expr }[];
}

/** The rule to use at a node; null for the row's own. How a misconception is differentiated. */
export type Rule = (node: Expr) => Op['vjp'] | null;

/** `dL/dW3`. */
export function gradientName(loss: string, of: string): string {
  return `d${loss}/d${of}`;
}

/**
 * Reverse mode, from graph to graph. Reads the definitions of `scope` backwards from `loss` and
 * adds one definition per name that the loss depends on, in terms of the gradients nearer to the
 * loss. A loss that the program does not define is the unknown end of a longer network: then the
 * gradient of the last name is free. Returns the backward pass as a list of steps.
 */
export function grad(scope: Scope, loss: string, rule?: Rule): Pullback[] {
  const { graph } = scope;
  const end = scope.definitions.has(loss) ? loss : scope.last();
  if (end === null) throw new Error('there is no definition to differentiate');
  const d = (name: string) => gradientName(loss, name);
  const short = known(scope);
  const fails = failing((e) => scope.inputs(e));
  const incoming = new Map<string, Expr[]>();
  const steps: Pullback[] = [];

  const settle = (name: string) => {
    if (name === end) {
      if (name === loss) scope.define(d(name), num(graph, 1));
      else scope.declare(d(name), scope.shapes.get(name)!);
      return;
    }
    const risk = fails(scope.ref(name));
    const total = incoming.get(name)?.reduce((x, y) => together(x, y, risk));
    const value = total ?? expand(num(graph, 0), scope.shapes.get(name)!);
    scope.define(d(name), replace(value, short));
  };

  const backwards = [...scope.shapes.keys()].filter((n) => !n.includes('/')).reverse();
  const reached = scope.reach(scope.ref(end));
  for (const name of backwards) {
    if (!reached.has(name)) continue;
    settle(name);
    const definition = scope.definitions.get(name);
    // Where nothing arrives, 0 goes on as 0, whatever the slopes are.
    if (!definition || (name !== end && !incoming.has(name))) continue;
    const seed = name === loss ? num(graph, 1) : seedOf(scope, d(name), fails(definition));
    const sends = [...pull(definition, seed, scope.ref(name), { rule, fails })].map(
      ([to, contribution]) => {
        incoming.set(to, [...(incoming.get(to) ?? []), contribution]);
        return { to, contribution: replace(contribution, short) };
      },
    );
    if (sends.length > 0) steps.push({ node: name, cotangent: d(name), sends });
  }
  return steps;
}

/** How a gradient is taken. */
export interface PullOptions {
  readonly rule?: Rule | undefined;
  /** What may be infinite or NaN; names of `root` are finite when it is not given. */
  readonly fails?: Failing;
  /** The names whose gradients are wanted; all of them when it is not given. */
  readonly wrt?: ReadonlySet<string>;
}

/** The gradient of one expression with respect to the names in it, from a cotangent `seed`. */
export function pull(
  root: Expr,
  seed: Expr,
  output: Expr = root,
  { rule, fails = failing(), wrt }: PullOptions = {},
): Map<string, Expr> {
  const cotangents = new Memo<Expr>();
  cotangents.set(root.id, seed);
  const found = new Map<string, Expr>();
  const order = topological([root]);
  const counts = varying(order, wrt);
  for (const node of order.reverse()) {
    const g = cotangents.get(node.id);
    if (!g) continue;
    if (node.op === 'ref') {
      found.set(node.attr as string, g);
      continue;
    }
    const vjp = rule?.(node) ?? node.graph.ops.get(node.op)!.vjp;
    const out = node.id === root.id ? output : node;
    const sent = guarded(node, g, (cotangent, ins) => vjp(cotangent, ins, out, node.attr), fails);
    sent.forEach((contribution, i) => {
      const input = node.args[i]!;
      if (contribution === null || !counts(input)) return;
      const risk = fails(input);
      const fitted = unbroadcast(contribution, input.shape!, risk);
      const before = cotangents.get(input.id);
      cotangents.set(input.id, before ? together(before, fitted, risk) : fitted);
    });
  }
  return found;
}

/** What needs a cotangent: no constant, nor what none of the wanted names is in. */
function varying(order: readonly Expr[], wrt?: ReadonlySet<string>): (e: Expr) => boolean {
  if (!wrt) return (e) => e.op === 'ref' || e.args.length > 0;
  const found = new Memo<true>();
  for (const { id, op, attr, args } of order) {
    if (op === 'ref' ? wrt.has(attr as string) : args.some((a) => found.has(a.id)))
      found.set(id, true);
  }
  return (e) => found.has(e.id);
}

/**
 * A gradient by its name; where its definition keeps only a part of something, the choice goes along,
 * so that what lies beyond it stays out of the branch that was not taken.
 */
function seedOf(scope: Scope, gradient: string, fails: boolean): Expr {
  const ref = scope.ref(gradient);
  const value = scope.definitions.get(gradient);
  const own = value && fails ? masked(value) : null;
  if (!own) return ref;
  return constant(value!.args[1]!) === 0 ? unless(value!.args[0]!, ref) : only(own.mask, ref);
}

/** Ops whose value is written out rather than by the name that the program gives it. */
const PLAIN = new Set('ref const size lit ones eye add sub neg mul div pow gt ge eq'.split(' '));

/**
 * Writes what the program has computed already by its name: a number of entries, as in
 * `N = numel(a)`, and the P of `P = softmax(Z)` in (P − Y)/N. A matrix that the program turns twice
 * is not turned at all.
 */
function known(scope: Scope): (node: Expr) => Expr | null {
  const named = new Map<number, Expr>();
  for (const [name, value] of scope.definitions) {
    const isCount = topological([value]).every((n) => COUNTING.has(n.op)) && value.op !== 'const';
    if (isCount || !PLAIN.has(value.op)) named.set(value.id, scope.ref(name));
  }
  return (node) => {
    const twice = node.op === 'transpose' && node.args[0]!.op === 'transpose';
    const plain = twice ? node.args[0]!.args[0]! : node;
    return named.get(plain.id) ?? (twice ? plain : null);
  };
}

const COUNTING = new Set(['size', 'mul', 'div', 'add', 'sub', 'const']);
