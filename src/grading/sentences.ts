import type { Expr } from '../engine/expr.ts';
import { type Shape, showShape } from '../engine/shape.ts';
import { print, printName } from '../notation/print.ts';
import type { Prepared } from './prepare.ts';

/** What a sentence can name; everything is already printed in the exercise's own letters. */
export interface Words {
  /** The asked quantity: ∂L/∂W₃. */
  readonly asked: string;
  /** The shape that is wanted: o×h. */
  readonly shape: string;
  /** The shape of the answer, where it has one. */
  readonly given: string | null;
  /** The variable that was differentiated for: W₃. */
  readonly variable: string;
  /** The student's own part that the mistake is in, or null. */
  readonly part: string | null;
  /** A factor, or the name of another quantity. */
  readonly detail: string;
  /** Whether what is asked is a gradient. */
  readonly gradient: boolean;
}

type Sentence = (w: Words) => string;

const here = (w: Words, text: (part: string) => string, otherwise: string): string =>
  w.part === null ? otherwise : text(w.part);

/**
 * One sentence per label, as a good teacher would say it: it names the student's own part, says
 * what to think of, and never contains the answer.
 */
export const sentences: Readonly<Record<string, Sentence>> = {
  'missing-transpose': (w) =>
    here(
      w,
      (part) => `Look at ${part}: its rows and columns stand the wrong way round for this product.`,
      'One factor has to be turned on its side. Which one: write the shapes under the product.',
    ),
  'extra-transpose': (w) =>
    here(
      w,
      (part) => `${part} is turned once too often. Check the shape of what it multiplies.`,
      'A factor is transposed that should stand as it is.',
    ),
  'transposed-result': (w) =>
    `The numbers are right, but the table lies on its side: yours is ${w.given}, and ${w.asked} has the shape of ${w.variable}, ${w.shape}.`,
  'other-layout': (w) =>
    `That would be right if samples were stored the other way round, rows for columns. Check the shapes: ${w.asked} has the shape of ${w.variable}, ${w.shape}.`,
  'wrong-order': (w) =>
    here(
      w,
      (part) => `The factors of ${part} are in the wrong order: A B is not B A for matrices.`,
      'The factors are in the wrong order: A B is not B A for matrices.',
    ),
  'elementwise-for-matmul': (w) =>
    here(
      w,
      (part) =>
        `${part} multiplies entry by entry. Here every output meets every input: a matrix product, written @ or with a space.`,
      'Somewhere you multiply entry by entry where a matrix product is needed, written @ or with a space.',
    ),
  'matmul-for-elementwise': (w) =>
    here(
      w,
      (part) =>
        `${part} is a matrix product. An activation works on each entry alone, so its slope multiplies entry by entry: * or ⊙.`,
      'You took a matrix product where each entry meets only its own partner: * or ⊙.',
    ),
  'wrong-grouping': () =>
    'The right factors, grouped differently: the mask belongs to one layer and acts before or after the product, not on the other side of it.',
  'missing-mask': (w) =>
    here(
      w,
      (part) =>
        `${part} passes through ReLU unchecked. What does a unit do to its gradient when it was off in the forward pass?`,
      "ReLU's derivative is missing. What does a unit do to its gradient when it was off in the forward pass?",
    ),
  'value-for-slope': (w) =>
    here(
      w,
      (part) =>
        `${part} is the value of the function. The chain rule needs its slope at that point.`,
      'You multiplied by a value of the function where the chain rule needs its slope.',
    ),
  'slope-for-value': (w) =>
    here(
      w,
      (part) => `${part} only says on or off. Here the value itself is needed.`,
      'A mask stands where the value itself is needed.',
    ),
  'wrong-mask': (w) =>
    here(
      w,
      (part) =>
        `${part} is not the gate of this layer. Which pre-activation did ReLU look at in the forward pass?`,
      'A mask of the wrong thing: ReLU opens by its own input in the forward pass, not by another layer or by the gradient.',
    ),
  'inverted-mask': () =>
    'The mask is upside down: you keep the units that were off and stop those that were on.',
  'wrong-slope': () =>
    'The slope of this activation is written wrongly. Differentiate it once more, and mind whether it is in terms of the input or of the output.',
  'missing-factor': (w) =>
    here(
      w,
      (part) =>
        `A link of the chain is missing at ${part}. Walk from the loss to ${w.variable} and count the steps.`,
      `A link of the chain is missing. Walk from the loss to ${w.variable}, and write down one factor for each step.`,
    ),
  'extra-factor': (w) =>
    here(
      w,
      (part) =>
        `There is a factor too many in ${part}: a step of the chain is taken twice, or one step too far.`,
      'There is a factor too many: a step of the chain is taken twice, or one step too far.',
    ),
  'extra-term': (w) =>
    here(w, (part) => `There is a term too many in ${part}.`, 'There is a term too many.'),
  'wrong-tensor': (w) =>
    here(
      w,
      (part) =>
        `${part} is the wrong one here. Which quantity stands at this step of the forward pass?`,
      'One name is the wrong one. Follow the forward pass: what enters this layer, and what leaves it?',
    ),
  'constant-factor': (w) =>
    w.detail
      ? `Everything is right up to a constant: yours is ${w.detail} times the derivative. Where does a power, a mean or a ½ bring a number in?`
      : 'A number is wrong here: look where a power, a mean or a ½ brings a constant in.',
  'wrong-sign': (w) =>
    here(
      w,
      (part) =>
        `A sign is wrong in ${part}. Make the variable a little larger and see which way the loss goes.`,
      'The sign is the other way round. Make one entry a little larger: does the loss rise or fall?',
    ),
  'wrong-sum': (w) =>
    w.detail === 'over'
      ? `You added up too much: yours is ${w.given}. ${w.asked} keeps one number for each entry of ${w.variable}, ${w.shape}.`
      : w.detail === 'under'
        ? `${w.variable} was used again and again in the forward pass, so its contributions have to be added up: ${w.given} has to become ${w.shape}.`
        : here(
            w,
            (part) => `Look at ${part}: sum or mean, and along which axis?`,
            'A sum is taken wrongly: sum or mean, and along which axis?',
          ),
  'missing-path': (w) =>
    `${w.variable} reaches the loss in more than one way, and you followed only one. Gradients add where paths meet.`,
  'missing-term': (w) =>
    `A term is missing: the derivative of a sum has a part for each term with ${w.variable} in it.`,
  'softmax-diagonal': () =>
    'Every output of softmax depends on every input, not only on its own. You kept the diagonal p (1 − p) alone.',
  'other-gradient': (w) =>
    `That is right, but it is ${w.detail}. The question is about ${w.asked}, which has the shape ${w.shape}.`,
  'forward-value': (w) =>
    `That is ${w.detail}, a value of the forward pass. What is asked is ${w.asked}.`,
  'missing-activation': (w) =>
    here(
      w,
      (part) =>
        `${part} goes on without its activation. Without it the layers would collapse into one matrix.`,
      'An activation is missing between two layers.',
    ),
  'wrong-activation': () =>
    'The activation is not the one of this network, or it acts on the wrong thing.',
  'product-for-sum': (w) =>
    here(
      w,
      (part) =>
        `${part} multiplies two contributions. Along one path factors multiply; where paths meet, gradients add.`,
      'Along one path factors multiply; where paths meet, gradients add.',
    ),
  'sum-for-product': () =>
    'You added the steps of one path. Along a path the local derivatives multiply.',
  zero: (w) =>
    `Yours is zero everywhere. ${w.variable} does change the result, so its derivative is not zero.`,
  'wrong-shape': (w) =>
    w.gradient
      ? `Your result is ${w.given}, but ${w.asked} has the shape of ${w.variable}: ${w.shape}.`
      : `Your result is ${w.given}, but ${w.asked} is ${w.shape}.`,
  value: (w) =>
    `Not equal to ${w.asked}, and I have no name for the difference. Try one entry by hand, or take a hint.`,
};

/** The sentence for a label; a lesson's own label brings its own words. */
export function sentence(label: string, words: Words): string {
  return (Object.hasOwn(sentences, label) ? sentences[label]! : sentences.value!)(words);
}

/** The words of a question for an answer of shape `given`, about one part of it. */
export function wordsFor(
  p: Prepared,
  given: Shape | null,
  part: Expr | null,
  detail: string,
): Words {
  return {
    asked: printName(p.asked),
    shape: showShape(p.shape, p.showDim),
    given: given ? showShape(given, p.showDim) : null,
    variable: printName(p.ask.name),
    part: part ? print(part, 'math', { showDim: p.showDim }) : null,
    detail: /^\p{L}\w*(\/\w+)?$/u.test(detail) ? printName(detail) : detail,
    gradient: p.ask.kind === 'gradient',
  };
}
