/** The parts of docs/engine.md that no table says. The example is run by a test. */
export const OPENING = `# The engine: every rule on one page

\`backprop-lab/engine\` is a small library of its own: build a graph, differentiate it into another graph,
look at it, check it, run it, compile it. It imports nothing.

\`\`\`js
import { Env, call, check, fromNested, grad, jacobian, listing, matmul, mean, newGraph, plan, pow, relu, Scope, sub } from 'backprop-lab/engine';

// A program is a scope: names, and what they are made of. Sizes are numbers or names.
const scope = new Scope(newGraph());
scope.declare('W', [3, 2]);
scope.declare('x', [2, 1]);
scope.declare('y', [3, 1]);
scope.define('z', matmul(scope.ref('W'), scope.ref('x')));
scope.define('h', relu(scope.ref('z')));
scope.define('L', mean(pow(sub(scope.ref('h'), scope.ref('y')), 2)));

// The backward pass is more definitions in the same scope, and a list of steps.
const steps = grad(scope, 'L');
console.log(steps.map(({ node, sends }) => \`\${node} → \${sends.map(({ to }) => to).join(' and ')}\`).join(', '));
console.log(listing(scope, ['dL/dW']));

const values = new Map([
  ['W', fromNested([[1, 2], [0, -1], [3, 1]])],
  ['x', fromNested([1, 2])],
  ['y', fromNested([2, 1, 2])],
]);
const env = new Env(scope, values);
console.log('L =', env.named('L').data[0], ' dL/dW =', [...env.named('dL/dW').data].join(' '));

// Is it right? The entry that agrees least with central differences, once and twice.
console.log(check(scope, 'L', values, ['W', 'x']).error < 1e-9, check(scope, 'L', values, ['W'], undefined, 2).error < 1e-6);
console.log([...jacobian(scope, 'z', 'x', values).data].join(' '));

// The same compiled: buffers laid out once, no allocation per run.
const step = plan(scope, ['L'], { update: { loss: 'L', parameters: ['W'], rate: 0.1 } });
for (const [name, { data }] of values) step.set(name, data);
for (let i = 0; i < 20; i++) step.run();
console.log('L after 20 steps:', step.view('L')[0].toFixed(4));

// A size that does not fit says which, and where.
try { call('softmax', [matmul(scope.ref('x'), scope.ref('W'))]); } catch (error) { console.log(error.message); }
\`\`\`

prints

\`\`\`text
@@OUTPUT@@
\`\`\`
`;

export const READING = `## How to read the rules

Every tensor is a matrix. A number is 1×1, a list is a column. An axis of size 1 stretches to the size
that it meets; axis 0 runs down the rows, axis 1 along the columns, and a reduced axis keeps size 1.

A rule gives the cotangent of each input from the cotangent \`g\` of the output \`y\`, written in ops of this
page. So one rule can be run, printed, differentiated again and compiled, and a VJP that is itself pulled
back is a JVP: there is no second set of rules. No rule knows about stretching; what was stretched is
summed by \`grad\`, once for all. Where a rule says why, the formula is followed by where it is from.

In the examples a, b, c and A are m×n, p and q are m×n with entries between 0 and 1, B is n×m, C is m×k,
S is n×n, v is n×1, w is k×1. Each example is also what the generated gradient check runs, once and twice.

This page is made from the tables that the engine runs on: \`npx vitest run --project unit
test/engine/page.test.ts -u\` writes it, and a test holds it to them.
`;

export const WHERE = `## What \`where\` keeps out

The cotangent that reaches a branch is exactly 0 wherever the branch was not taken, and it keeps the form
\`where(mask, …, 0)\` on its way down, so that it never meets an infinite slope as 0 · ∞. At an op on more
than an entry, a matrix product, a sum, a softmax, the mask goes along: an entry that only entries of the
other branch are made of gets 0, and what stands in it is not read. This holds

* for every row and every function of this page, and for compositions of them,
* for the value, the gradients and the second derivatives: they are the same to the bit whatever finite
  numbers make there, NaN, an infinity or something outside a domain,
* with names in between and without.

It does not hold for a NaN that is given as an input, and not for sums and products that overflow.
`;

export const FACILITIES = `## What can be done with a program

| call | gives |
| --- | --- |
| \`grad(scope, 'L')\` | adds \`dL/dx\` for every name that L depends on, and returns the backward pass as a list of steps |
| \`progressAfter(steps, n)\` | what has arrived where after n of them, forth and back |
| \`vjp\`, \`jvp\`, \`hvp\` | vᵀJ, J t and H d as formulas over free names |
| \`jacobian\`, \`hessian\` | as matrices at given values |
| \`check(scope, 'L', values, names, sizes, order)\` | the entry where a gradient (order 1) or a second derivative (order 2) agrees least with central differences, off kinks: its index, both values, the relative error |
| \`new Env(scope, values)\` | the plain reading, node by node |
| \`nonFinite(env, name)\` | the op, its operands and the entry that made the first NaN or infinity, in either pass; \`sayNonFinite\` says it in words |
| \`listing\`, \`nested\` | the graph as text, one line per node or as a tree |
| \`plan(scope, outputs, options)\` | the same compiled into one WebAssembly function: to the bit what \`Env\` gives with the kernel \`wasm\`, faster and to 10⁻¹² with \`relaxed\` |
| \`call('softmax', [Z], { axis: 1 })\` | any op or function by name; a ShapeError shows both shapes |

A chain of 100,000 nodes goes through each of these in time that grows with its length; only a formula that
is written out may be longer than its graph, for what is shared is written again.
`;

export const SOURCES = `## Sources

* Abramowitz and Stegun 1964, *Handbook of Mathematical Functions*.
* Ba et al. 2016, *Layer Normalization*, arXiv:1607.06450.
* Bengio et al. 2003, *A Neural Probabilistic Language Model*, JMLR 3.
* Bishop 2006, *Pattern Recognition and Machine Learning*.
* Boyd and Vandenberghe 2004, *Convex Optimization*.
* Clarke 1983, *Optimization and Nonsmooth Analysis*.
* Clevert et al. 2016, *Fast and Accurate Deep Network Learning by Exponential Linear Units*, ICLR.
* Giles 2008, *An extended collection of matrix derivative results for forward and reverse mode*.
* Goodfellow et al. 2016, *Deep Learning*.
* Griewank and Walther 2008, *Evaluating Derivatives*, 2nd edition.
* Hendrycks and Gimpel 2016, *Gaussian Error Linear Units*, arXiv:1606.08415.
* Ioffe and Szegedy 2015, *Batch Normalization*, ICML.
* LeCun et al. 1998, *Gradient-Based Learning Applied to Document Recognition*, Proc. IEEE 86.
* Maas et al. 2013, *Rectifier Nonlinearities Improve Neural Network Acoustic Models*, ICML.
* Matrix Cookbook 2012: Petersen and Pedersen, *The Matrix Cookbook*.
* Rockafellar 1970, *Convex Analysis*.
* Speelpenning 1980, *Compiling Fast Partial Derivatives of Functions Given by Algorithms*.
* Srivastava et al. 2014, *Dropout*, JMLR 15.
* Vaswani et al. 2017, *Attention Is All You Need*, NeurIPS.
`;
