import type { Span } from '../engine/expr.ts';
import { grad, gradientName } from '../engine/grad.ts';
import { nonFinite, sayNonFinite } from '../engine/nonfinite.ts';
import { Env } from '../engine/run.ts';
import { inline, type Scope } from '../engine/scope.ts';
import { isScalar, showShape } from '../engine/shape.ts';
import { fromNested, type Nested, type Tensor, toNested } from '../engine/tensor.ts';
import { print } from './print.ts';
import { readProgram } from './program.ts';

/** The last statement of a program at given numbers, and its derivatives as numbers and formulas. */
export interface Gradients {
  readonly value: Nested;
  readonly shape: readonly [rows: number, cols: number];
  /** In the nesting in which each input was given. */
  readonly grads: Readonly<Record<string, Nested>>;
  /** In terms of the gradients of the nearest names. */
  readonly formulas: Readonly<Record<string, string>>;
  /** Written out, in terms of values only. */
  readonly expanded: Readonly<Record<string, string>>;
  /** The name of the last statement; `result` where it has none. */
  readonly of: string;
  /** Where a NaN or an infinity among these numbers was made: the op, its operands and the entry. */
  readonly notFinite: readonly string[];
}

export type Evaluated =
  | { readonly ok: true; readonly gradients: Gradients }
  | { readonly ok: false; readonly message: string; readonly span: Span | null };

/**
 * Differentiates the last statement of a program, a scalar, at the numbers of its inputs. Without
 * `wrt` the derivatives are those with respect to every input; intermediate names may be asked for.
 */
export function evaluate(
  text: string,
  values: Readonly<Record<string, Nested>>,
  wrt: readonly string[] = [],
): Evaluated {
  const inputs = new Map<string, Tensor>();
  for (const [name, value] of Object.entries(values)) {
    try {
      inputs.set(name, fromNested(value));
    } catch (error) {
      return failed(`${name}: ${(error as Error).message}.`);
    }
  }
  const shapes = [...inputs].map(([name, t]) => [name, [t.rows, t.cols] as const]);
  const program = readProgram({ text, shapes: Object.fromEntries(shapes) });
  if (!program.ok) {
    const { label, message, span } = program.error;
    const more = label === 'unknown-name' ? ' An input needs a value: --at NAME=VALUE.' : '';
    return { ok: false, message: message.trimEnd() + more, span };
  }
  return differentiate(program.scope, inputs, values, wrt);
}

function differentiate(
  scope: Scope,
  inputs: ReadonlyMap<string, Tensor>,
  given: Readonly<Record<string, Nested>>,
  wrt: readonly string[],
): Evaluated {
  const of = scope.last();
  if (of === null) return failed('There is no statement to differentiate, such as mean(a^2).');
  const shape = scope.shapes.get(of)!;
  if (!isScalar(shape)) {
    return failed(
      `The last statement, ${of}, is ${showShape(shape)}; a gradient is taken of one number. Add sum(${of}) or mean(${of}).`,
    );
  }
  const names = wrt.length > 0 ? wrt : [...inputs.keys()];
  const unknown = names.find((name) => !scope.has(name));
  if (unknown !== undefined) {
    return failed(
      `There is no ${unknown} in the program. Its names: ${[...scope.shapes.keys()].join(', ')}.`,
    );
  }
  grad(scope, of);
  const env = new Env(scope, inputs);
  const value = env.named(of);
  const pick = <T>(f: (name: string, gradient: string) => T): Record<string, T> =>
    Object.fromEntries(names.map((name) => [name, f(name, gradientName(of, name))]));
  const shown = [of, ...names.map((name) => gradientName(of, name))].filter((n) => scope.has(n));
  const found = shown.flatMap((name) => nonFinite(env, name) ?? []);
  return {
    ok: true,
    gradients: {
      of,
      notFinite: [...new Set(found.map(sayNonFinite))],
      value: value.data[0]!,
      shape: [value.rows, value.cols],
      grads: pick((name, gradient) => {
        const like = given[name] ?? (isScalar(scope.shapes.get(name)!) ? 0 : undefined);
        const t = scope.has(gradient) ? env.named(gradient) : zeros(scope, name);
        return toNested(t, like);
      }),
      formulas: pick((_, gradient) => written(scope, gradient, false)),
      expanded: pick((_, gradient) => written(scope, gradient, true)),
    },
  };
}

/** A name that the last statement does not depend on. */
function zeros(scope: Scope, name: string): Tensor {
  const [rows, cols] = scope.shapes.get(name) as [number, number];
  return { rows, cols, data: new Float64Array(rows * cols) };
}

function written(scope: Scope, gradient: string, expand: boolean): string {
  const definition = scope.definitions.get(gradient);
  if (!definition) return '0';
  return print(expand ? inline(scope, definition, (n) => n.includes('/')) : definition);
}

function failed(message: string): Evaluated {
  return { ok: false, message, span: null };
}
