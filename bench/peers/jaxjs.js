import { RATE } from '../support/net.js';
import { serve } from '../support/serve.js';

// Two things of browsers that Node 20 has not and the package asks for.
globalThis.navigator ??= { hardwareConcurrency: 1, userAgent: 'node' };
globalThis.Float16Array ??= class Float16Array extends Float32Array {};

const jax = await import('@jax-js/jax');
const { numpy: np, nn, jit, valueAndGrad, init, defaultDevice } = jax;
await init('wasm');
defaultDevice('wasm');

serve({
  dtypes: ['f32', 'f64'],
  net(n, batch, dtype, { X, T, W }) {
    const type = dtype === 'f64' ? np.float64 : np.float32;
    const typed = dtype === 'f64' ? Float64Array : Float32Array;
    const of = (values, shape) => np.array(typed.from(values), { shape, dtype: type });
    const [x, t] = [of(X, [batch, n]), of(T, [batch, n])];
    let weights = W.map((each) => of(each, [n, n]));
    const loss = (w, input, target) => {
      const [w1, w2, w3] = w;
      const h1 = nn.relu(np.matmul(input, w1));
      const h2 = nn.relu(np.matmul(h1, w2));
      const h3 = nn.relu(np.matmul(h2, w3));
      return np.mean(np.square(h3.sub(target)));
    };
    const both = valueAndGrad(loss);
    const update = jit((w, input, target) => {
      const [value, gradients] = both(
        w.map((each) => each.ref),
        input,
        target,
      );
      return [value, w.map((each, i) => each.sub(gradients[i].mul(RATE)))];
    });
    const read = (array) => array.dataSync();
    return {
      step() {
        const [value, next] = update(weights, x.ref, t.ref);
        weights = next;
        return read(value)[0];
      },
      gradients() {
        const [value, gradients] = both(
          weights.map((each) => each.ref),
          x.ref,
          t.ref,
        );
        value.dispose?.();
        return gradients.map((g) => read(g).slice());
      },
    };
  },
  example() {
    const f = jit(valueAndGrad((a) => np.mean(np.square(a.add(2)).mul(3))));
    const a = np.ones([2, 2]);
    return {
      step() {
        const [value, gradient] = f(a.ref);
        gradient.dataSync();
        return value.dataSync()[0];
      },
      gradients: () => [f(a.ref)[1].dataSync().slice()],
    };
  },
});
