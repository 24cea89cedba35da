import { worked } from './measure.js';

/** Everything that the engine does with a program: what it is given, and what is timed. */
function facilities(engine) {
  const { newGraph, Scope, call, mul, tensor, Env } = engine;
  const program = (length) => {
    const scope = new Scope(newGraph());
    scope.declare('x', [1, 1]);
    let y = scope.ref('x');
    for (let i = 0; i < length; i++) y = call(i % 2 === 0 ? 'tanh' : 'sin', [y]);
    scope.define('L', mul(2, y));
    return { scope, values: new Map([['x', tensor(1, 1, [0.3])]]) };
  };
  const differentiated = (length) => {
    const made = program(length);
    engine.grad(made.scope, 'L');
    return made;
  };
  const undefinedAt = (length) => {
    const { scope } = differentiated(length);
    return { scope, values: new Map([['x', tensor(1, 1, [Number.NaN])]]) };
  };
  const along = ({ scope }) => new Map([['x', scope.graph.ref('t', [1, 1])]]);
  const formula = (length) => engine.writtenOut(program(length).scope, 'L');
  const slope = ['dL/dx'];
  return {
    build: [(length) => length, program],
    grad: [program, ({ scope }) => engine.grad(scope, 'L')],
    vjp: [program, ({ scope }) => engine.vjp(scope, 'L', scope.graph.ref('t', [1, 1]))],
    jvp: [program, (p) => engine.jvp(p.scope, 'L', along(p))],
    hvp: [program, (p) => engine.hvp(p.scope, 'L', along(p))],
    jacobian: [program, ({ scope, values }) => engine.jacobian(scope, 'L', 'x', values)],
    hessian: [program, ({ scope, values }) => engine.hessian(scope, 'L', 'x', values)],
    run: [differentiated, ({ scope, values }) => new Env(scope, values).named('dL/dx')],
    'written out': [differentiated, ({ scope }) => engine.writtenOut(scope, 'dL/dx')],
    print: [formula, (e) => engine.print(e)],
    listing: [differentiated, ({ scope }) => engine.listing(scope, slope)],
    nested: [differentiated, ({ scope }) => engine.nested(scope, 'dL/dx')],
    check: [differentiated, ({ scope, values }) => engine.check(scope, 'L', values, ['x'])],
    'check, order 2': [
      differentiated,
      ({ scope, values }) => engine.check(scope, 'L', values, ['x'], undefined, 2),
    ],
    nonFinite: [
      undefinedAt,
      ({ scope, values }) => engine.nonFinite(new Env(scope, values), 'dL/dx'),
    ],
    plan: [differentiated, ({ scope }) => engine.plan(scope, slope)],
    'plan, no wasm': [
      differentiated,
      ({ scope }) => engine.plan(scope, slope, { kernel: 'javascript' }),
    ],
  };
}

/** What each facility costs on chains of these lengths, in nanoseconds of work with what it leaves to clear. */
export function costs(engine, lengths) {
  return Object.entries(facilities(engine)).map(([name, [given, run]]) => {
    const cost = (length, rounds) => {
      let total = 0;
      for (let round = 0; round < rounds; round++) {
        // A program is used up by its run.
        const made = given(length);
        const start = worked();
        run(made);
        total += worked() - start;
      }
      return total / rounds;
    };
    // First until it is compiled.
    cost(1000, 20);
    return [name, lengths.map((length) => cost(length, Math.ceil(20_000 / length)))];
  });
}
