import type { Feedback } from '../grading/verdict.ts';
import { gradeExercise } from '../lesson/exercises/index.ts';
import { clamp } from './indices.ts';
import { type Attempt, type ExerciseProgress, hintCost, withExercise } from './progress.ts';
import type { Moves, Session } from './session.ts';
import { earlier, frontMatrix, type Here, here, panels } from './view.ts';

/** A draft beyond this is cut; the grader refuses answers long before. */
const longestDraft = 20_000;

/** Working on the exercise of a step: typing, handing in, asking for help. */
export const answering: Moves<'drafted' | 'submitted' | 'hinted' | 'solutionShown'> = {
  drafted: (session, { text }) => remember(session, () => ({ draft: text.slice(0, longestDraft) })),
  submitted(session, { answer }) {
    const at = here(session);
    if (!at?.exercise) return session;
    const text = (answer ?? offered(at)).slice(0, longestDraft);
    const { attempts } = at.entry;
    const previous = attempts
      .filter(({ verdict, seed }) => verdict === 'incorrect' && seed === at.exercise?.seed)
      .map((each) => each.text);
    const feedback = gradeExercise(at.exercise, text, { previous, earlier: earlier(session) });
    const said = { ...session, screen: { ...at.screen, said: { answer: text, feedback } } };
    const draft = answer === undefined ? at.entry.draft : text;
    if (text.trim() === '') return said;
    const attempted = [...attempts, attempt(at, text, feedback, session.now)];
    return reveal(
      said,
      remember(said, () => ({ draft, attempts: attempted })),
    );
  },
  hinted: (session) =>
    remember(session, ({ exercise, entry }) => ({
      hints: Math.min(entry.hints + 1, Math.max(entry.hints, exercise?.hints.length ?? 0)),
    })),
  solutionShown: (session) =>
    reveal(
      session,
      remember(session, ({ entry, solved }) => ({ solution: entry.solution || !solved })),
    ),
};

/** Brings the first picture to the front that an answer has opened. */
function reveal(before: Session, after: Session): Session {
  const { screen } = after;
  const known = panels(before).map(({ picture }) => JSON.stringify(picture));
  const fresh = panels(after).findIndex(({ picture }) => !known.includes(JSON.stringify(picture)));
  if (screen.kind !== 'lesson') return after;
  const last = Math.max(0, panels(after).length - 1);
  if (fresh < 0) {
    // Numbers of one's own come first; the solution puts the engine's beside them.
    const own = panels(after)[0]?.picture.kind === 'answer';
    const panel = own ? 0 : Math.min(screen.panel, last);
    return withinFront({ ...after, screen: { ...screen, panel } });
  }
  return { ...after, screen: { ...screen, panel: fresh, cell: { row: 0, col: 0 }, nudge: null } };
}

/** The picture in front may be another one now, and smaller. */
function withinFront(session: Session): Session {
  const { screen } = session;
  const matrix = frontMatrix(session)?.tensor;
  if (screen.kind !== 'lesson' || !matrix) return session;
  const { row, col } = screen.cell;
  const cell = { row: clamp(row, matrix.rows), col: clamp(col, matrix.cols) };
  return cell.row === row && cell.col === col
    ? session
    : { ...session, screen: { ...screen, cell, nudge: null } };
}

/** What is handed in when no other answer is: the draft, or the rate an experiment stands at. */
function offered({ exercise, entry, screen }: Here): string {
  const atKnob = exercise?.kind === 'experiment' && exercise.reach !== null;
  return atKnob && entry.draft.trim() === '' && screen.run ? String(screen.run.rate) : entry.draft;
}

function attempt(
  { exercise, entry, solved }: Here,
  text: string,
  feedback: Feedback,
  now: number,
): Attempt {
  const cost = entry.solution && !solved ? 1 : Math.min(1, entry.hints * hintCost);
  return {
    text,
    verdict: feedback.verdict,
    label: feedback.label,
    credit: Math.max(0, feedback.credit * (1 - cost)),
    at: now,
    fingerprint: exercise!.fingerprint,
    seed: exercise!.seed,
  };
}

/** The session with part of what is remembered of the exercise in front replaced. */
function remember(session: Session, change: (at: Here) => Partial<ExerciseProgress>): Session {
  const at = here(session);
  if (!at?.exercise) return session;
  const part = { ...at.entry, ...change(at) };
  const progress = withExercise(session.progress, at.lesson.id, at.exercise.id, part);
  return { ...session, progress };
}
