import type { Expr } from '../engine/expr.ts';
import { names } from '../engine/scope.ts';
import { print, printName } from '../notation/print.ts';
import { type Exercise, solve } from './exercises/index.ts';
import type { Network } from './lesson.ts';
import { mathText } from './mathtext.ts';
import { inRows } from './rows.ts';
import { readFormula, work } from './worked.ts';

/** One line of a derivation: a gradient, and what it is in terms of those before it. */
export interface Equation {
  readonly name: string;
  readonly definition: Expr;
}

/**
 * How the solution comes about, equation by equation, from what is given or stands in the question
 * (else from the loss) to what is asked: `∂L/∂z₃ = ∂L/∂h₃ ⊙ 1[z₃>0]`. Empty where no gradient is
 * asked for.
 */
export function derivationOf(exercise: Exercise): readonly Equation[] {
  const { network } = exercise;
  if (!network || !('wants' in exercise) || exercise.kind === 'shape') return [];
  return namesBehind(network, exercise.wants, givenIn(exercise)).flatMap((name) => {
    const definition = work(network)?.scope.definitions.get(name);
    return definition ? [{ name, definition }] : [];
  });
}

/** The solution as the last line of its own derivation; null where it is no formula. */
function solutionEquation(exercise: Exercise): Equation | null {
  const { kind, network } = exercise;
  const definition = kind === 'derive' && network && readFormula(network, solve(exercise).answer);
  return definition ? { name: exercise.wants, definition } : null;
}

/** The solution and how it comes about as row Jacobians; empty where the exercise does not offer them. */
export function rowsOf(exercise: Exercise): readonly Equation[] {
  if (!('rows' in exercise) || !exercise.rows) return [];
  const solution = solutionEquation(exercise);
  const all = [...(solution ? [solution] : []), ...derivationOf(exercise)];
  const turned = all.map(({ name, definition }) => ({ name, definition: inRows(definition) }));
  const known = new Set<string>();
  return turned.filter(({ name, definition }) => {
    const words = `${name} = ${print(definition)}`;
    return !known.has(words) && known.add(words);
  });
}

/** What need not be derived: the given gradients, those found on the way, and those that the question names. */
function givenIn(exercise: Exercise): readonly string[] {
  const scope = exercise.network && work(exercise.network)?.scope;
  const words = exercise.ask.flatMap(({ kind, text }) => (kind === 'math' ? [mathText(text)] : []));
  const named = [...(scope?.definitions.keys() ?? [])].filter(
    (name) => name.includes('/') && words.includes(printName(name)),
  );
  const walked = exercise.kind === 'backward' ? exercise.walked.map(({ wants }) => wants) : [];
  return [...('given' in exercise ? exercise.given : []), ...walked, ...named];
}

/** The gradients that `asked` rests on, those that it needs first, itself last. */
function namesBehind(network: Network, asked: string, given: readonly string[]): readonly string[] {
  const scope = work(network)?.scope;
  const found: string[] = [];
  const visit = (name: string) => {
    const definition = scope?.definitions.get(name);
    if (!scope || !definition || !name.includes('/') || found.includes(name)) return;
    for (const each of names(definition)) if (!given.includes(each)) visit(each);
    found.push(name);
  };
  visit(asked);
  return found;
}
