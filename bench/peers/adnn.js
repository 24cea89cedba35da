import ad from 'adnn/ad/index.js';
import Tensor from 'adnn/tensor.js';
import { RATE } from '../support/net.js';
import { serve } from '../support/serve.js';

// The backward pass of its matrix product uses a variable that the package does not define.
globalThis.ad = ad;

serve({
  dtypes: ['f64'],
  net(n, batch, _dtype, { X, T, W }) {
    const of = (rows, cols, values) => new Tensor([rows, cols]).fromFlatArray(values);
    const [x, t] = [of(batch, n, X), of(batch, n, T)];
    const weights = W.map((each) => of(n, n, each));
    const pass = () => {
      const w = weights.map((each) => ad.lift(each));
      let h = x;
      for (const each of w) h = relu(ad.tensor.dot(h, each));
      const d = ad.tensor.sub(h, t);
      const loss = ad.scalar.div(ad.tensor.sumreduce(ad.tensor.mul(d, d)), batch * n);
      loss.backprop();
      return { loss: ad.value(loss), gradients: w.map((each) => ad.derivative(each)) };
    };
    return {
      step() {
        const { loss, gradients } = pass();
        gradients.forEach((g, i) => {
          weights[i].subeq(g.mul(RATE));
        });
        return loss;
      },
      gradients: () => pass().gradients.map((g) => g.toFlatArray()),
    };
  },
  example() {
    const ones = new Tensor([2, 2]).fromFlatArray([1, 1, 1, 1]);
    const pass = () => {
      const a = ad.lift(ones);
      const b = ad.tensor.add(a, 2);
      const d = ad.tensor.mul(ad.tensor.mul(b, b), 3);
      const m = ad.scalar.div(ad.tensor.sumreduce(d), 4);
      m.backprop();
      return [ad.value(m), ad.derivative(a)];
    };
    return { step: () => pass()[0], gradients: () => [pass()[1].toFlatArray()] };
  },
});

function relu(x) {
  return rectify(x);
}

const rectify = ad.newUnaryFunction({
  OutputType: Tensor,
  name: 'relu',
  forward: (x) => {
    const y = x.clone();
    for (let i = 0; i < y.data.length; i++) if (!(y.data[i] > 0)) y.data[i] = 0;
    return y;
  },
  backward(x) {
    for (let i = 0; i < this.dx.data.length; i++) {
      if (ad.value(x).data[i] > 0) x.dx.data[i] += this.dx.data[i];
    }
  },
});
