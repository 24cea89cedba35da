import { fromNested, type Tensor, tensor } from '../../engine/tensor.ts';
import {
  brace,
  fenced,
  frac,
  type MathNode,
  op,
  part,
  rel,
  row,
  space,
  sub,
  sym,
  text,
} from '../../notation/math.ts';
import type { KeyHint } from './Footer.tsx';
import type { GraphNode } from './graphChains.ts';
import type { TextBlock } from './Prose.tsx';
import type { PullbackRow } from './PullbackCard.tsx';
import type { StepState } from './StepDots.tsx';

/** dL/dW₃ of the running example: row 2 is dead, column 3 too. */
export const gradient: Tensor = fromNested([
  [4, 6, 0, 2],
  [0, 0, 0, 0],
  [-8, -12, 0, -4],
]);

/** The same without the mask of ReLU. */
export const unmasked: Tensor = fromNested([
  [4, 6, 0, 2],
  [-4, -6, 0, -2],
  [-8, -12, 0, -4],
]);

export const rowMarks = [
  [true, true, true, true],
  [false, false, true, false],
  [true, true, true, true],
];

export const fractions: Tensor = fromNested([
  [1 / 3, -2.5, 0],
  [12.75, 1e-4, -1 / 7],
]);

export const marks = [
  [true, true, true],
  [true, true, false],
];

export const broken: Tensor = fromNested([
  [1.5, Number.NaN, -2],
  [Number.POSITIVE_INFINITY, 0, Number.NEGATIVE_INFINITY],
]);

/** A smooth picture of both signs, larger than a page of numbers. */
export const large: Tensor = tensor(
  32,
  48,
  Array.from({ length: 32 * 48 }, (_, i) => {
    const [y, x] = [Math.floor(i / 48) / 31, (i % 48) / 47];
    return 3 * Math.sin(6 * x + 2 * y) * Math.cos(5 * y - x);
  }),
);

export const entries = [
  ['4', '6', '0', '2'],
  ['0', '9/2', '', ''],
  ['', '', '', '(2/3)*(h3 - y)'],
];

const steps60 = Array.from({ length: 61 }, (_, i) => i);

/** From 18 down to the floor of 3 that a dead output leaves. */
export const plateau = steps60.map((i) => 3 + 15 * 0.82 ** i);
export const wobbly = steps60.map((i) => 6 + 12 * 0.9 ** i + 1.5 * Math.sin(i / 3) * 0.97 ** i);
export const decay = steps60.map((i) => 18 * 0.8 ** i);
export const fastDecay = steps60.map((i) => 18 * 0.55 ** i);
export const slowDecay = steps60.map((i) => 18 * 0.97 ** i);
export const diverging = steps60
  .slice(0, 30)
  .map((i) => (i < 20 ? 18 * 1.9 ** i : i < 22 ? Number.POSITIVE_INFINITY : Number.NaN));

export const steps: readonly StepState[] = [
  'done',
  'done',
  'done',
  'partly',
  'open',
  'open',
  'open',
];

/** The notes' network with the gradient halfway back. */
export const network: readonly GraphNode[] = layered('z₃');
/** The same while the forward pass is at h₂. */
export const forward: readonly GraphNode[] = layered(null).map((node, i, all) => ({
  ...node,
  state: i > all.findIndex(({ name }) => name === 'h₂') ? 'waiting' : 'forward',
}));

function layered(reached: string | null): readonly GraphNode[] {
  const nodes: readonly GraphNode[] = [
    { name: 'x', inputs: [], shape: '2×1' },
    { name: 'W₁', inputs: [], shape: '3×2' },
    { name: 'z₁', inputs: ['W₁', 'x'], shape: '3×1' },
    { name: 'h₁', inputs: ['z₁'], shape: '3×1', units: [true, false, true] },
    { name: 'W₂', inputs: [], shape: '4×3' },
    { name: 'z₂', inputs: ['W₂', 'h₁'], shape: '4×1' },
    { name: 'h₂', inputs: ['z₂'], shape: '4×1', units: [true, true, false, true] },
    { name: 'W₃', inputs: [], shape: '3×4' },
    { name: 'z₃', inputs: ['W₃', 'h₂'], shape: '3×1' },
    { name: 'h₃', inputs: ['z₃'], shape: '3×1', units: [true, false, true] },
    { name: 'y', inputs: [], shape: '3×1' },
    { name: 'L', inputs: ['h₃', 'y'], gradient: '1' },
  ];
  const from = nodes.findIndex(({ name }) => name === reached);
  return nodes.map((node, i) => ({
    ...node,
    state: from >= 0 && i >= from && node.name !== 'y' ? 'backward' : 'forward',
  }));
}

/** A block with a short cut: x is read twice. */
export const residual: readonly GraphNode[] = [
  { name: 'x', inputs: [], shape: '4×1', state: 'backward' },
  { name: 'W', inputs: [], shape: '4×4', state: 'backward' },
  { name: 'z', inputs: ['W', 'x'], shape: '4×1', state: 'backward' },
  { name: 'h', inputs: ['z'], shape: '4×1', state: 'backward', units: [true, true, false, true] },
  { name: 's', inputs: ['h', 'x'], shape: '4×1', state: 'backward' },
  { name: 'L', inputs: ['s'], state: 'backward', gradient: '1' },
];

export const pullback: readonly PullbackRow[] = [
  { word: 'value', formula: 'h₃', value: fromNested([4, 0, 5]) },
  { word: 'comes in', formula: '∂L/∂h₃', value: fromNested([2, -2, -4]) },
  { word: 'local slope', formula: '1[z₃ > 0]', value: fromNested([1, 0, 1]) },
  { word: 'sends to z₃', formula: '∂L/∂h₃ ⊙ 1[z₃ > 0]', value: fromNested([2, 0, -4]) },
];

export const reuse: readonly PullbackRow[] = [
  { word: 'comes in', formula: '∂L/∂h₂', value: fromNested([2, -2, 8, -10]) },
  { word: 'used twice', formula: 'for ∂L/∂W₂ and ∂L/∂h₁', value: null, lit: true },
];

export const fanIn: readonly PullbackRow[] = [
  { word: 'from z', formula: 'Wᵀ ∂L/∂z', value: fromNested([1, -3, 0, 2]), added: true },
  { word: 'from s', formula: '∂L/∂s', value: fromNested([2, 2, -1, 0]), added: true },
  { word: 'together', formula: '∂L/∂x', value: fromNested([3, -1, -1, 2]) },
];

export const names = [
  { name: 'dL/dh1', note: '3×1' },
  { name: 'dL/dh2', note: '4×1' },
  { name: 'dL/dh3', note: '3×1' },
];

export const prose: readonly TextBlock[] = [
  {
    kind: 'heading',
    text: [{ kind: 'text', text: 'What equation (2) says' }],
    place: { line: 1, column: 1 },
  },
  {
    kind: 'paragraph',
    text: [
      { kind: 'text', text: 'The loss reaches ' },
      { kind: 'math', text: 'W₃' },
      { kind: 'text', text: ' only through ' },
      { kind: 'math', text: 'h₃' },
      { kind: 'text', text: '. So its derivative is a ' },
      { kind: 'strong', text: 'chain of three factors' },
      { kind: 'text', text: ', and two of them you ' },
      { kind: 'emphasis', text: 'already have' },
      { kind: 'text', text: '. On paper they stand side by side; in a program, ' },
      { kind: 'code', text: 'dL_dh3 * (z3 > 0) * h2' },
      { kind: 'text', text: ' does not even fit.' },
    ],
    place: { line: 3, column: 1 },
  },
  {
    kind: 'list',
    ordered: true,
    items: [
      [{ kind: 'text', text: 'How many numbers must come out?' }],
      [
        { kind: 'text', text: 'From which pairs of entries of ' },
        { kind: 'math', text: '∂L/∂z₃' },
        { kind: 'text', text: ' and ' },
        { kind: 'math', text: 'h₂' },
        { kind: 'text', text: ' is each of them made, and how often is every entry used?' },
      ],
    ],
    place: { line: 6, column: 1 },
  },
  {
    kind: 'quote',
    text: [
      { kind: 'text', text: 'A weight matters as much as what enters it and what leaves it.' },
    ],
    place: { line: 9, column: 1 },
  },
];

const over = (a: MathNode, b: MathNode) => frac(row(sym('∂'), a), row(sym('∂'), b));
const W3 = sub(sym('W'), sym('3'));
const h2 = sub(sym('h'), sym('2'));
const h3 = sub(sym('h'), sym('3'));
const L = sym('L');

/** Equation (2) of the notes, last line. */
export const formula: MathNode = row(
  over(L, W3),
  rel('='),
  part('upstream', over(L, h3)),
  space(1),
  part(
    'slope',
    brace('under', over(row(op('ReLU'), fenced(row(W3, h2))), row(W3, h2)), text('der. of ReLU')),
  ),
  space(1),
  part('input', brace('under', over(row(W3, h2), W3), h2)),
);

export const keys: readonly KeyHint[] = [
  { key: '↵', words: 'submit' },
  { key: '^t', words: 'hint (2 left)' },
  { key: '^g', words: 'nudge a weight' },
  { key: 'tab', words: 'panels' },
  { key: '?', words: 'keys', keep: true },
  { key: 'esc', words: 'lessons' },
];

export const keyGroups = [
  {
    title: 'Answer',
    keys: [
      { key: '↵', words: 'hand it in' },
      { key: '^t', words: 'open a hint' },
      { key: '^z', words: 'undo' },
      { key: '↑ ↓', words: 'earlier answers' },
      { key: 'tab', words: 'complete a name' },
    ],
  },
  {
    title: 'Lesson',
    keys: [
      { key: 'n  p', words: 'next and previous step' },
      { key: 'esc', words: 'list of lessons' },
      { key: '^c', words: 'leave; progress is saved' },
    ],
  },
  {
    title: 'Matrix',
    keys: [
      { key: 'h j k l', words: 'move over the entries' },
      { key: '^g', words: 'nudge this weight' },
      { key: 'd', words: 'numbers or blocks' },
    ],
  },
];
