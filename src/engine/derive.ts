import { add } from './build.ts';
import type { Expr } from './expr.ts';
import { pull } from './grad.ts';
import { Env } from './run.ts';
import { inline, type Scope } from './scope.ts';
import { type Tensor, tensor } from './tensor.ts';

/**
 * Derivatives of a name with respect to the free names of its scope, as formulas over free names.
 * What is pulled back or pushed forward is an expression too, usually a name of its own:
 * `graph.ref('v', shape)`, whose value is then given with the others when the formula is evaluated.
 */
export type Formulas = ReadonlyMap<string, Expr>;

/** A name written out until only free names are left. */
export function writtenOut(scope: Scope, name: string): Expr {
  return inline(scope, scope.ref(name), () => true);
}

/** vᵀJ for a cotangent `v` of the shape of `of`: one formula for each free name that it reaches. */
export function vjp(scope: Scope, of: string, v: Expr): Formulas {
  return pull(writtenOut(scope, of), v);
}

/**
 * J t for tangents of some free names. A VJP is linear in its cotangent u, so that pulling t back
 * through it, to u, is the way forward: one set of rules serves both modes. Null where `of` does
 * not depend on any of the names.
 */
export function jvp(scope: Scope, of: string, tangents: Formulas): Expr | null {
  const name = `cotangent of ${of}`;
  const u = scope.graph.ref(name, scope.shapes.get(of)!);
  const pulled = vjp(scope, of, u);
  return together(
    [...tangents].map(([x, t]) => {
      const back = pulled.get(x);
      return back ? (pull(back, t, back, { wrt: new Set([name]) }).get(name) ?? null) : null;
    }),
  );
}

/** H d for a scalar and directions `d` of some free names: what d turns the gradient by. */
export function hvp(scope: Scope, loss: string, directions: Formulas): Formulas {
  const u = scope.graph.node('const', [], 1);
  const turned = [...vjp(scope, loss, u)]
    .filter(([x]) => directions.has(x))
    .map(([x, g]) => pull(g, directions.get(x)!));
  const names = new Set(turned.flatMap((t) => [...t.keys()]));
  return new Map(
    [...names].map((name) => [name, together(turned.map((t) => t.get(name) ?? null))!]),
  );
}

function together(parts: readonly (Expr | null)[]): Expr | null {
  return parts.reduce((x, y) => (x && y ? add(x, y) : (x ?? y)), null);
}

/**
 * The Jacobian at given values: one row per entry of `of`, one column per entry of the free name
 * `wrt`, both in reading order, made of one VJP per row.
 */
export function jacobian(
  scope: Scope,
  of: string,
  wrt: string,
  values: ReadonlyMap<string, Tensor>,
  sizes?: ReadonlyMap<string, number>,
): Tensor {
  const name = `row of ${of}`;
  const out = new Env(scope, values, sizes).named(of);
  const x = values.get(wrt);
  if (!x) throw new Error(`${wrt} has no value`);
  const row = vjp(scope, of, scope.graph.ref(name, scope.shapes.get(of)!)).get(wrt);
  const J = tensor(out.data.length, x.data.length);
  if (!row) return J;
  out.data.forEach((_, i) => {
    const unit = tensor(out.rows, out.cols);
    unit.data[i] = 1;
    const { data } = new Env(scope, new Map(values).set(name, unit), sizes).value(row);
    J.data.set(data, i * x.data.length);
  });
  return J;
}

/** The matrix of second derivatives of a scalar with respect to the entries of one free name. */
export function hessian(
  scope: Scope,
  loss: string,
  wrt: string,
  values: ReadonlyMap<string, Tensor>,
  sizes?: ReadonlyMap<string, number>,
): Tensor {
  const x = values.get(wrt);
  if (!x) throw new Error(`${wrt} has no value`);
  const name = `direction of ${wrt}`;
  const direction = scope.graph.ref(name, scope.shapes.get(wrt)!);
  const column = hvp(scope, loss, new Map([[wrt, direction]])).get(wrt);
  const H = tensor(x.data.length, x.data.length);
  if (!column) return H;
  x.data.forEach((_, j) => {
    const unit = tensor(x.rows, x.cols);
    unit.data[j] = 1;
    const { data } = new Env(scope, new Map(values).set(name, unit), sizes).value(column);
    data.forEach((h, i) => {
      H.data[i * x.data.length + j] = h;
    });
  });
  return H;
}
