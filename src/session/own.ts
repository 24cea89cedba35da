import type { Exercise } from '../lesson/exercises/index.ts';
import { parameterOf, type Trial } from '../lesson/trial.ts';
import { entryFor } from './progress.ts';
import type { Session } from './session.ts';
import { here } from './view.ts';

/**
 * What the student has written for the gradients of what is trained, by the parameter: at a
 * derivation its last answer, at an experiment the last answer to each derivation of the course.
 */
export function ownFormulas(session: Session, { train }: Trial): ReadonlyMap<string, string> {
  const at = here(session);
  const found = new Map<string, string>();
  if (!at?.exercise) return found;
  if (at.exercise.kind === 'derive') {
    const answer = lastAnswer(session, at.lesson.id, at.exercise);
    if (answer !== null) found.set(train[0]!, answer);
    return found;
  }
  for (const lesson of session.lessons) {
    for (const { exercise } of lesson.steps) {
      const name = exercise?.kind === 'derive' ? parameterOf(exercise) : null;
      const answer = exercise && name ? lastAnswer(session, lesson.id, exercise) : null;
      if (name && answer !== null && train.includes(name)) found.set(name, answer);
    }
  }
  return found;
}

/** The last answer that was judged, right or wrong, or null. */
function lastAnswer({ progress }: Session, lesson: string, exercise: Exercise): string | null {
  const { attempts } = entryFor(progress, lesson, exercise);
  return attempts.filter(({ verdict }) => verdict !== 'unreadable').at(-1)?.text ?? null;
}
