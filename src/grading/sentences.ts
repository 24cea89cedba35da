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
  /** Where another gradient lies: nearer to the loss than the asked one, beyond it, or on a branch. */
  readonly step: 'before' | 'beyond' | 'beside';
}

const STEPS = {
  before: 'which step is still to be taken?',
  beyond: 'which step is too many?',
  beside: '',
} as const;

type Sentence = (w: Words) => string;

/** With the student's own part, or without one. */
const here = (w: Words, text: (part: string) => string, otherwise: string): string =>
  w.part === null ? otherwise : text(w.part);

/** Where to look: along the chain, or at the line of the program. */
const look = (w: Words): string =>
  w.gradient
    ? `Walk from the loss to ${w.variable} and count the steps.`
    : `Compare it with the line that computes ${w.asked}.`;

/**
 * One sentence per label, as a good teacher would say it: it names the student's own part, says
 * what to think of, ends with something to do, and never contains the answer.
 */
export const sentences: Readonly<Record<string, Sentence>> = {
  'missing-transpose': (w) =>
    here(
      w,
      (part) =>
        `Look at ${part}: its rows and columns stand the wrong way round for this product. Write the shapes under both factors.`,
      'One factor has to be turned on its side. Which one: write the shapes under the product.',
    ),
  'extra-transpose': (w) =>
    here(
      w,
      (part) => `${part} is turned once too often. Check the shape of what it multiplies.`,
      'A factor is transposed that should stand as it is. Write the shapes under the product.',
    ),
  'transposed-result': (w) =>
    `The numbers are right, but the table lies on its side: yours is ${w.given}, and ${w.asked} ${w.gradient ? `has the shape of ${w.variable}, ${w.shape}` : `is ${w.shape}`}. Which index comes first?`,
  'other-layout': (w) =>
    `That would be right if samples were stored the other way round, rows for columns. Check the shapes: ${w.asked} has the shape of ${w.variable}, ${w.shape}.`,
  flipped: (w) =>
    here(
      w,
      (part) =>
        `${part} stands the wrong way round. Write out one entry: which input meets which weight?`,
      'A kernel is turned round that should stand as it is, or the other way about. Write out one entry: which input meets which weight?',
    ),
  'wrong-order': (w) =>
    here(
      w,
      (part) =>
        `The factors of ${part} are in the wrong order: A B is not B A for matrices. Write the shapes under them.`,
      'The factors are in the wrong order: A B is not B A for matrices. Write the shapes under them.',
    ),
  'elementwise-for-matmul': (w) =>
    w.detail === 'under'
      ? `Your ${w.given} table holds every contribution by itself, and ${w.asked} is ${w.shape}. What reaches one entry has to be added up: which product multiplies and adds at once?`
      : here(
          w,
          (part) =>
            `${part} multiplies entry by entry. Every output meets every input here: take a matrix product, written @ or with a space.`,
          'Somewhere you multiply entry by entry where a matrix product is needed: write @ or a space.',
        ),
  'matmul-for-elementwise': (w) =>
    here(
      w,
      (part) =>
        `${part} is a matrix product, and that makes a table of all pairs. Does each entry meet only its own partner here? Then write * or ⊙.`,
      'You took a matrix product where each entry meets only its own partner: write * or ⊙.',
    ),
  'wrong-grouping': () =>
    'The right factors, grouped differently: a mask belongs to one layer and acts on one side of the product. Which side has its shape?',
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
        `${part} is a value of the function. The chain rule needs the slope there: how much does the output move when the input does?`,
      'You used a value of the function where the chain rule needs its slope. How much does the output move when the input does?',
    ),
  'slope-for-value': (w) =>
    here(
      w,
      (part) =>
        `${part} only says on or off. Here the value itself is needed: which one entered the product?`,
      'A mask stands where the value itself is needed. Which one entered the product?',
    ),
  'wrong-mask': (w) =>
    here(
      w,
      (part) =>
        `${part} is not the gate of this layer. Which pre-activation did ReLU look at in the forward pass?`,
      'A mask of the wrong thing: ReLU opens by its own input in the forward pass, not by another layer or by the gradient. Which input is that?',
    ),
  'inverted-mask': () =>
    'The mask is upside down: you keep the units that were off and stop those that were on. Which of them passed their value on?',
  'wrong-slope': (w) =>
    here(
      w,
      (part) =>
        `${part} is not the slope of this activation. Differentiate it once more, and mind whether you write it in terms of the input or of the output.`,
      'The slope of this activation is written wrongly. Differentiate it once more, and mind whether it is in terms of the input or of the output.',
    ),
  'missing-factor': (w) =>
    here(
      w,
      (part) =>
        `${w.gradient ? 'A link of the chain' : 'A factor'} is missing at ${part}. ${look(w)}`,
      `${w.gradient ? 'A link of the chain' : 'A factor'} is missing. ${look(w)}`,
    ),
  'missing-power': (w) =>
    here(
      w,
      (part) => `A square or a root is missing at ${part}. ${look(w)}`,
      `A square or a root is missing. ${look(w)}`,
    ),
  'extra-power': (w) =>
    here(
      w,
      (part) => `${part} is squared, or under a root, where it should stand as it is. ${look(w)}`,
      `Something is squared, or under a root, that should stand as it is. ${look(w)}`,
    ),
  'extra-factor': (w) =>
    w.detail
      ? `Everything is right but for one factor: yours is ${w.detail} times ${wanted(w)}. Which step brought it in?`
      : here(
          w,
          (part) =>
            `${part} is a factor too many${w.gradient ? ': a step of the chain taken twice, or one step too far' : ''}. Where does it come from?`,
          'There is a factor too many: a step taken twice, or one step too far. Which one?',
        ),
  'extra-term': (w) =>
    here(
      w,
      (part) => `${part} is a term too many. Which path does it stand for?`,
      'There is a term too many. Name the path that each of them stands for.',
    ),
  'wrong-tensor': (w) =>
    here(
      w,
      (part) =>
        w.detail
          ? `${part === w.detail ? part : `${part} is ${w.detail}, and that`} belongs to another step. Which gradient arrives at this one?`
          : `${part} is the wrong one here. ${w.gradient ? 'Which quantity stands at this step of the forward pass?' : look(w)}`,
      'One name is the wrong one. Follow the forward pass: what enters this layer, and what leaves it?',
    ),
  'constant-factor': (w) =>
    w.detail === 'lost'
      ? here(
          w,
          (part) => `A factor is missing at ${part}, one number for all entries. ${look(w)}`,
          `A factor is missing, one number for all entries. ${look(w)}`,
        )
      : w.detail === 'extra'
        ? here(
            w,
            (part) => `${part} is a factor too many. Does a power, a mean or a ½ bring it in?`,
            'A number is a factor too many. Does a power, a mean or a ½ bring it in?',
          )
        : w.detail
          ? `Everything is right up to a constant: yours is ${w.detail} times ${wanted(w)}. Where does a power, a mean or a ½ bring a number in?`
          : 'A number is wrong here. Look where a power, a mean or a ½ brings a constant in.',
  'wrong-sign': (w) =>
    w.detail === 'some'
      ? 'The sizes are right, but not all signs. Take an entry that is negative somewhere on the way: which sign must it have in the end?'
      : w.gradient
        ? here(
            w,
            (part) =>
              `A sign is wrong in ${part}. Make one entry of ${w.variable} a little larger and see which way the loss goes.`,
            `The sign is the other way round. Make one entry of ${w.variable} a little larger: does the loss rise or fall?`,
          )
        : here(
            w,
            (part) => `A sign is wrong in ${part}. Put small numbers in: which way should it move?`,
            'The sign is the other way round. Put small numbers in: which way should it move?',
          ),
  'wrong-sum': (w) => summed(w),
  'missing-path': (w) =>
    `${w.variable} reaches the loss in more than one way, and gradients add where paths meet. Which way is missing in yours?`,
  'missing-term': (w) =>
    w.gradient
      ? here(
          w,
          (part) =>
            `A term is missing beside ${part}. Differentiate that step once more: which part is left out?`,
          'A term is missing: every term with the variable in it gives the derivative a part of its own. Which one is left out?',
        )
      : here(
          w,
          (part) => `A term is missing beside ${part}. ${look(w)}`,
          `A term is missing. ${look(w)}`,
        ),
  'softmax-diagonal': () =>
    'Every output of softmax depends on every input, and you kept the diagonal p (1 − p) alone. Shifting all inputs changes nothing, so the entries must add up to 0: do yours?',
  'other-gradient': (w) =>
    `That is right for ${w.detail}. The question is about ${w.asked}, which has the shape ${w.shape}: ${STEPS[w.step] || `what does a nudge of ${w.variable} move?`}`,
  'forward-value': (w) =>
    w.gradient
      ? `That is ${w.detail}, a value of the forward pass. What is asked is ${w.asked}: how fast does the result change with ${w.variable}?`
      : `That is ${w.detail}. What is asked is ${w.asked}: which step lies between the two?`,
  'missing-activation': (w) =>
    here(
      w,
      (part) =>
        `${part} goes on without its activation, and without it the layers would be one matrix. Which function stands there?`,
      'An activation is missing between two layers. Without it they would be one matrix: which function stands there?',
    ),
  'wrong-activation': (w) =>
    here(
      w,
      (part) => `${part} is not what this network does. Which function does it apply, and to what?`,
      'The activation is not the one of this network, or it acts on the wrong thing. Which function is applied, and to what?',
    ),
  'product-for-sum': () =>
    'You multiply two contributions. Along one path factors multiply; where paths meet, gradients add. Which is it here?',
  'sum-for-product': () =>
    'You add the steps of one path. Along a path the local derivatives multiply; where paths meet, gradients add. Which is it here?',
  zero: (w) =>
    w.gradient
      ? `Yours is zero everywhere. But ${w.variable} does change the result: nudge one entry of it and follow what moves.`
      : `Yours is zero everywhere. Put numbers in: is ${w.asked} really always 0?`,
  'wrong-shape': (w) =>
    w.gradient
      ? `Your result is ${w.given}, but ${w.asked} has the shape of ${w.variable}: ${w.shape}. Which sizes must stay, and which must vanish?`
      : `Your result is ${w.given}, but ${w.asked} is ${w.shape}. Which sizes must stay, and which must vanish?`,
  value: (w) =>
    `Not equal to ${w.asked}, and I have no name for the difference. Try one entry by hand, or take a hint.`,
};

function wanted(w: Words): string {
  return w.gradient ? 'the derivative' : w.asked;
}

function summed(w: Words): string {
  if (w.detail === 'over') {
    return `You added up too much: yours is ${w.given}, and ${w.asked} is ${w.shape}. Which sizes have to stay?`;
  }
  if (w.detail === 'under') {
    return `${w.variable} is used again and again in the forward pass, and each use has its share. Yours is ${w.given}, and ${w.asked} is ${w.shape}: along which axis do the shares add up?`;
  }
  if (w.detail === 'axis') {
    return `You added up along the wrong axis: yours is ${w.given}, and ${w.asked} is ${w.shape}. Which axis has to vanish?`;
  }
  return here(
    w,
    (part) =>
      `Look at ${part}: is it a sum or a mean, and along which axis? Say which size has to vanish.`,
    'A sum is taken wrongly: is it a sum or a mean, and along which axis? Say which size has to vanish.',
  );
}

/** The sentence for a label; a lesson's own label brings its own words. */
export function sentence(label: string, words: Words): string {
  return (Object.hasOwn(sentences, label) ? sentences[label]! : sentences.value!)(words);
}
