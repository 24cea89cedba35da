import { createRequire } from 'node:module';
import { RATE } from '../support/net.js';
import { serve } from '../support/serve.js';

const { torch } = createRequire(import.meta.url)('js-pytorch');

const rows = (values, cols) =>
  Array.from({ length: values.length / cols }, (_, i) => [
    ...values.subarray(i * cols, (i + 1) * cols),
  ]);

serve({
  dtypes: ['f64'],
  net(n, batch, _dtype, { X, T, W }) {
    const x = torch.tensor(rows(X, n));
    const t = torch.tensor(
      rows(
        T.map((e) => -e),
        n,
      ),
    );
    const weights = W.map((each) => torch.tensor(rows(each, n), true));
    const pass = () => {
      let h = x;
      for (const w of weights) {
        const z = torch.matmul(h, w);
        // Its own ReLU is a leaky one.
        const mask = torch.tensor(z.data.map((row) => row.map((e) => Number(e > 0))));
        h = torch.mul(z, mask);
      }
      const d = torch.add(h, t);
      const loss = torch.mean(torch.reshape(torch.mul(d, d), [batch * n]));
      loss.backward();
      const gradients = weights.map((w) => w.grad);
      for (const w of weights) w.zero_grad();
      return [loss.data, gradients];
    };
    return {
      step() {
        const [loss, gradients] = pass();
        weights.forEach((w, i) => {
          w.data.forEach((row, r) => {
            for (let c = 0; c < n; c++) row[c] -= RATE * gradients[i][r][c];
          });
        });
        return Number([loss].flat(3)[0]);
      },
      gradients: () => pass()[1].map((g) => g.flat()),
    };
  },
  example() {
    const pass = () => {
      const a = torch.tensor(
        [
          [1, 1],
          [1, 1],
        ],
        true,
      );
      const b = torch.add(a, 2);
      const d = torch.mul(torch.mul(b, b), 3);
      const m = torch.mean(torch.reshape(d, [4]));
      m.backward();
      return [Number([m.data].flat(3)[0]), a.grad];
    };
    return { step: () => pass()[0], gradients: () => [pass()[1].flat()] };
  },
});
