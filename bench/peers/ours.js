import v8 from 'node:v8';
import { RATE } from '../support/net.js';
import { serve } from '../support/serve.js';
import { source } from '../support/source.js';

const kernel = process.argv[2] ?? 'wasm';
// Relaxed SIMD is behind this flag in V8 11 (Node 20); later ones have it on and not the flag.
if (kernel === 'relaxed' && process.versions.v8.startsWith('11.')) {
  v8.setFlagsFromString('--experimental-wasm-relaxed-simd');
}
const engine = await source('src/engine/index.ts');
const { Scope, newGraph, grad, plan, matmul, relu, mean, pow, sub, add, mul } = engine;

const PARAMETERS = ['W1', 'W2', 'W3'];

serve({
  dtypes: ['f64', 'f32'],
  net(n, batch, dtype, { X, T, W }) {
    const scope = new Scope(newGraph());
    for (const name of ['X', 'T']) scope.declare(name, [batch, n]);
    for (const name of PARAMETERS) scope.declare(name, [n, n]);
    const [x, t, w1, w2, w3] = ['X', 'T', ...PARAMETERS].map((name) => scope.ref(name));
    scope.define('h1', relu(matmul(x, w1)));
    scope.define('h2', relu(matmul(scope.ref('h1'), w2)));
    scope.define('h3', relu(matmul(scope.ref('h2'), w3)));
    scope.define('L', mean(pow(sub(scope.ref('h3'), t), 2)));
    grad(scope, 'L');
    const given = { X, T, W1: W[0], W2: W[1], W3: W[2] };
    const compiled = (outputs, update) => {
      const made = plan(scope, outputs, { dtype, kernel, ...(update && { update }) });
      for (const name of made.inputs) made.set(name, given[name]);
      return made;
    };
    const gradients = PARAMETERS.map((name) => `dL/d${name}`);
    const checked = compiled(gradients);
    const step = compiled(['L'], { loss: 'L', parameters: PARAMETERS, rate: RATE });
    if (n > 4 && step.kernel !== kernel) throw new Error(`this Node gives ${step.kernel}`);
    const loss = step.view('L');
    return {
      step() {
        step.run();
        return loss[0];
      },
      gradients() {
        checked.run();
        return gradients.map((name) => checked.view(name));
      },
    };
  },
  example() {
    const scope = new Scope(newGraph());
    scope.declare('a', [2, 2]);
    scope.define('b', add(scope.ref('a'), 2));
    scope.define('c', pow(scope.ref('b'), 2));
    scope.define('d', mul(3, scope.ref('c')));
    scope.define('m', mean(scope.ref('d')));
    grad(scope, 'm');
    const made = plan(scope, ['m', 'dm/da'], { kernel });
    made.set('a', [1, 1, 1, 1]);
    const value = made.view('m');
    return {
      step() {
        made.run();
        return value[0];
      },
      gradients() {
        made.run();
        return [made.view('dm/da')];
      },
    };
  },
});
