import type { Exercise } from '../lesson/exercises/index.ts';
import { shapeOf } from '../lesson/worked.ts';
import { functions } from '../notation/functions.ts';
import type { Candidate } from './completion.ts';
import { remember } from './remember.ts';

/** What may be typed in an answer: the network's names and the given gradients, then functions. */
export function candidatesOf(exercise: Exercise): readonly Candidate[] {
  return remembered(exercise);
}

const remembered = remember((exercise: Exercise): readonly Candidate[] => {
  const { network } = exercise;
  if (!network || exercise.kind === 'choice' || exercise.kind === 'shape') return [];
  const given = 'given' in exercise ? exercise.given : [];
  const withheld = 'withheld' in exercise ? exercise.withheld : [];
  const wanted = 'wants' in exercise ? exercise.wants : '';
  const names = [...network.names, ...given]
    .filter((name) => !withheld.includes(name) && name !== wanted)
    .map((name): Candidate => {
      const shape = shapeOf(network, name);
      return { name, note: shape ? shape.join('×') : '' };
    });
  const known = new Set(names.map(({ name }) => name));
  const callable = [...functions.keys()]
    .filter((name) => /^[a-z]+'?$/.test(name) && !known.has(name))
    .map((name): Candidate => ({ name, note: 'function' }));
  return [...names, ...callable];
});
