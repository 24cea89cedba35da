import { gradientName } from '../../engine/grad.ts';
import { showShape } from '../../engine/shape.ts';
import { type Tensor, transposed } from '../../engine/tensor.ts';
import { altOf } from '../../lesson/alt.ts';
import { derivationOf, rowsOf } from '../../lesson/derivation.ts';
import { type Exercise, offersOf } from '../../lesson/exercises/index.ts';
import type { Solution } from '../../lesson/exercises/kind.ts';
import type { Block, Network, Prose, Step } from '../../lesson/lesson.ts';
import { shapesIn } from '../../lesson/rows.ts';
import { arrivalsAt, reuseOf, sumOf, sumsAt } from '../../lesson/walk.ts';
import { computed, evaluateAnswer, tensorOf, work } from '../../lesson/worked.ts';
import { definitionMath, exprMath } from '../../notation/exprmath.ts';
import { parseLatex } from '../../notation/latex.ts';
import { printName } from '../../notation/print.ts';
import { speak } from '../../notation/speak.ts';
import type { Session } from '../../session/session.ts';
import { here, isTurned, openSolution, type Panel } from '../../session/view.ts';
import { printable } from '../glyphs.ts';
import { candidatesOf } from '../names.ts';
import { describe } from '../widgets/describe.ts';
import { exactNumber } from '../widgets/numbers.ts';
import { matrixSentences } from './matrix.ts';
import { callSentences, slideSentences } from './play.ts';

/**
 * A step as lines: its text, one paragraph a line, formulas as sentences, and in words what is shown.
 * `isOpen` says of an exercise whether the pictures that wait for it may be told.
 */
export function stepSentences(
  step: Step,
  isOpen: (exercise: string) => boolean,
): readonly string[] {
  return step.blocks.flatMap((block) =>
    block.kind === 'show' && block.after !== null && !isOpen(block.after)
      ? []
      : blockSentences(block),
  );
}

/** In words what the pictures show that waited for an exercise. */
export function openedSentences(step: Step, exercise: string): readonly string[] {
  const waiting = step.blocks.filter((block) => block.kind === 'show' && block.after === exercise);
  return waiting.flatMap(blockSentences);
}

function blockSentences(block: Block): readonly string[] {
  switch (block.kind) {
    case 'heading':
    case 'paragraph':
    case 'quote':
      return [sentence(block.text)];
    case 'list':
      return block.items.map((item, i) => `${block.ordered ? `${i + 1}.` : '-'} ${sentence(item)}`);
    case 'formula':
      return [`Formula: ${spoken(block.tex)}.`];
    case 'code':
      return block.text.split('\n').map((line) => printable(`  ${line}`));
    case 'exercise':
      return [];
    case 'show':
      return altOf(block) === '' ? [] : [printable(altOf(block))];
    case 'note':
      return [];
  }
}

/** The question, and the options of a choice. */
export function questionSentences(exercise: Exercise): readonly string[] {
  return [
    `Question: ${sentence(exercise.ask)}`,
    ...offersOf(exercise).map(({ name, text }) => `  ${name}: ${sentence(text)}`),
    ...(exercise.kind === 'derive' ? [`Names: ${namesOf(exercise)}.`] : []),
    ...('rows' in exercise && exercise.rows
      ? [':rows shows gradients as row Jacobians, and back.']
      : []),
    ...(exercise.kind === 'experiment'
      ? [`Rates: ${exercise.rates.join(', ')}. :train runs it, :rate 0.01 turns the knob.`]
      : []),
  ];
}

function namesOf(exercise: Exercise): string {
  const names = candidatesOf(exercise).filter(({ note }) => note !== 'function');
  return names.map(({ name, note }) => (note === '' ? name : `${name} (${note})`)).join(', ');
}

/** Running text as one line; math in it is spoken. */
export function sentence(text: Prose): string {
  const words = text.map((piece) => (piece.kind === 'math' ? spoken(piece.text) : piece.text));
  return printable(words.join('').replace(/\s+/g, ' '));
}

function spoken(tex: string): string {
  const read = parseLatex(tex);
  return read.ok ? speak(read.math) : tex;
}

/** A picture as lines: a matrix row by row, the network statement by statement. */
export function pictureSentences({ picture, network }: Panel, session: Session): readonly string[] {
  switch (picture.kind) {
    case 'heatmap': {
      const stands = tensorOf(network, picture.of);
      const at = here(session);
      const turned = at !== null && isTurned(at, picture.of);
      const tensor = stands && turned ? transposed(stands) : stands;
      return tensor ? matrixSentences(printName(picture.of), tensor) : [];
    }
    case 'formula':
    case 'graph': {
      const definitions = [...(work(network)?.scope.definitions ?? [])];
      const shown = definitions.filter(([name]) =>
        picture.kind === 'formula' ? name === picture.of : !name.includes('/'),
      );
      return shown.map(([name, value]) => `${speak(definitionMath(name, value))}.`);
    }
    case 'forward':
      return forwardSentences(network);
    case 'backward':
      return backwardSentences({ picture, network });
    case 'answer': {
      const tensor = evaluateAnswer(network, picture.text);
      return tensor ? matrixSentences('Yours', tensor) : [];
    }
    case 'chart': {
      const run = here(session)?.screen.run;
      return run ? [`At rate ${run.rate} the loss ${describe(run.losses)}.`] : [];
    }
    case 'slide':
      return slideSentences(session);
    case 'calls':
      return callSentences(session, picture.of, network);
  }
}

function forwardSentences(network: Network): readonly string[] {
  const definitions = work(network)?.scope.definitions;
  return [
    'The forward pass, node by node:',
    ...computed(network).flatMap((name) => {
      const value = tensorOf(network, name);
      const definition = definitions!.get(name)!;
      const off = definition.op === 'relu' && value ? unitsOff(value) : '';
      return [
        `  ${speak(definitionMath(name, definition))}.`,
        ...(value ? matrixSentences(printName(name), value).map((line) => `  ${line}${off}`) : []),
      ];
    }),
  ];
}

/** Which units of a ReLU are off, as a sentence; empty where none is, or for several examples. */
function unitsOff({ data, cols }: Tensor): string {
  const off = Array.from(data, (x, i) => (x > 0 ? '' : `${i + 1}`)).filter((unit) => unit !== '');
  if (cols > 1 || off.length === 0) return '';
  return off.length === 1 ? ` Unit ${off[0]} is off.` : ` Units ${off.join(', ')} are off.`;
}

function backwardSentences({ network }: Panel): readonly string[] {
  const worked = work(network);
  if (!worked) return [];
  return [
    'The backward pass, from the loss on:',
    ...worked.backward.map(({ node, sends }) => {
      const each = sends
        .filter(({ to }) => network.names.includes(to))
        .map(({ to, contribution }) => `${printName(to)} gets ${speak(exprMath(contribution))}`);
      return `  from ${printName(node)}: ${each.join('; ')}${againWords(network, node)}`;
    }),
    ...worked.backward.flatMap((_, i) => columnSentences(network, i + 1)),
  ];
}

/** That a gradient is computed once and used again. */
function againWords(network: Network, node: string): string {
  const reuse = reuseOf(network, node);
  const name = printName(gradientName(work(network)!.loss, node));
  return reuse ? `. ${name} is computed once and used ${reuse.often}, for ${reuse.what}` : '';
}

/** Which column of a matrix the first entry of a gradient is a sum over. */
function columnSentences(network: Network, steps: number): readonly string[] {
  const sums = sumsAt(network, steps);
  const sum = sums && sumOf(network, sums, 0);
  if (!sums || !sum) return [];
  const worked = work(network)!;
  const [matrix, gradient] = [
    printName(sums.matrix),
    printName(gradientName(worked.loss, sums.to)),
  ];
  // Where several paths meet it is a part of the gradient only.
  const to = arrivalsAt(worked, sums.to).length > 1 ? `what is added to ${gradient}` : gradient;
  const terms = sum.factors.map(([w, g]) => `${exactNumber(w)} times ${exactNumber(g)}`);
  return [
    `Each entry of ${to} uses one column of ${matrix}. Entry 1, column 1: ${terms.join(' plus ')} is ${exactNumber(sum.total)}.`,
  ];
}

/** The derivation, where it says more than the solution does. */
function derivationBeside(exercise: Exercise, { shown }: Solution) {
  const equations = derivationOf(exercise);
  return equations.length === 1 && shown !== null ? [] : equations;
}

/** The solution in the lab's words, once it is open. */
export function solutionSentences(session: Session): readonly string[] {
  const exercise = here(session)?.exercise;
  const solution = openSolution(session);
  if (!exercise || !solution) return [];
  const why = exercise.why ? ` ${sentence(exercise.why)}` : '';
  return [
    `Solution: ${printable(solution.shown ?? solution.answer)}.${why}`,
    ...derivationBeside(exercise, solution).map(
      ({ name, definition }) => `  ${printable(speak(definitionMath(name, definition)))}.`,
    ),
    ...rowsSentences(exercise),
  ];
}

const signs: Readonly<Record<string, string>> = {
  '×': ' by ',
  '·': 'times',
  '⊙': 'elementwise times',
};

/** The same as row Jacobians, with shapes, where the exercise offers them. */
function rowsSentences(exercise: Exercise): readonly string[] {
  const equations = rowsOf(exercise).map(({ name, definition }) => {
    const shapes = `${showShape(definition.shape!)} is ${shapesIn(definition)}`;
    const spokenShapes = shapes.replace(/[×·⊙]/g, (sign) => signs[sign]!);
    return printable(`  ${speak(definitionMath(name, definition))}. Shapes: ${spokenShapes}.`);
  });
  return equations.length > 0 ? ['As row Jacobians, with the same numbers:', ...equations] : [];
}
