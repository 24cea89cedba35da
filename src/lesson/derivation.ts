import { printName } from '../notation/print.ts';
import type { Exercise } from './exercises/index.ts';
import type { Network } from './lesson.ts';
import { formulaOf, work } from './worked.ts';

/**
 * How the solution comes about, one equation a line, from what is given (or the loss) to what is
 * asked: `∂L/∂z₃ = ∂L/∂h₃ ⊙ 1[z₃>0]`. Empty where no gradient is asked for.
 */
export function derivationOf(exercise: Exercise): readonly string[] {
  const { network } = exercise;
  if (!network || !('wants' in exercise) || exercise.kind === 'shape') return [];
  const given = 'given' in exercise ? exercise.given : [];
  return namesBehind(network, exercise.wants, given).flatMap((name) => {
    const formula = formulaOf(network, name);
    return formula === null ? [] : [`${printName(name)} = ${formula}`];
  });
}

/** The gradients that `asked` rests on, those that it needs first, itself last. */
function namesBehind(network: Network, asked: string, given: readonly string[]): readonly string[] {
  const scope = work(network)?.scope;
  const found: string[] = [];
  const visit = (name: string) => {
    const definition = scope?.definitions.get(name);
    if (!scope || !definition || !name.includes('/') || found.includes(name)) return;
    for (const each of directNames(definition)) if (!given.includes(each)) visit(each);
    found.push(name);
  };
  visit(asked);
  return found;
}

function directNames(e: {
  readonly op: string;
  readonly attr: unknown;
  readonly args: readonly unknown[];
}): string[] {
  if (e.op === 'ref') return [e.attr as string];
  return e.args.flatMap((each) => directNames(each as typeof e));
}
