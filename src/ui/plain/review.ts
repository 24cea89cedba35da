import { pointAt } from '../../notation/caret.ts';
import { type Review, schedule } from '../../session/review.ts';
import { type Session, update } from '../../session/session.ts';
import { here, openHints, openSolution } from '../../session/view.ts';
import { printable } from '../glyphs.ts';
import { stepSheet } from '../sheet.ts';
import { introduce } from './converse.ts';
import { sentence, solutionSentences } from './say.ts';

/** What is said, the session after it, and whether this question is over. */
export interface ReviewTurn {
  readonly session: Session;
  readonly lines: readonly string[];
  readonly goes: 'stay' | 'on' | 'out';
}

/** How a review is talked about: drawn, or for the ear. */
export interface Manner {
  readonly spoken: boolean;
  readonly ascii: boolean;
}

/** The question again, with its step. */
export function askAgain(session: Session, manner: Manner): readonly string[] {
  const at = here(session);
  if (!at) return [];
  if (manner.spoken) return introduce(session);
  const { ascii } = manner;
  const sheet = stepSheet(at.lesson, at.screen.step, { ascii, answers: 'none' });
  return ['', printable(at.lesson.title), ...sheet, ''];
}

/** One line of the student's: an answer, or a word that begins with a colon. */
export function hearAgain(session: Session, review: Review, line: string): ReviewTurn {
  const word = line.trim().toLowerCase();
  const say = (lines: readonly string[], goes: ReviewTurn['goes'] = 'stay', now = session) => ({
    session: now,
    lines,
    goes,
  });
  switch (word) {
    case '':
    case ':next':
    case ':skip':
      return say(['Left for another time.'], 'on');
    case ':quit':
    case ':q':
      return say([], 'out');
    case ':hint':
    case ':h': {
      const now = update(session, { type: 'hinted' });
      const hints = openHints(now);
      const fresh = hints.slice(openHints(session).length);
      return fresh.length === 0
        ? say(['There are no more hints. :solution shows the answer.'])
        : say([`Hint ${hints.length}: ${sentence(fresh[0]!)}`], 'stay', now);
    }
    case ':solution': {
      const now = update(session, { type: 'solutionShown' });
      return say(openSolution(now) ? solutionSentences(now) : [], 'on', now);
    }
    default:
      if (word.startsWith(':')) {
        return say(['Answer, or write :hint, :solution, :next or :quit.']);
      }
      return judged(session, review, line);
  }
}

function judged(session: Session, review: Review, line: string): ReviewTurn {
  const now = update(update(session, { type: 'drafted', text: line }), { type: 'submitted' });
  const feedback = here(now)?.screen.said?.feedback;
  if (!feedback) return { session: now, lines: [], goes: 'stay' };
  const { verdict, label, message, span } = feedback;
  const head = { correct: 'Right.', incorrect: 'Not yet.', unreadable: 'Not judged.' }[verdict];
  if (verdict === 'correct') {
    const more = label === null ? '' : ` ${message}`;
    return { session: now, lines: [printable(head + more), again(now, review)], goes: 'on' };
  }
  const text = printable(`${head} ${message}${label ? ` (${label})` : ''}`);
  const lines = span && span[1] > span[0] ? pointAt(line, span, text).split('\n') : [text];
  return { session: now, lines, goes: 'stay' };
}

/** When it is asked the next time. */
function again({ lessons, progress, now }: Session, { lesson, exercise }: Review): string {
  const next = schedule(lessons, progress).find(
    (each) => each.lesson === lesson && each.exercise === exercise,
  );
  if (!next) return 'It will not be asked again.';
  const days = Math.max(1, Math.ceil((next.due - now) / (24 * 60 * 60 * 1000)));
  return days === 1 ? 'It is asked again tomorrow.' : `It is asked again in ${days} days.`;
}
