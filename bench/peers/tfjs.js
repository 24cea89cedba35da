import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { RATE } from '../support/net.js';
import { serve } from '../support/serve.js';

const backend = process.argv[2] ?? 'cpu';
// It recommends its native build, which is another engine.
console.warn = () => {};
if (backend === 'wasm') {
  const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
  const main = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm');
  setWasmPaths(`${dirname(main)}/`);
}
await tf.setBackend(backend);
await tf.ready();

serve({
  dtypes: ['f32'],
  net(n, batch, _dtype, { X, T, W }) {
    const x = tf.tensor2d(Float32Array.from(X), [batch, n]);
    const t = tf.tensor2d(Float32Array.from(T), [batch, n]);
    const w = W.map((each) => tf.variable(tf.tensor2d(Float32Array.from(each), [n, n])));
    const loss = () => {
      const h1 = tf.relu(tf.matMul(x, w[0]));
      const h2 = tf.relu(tf.matMul(h1, w[1]));
      const h3 = tf.relu(tf.matMul(h2, w[2]));
      return tf.mean(tf.square(tf.sub(h3, t)));
    };
    const names = w.map(({ name }) => name);
    return {
      step: () =>
        tf.tidy(() => {
          const { value, grads } = tf.variableGrads(loss, w);
          names.forEach((name, i) => {
            w[i].assign(tf.sub(w[i], tf.mul(RATE, grads[name])));
          });
          return value.dataSync()[0];
        }),
      gradients: () =>
        tf.tidy(() => {
          const { grads } = tf.variableGrads(loss, w);
          return names.map((name) => grads[name].dataSync().slice());
        }),
    };
  },
  example() {
    const a = tf.ones([2, 2]);
    const f = tf.valueAndGrad((x) => tf.mean(tf.mul(3, tf.square(tf.add(x, 2)))));
    return {
      step: () =>
        tf.tidy(() => {
          const { value, grad } = f(a);
          grad.dataSync();
          return value.dataSync()[0];
        }),
      gradients: () => tf.tidy(() => [f(a).grad.dataSync().slice()]),
    };
  },
});
