import { createInterface } from 'node:readline';
import type { Progress } from '../session/progress.ts';
import type { Session } from '../session/session.ts';
import { here } from '../session/view.ts';
import type { Store } from '../store.ts';
import { openKeeper } from './keeper.ts';
import { goOn, greeting, hear, type Turn } from './plain/converse.ts';

/**
 * A lesson as lines, for pipes and screen readers: the same session, grading and progress, without
 * a picture that is ever redrawn. Resolves with the exit code when the lesson or the input ends.
 */
export async function speakLesson(
  session: Session,
  store: Store<Progress>,
  notice: string | null,
): Promise<number> {
  const keeper = openKeeper(store);
  const asks = process.stdin.isTTY === true;
  let said = notice;
  const utter = ({ session: now, lines }: Turn): Session => {
    for (const line of lines) process.stdout.write(`${line}\n`);
    const trouble = keeper.save(now);
    if (trouble !== null && trouble !== said) process.stdout.write(`${trouble}\n`);
    said = trouble ?? said;
    return now;
  };
  let now = utter({ session, lines: [...(notice ? [notice] : []), ...greeting()] });
  now = utter(goOn(now));
  const input = createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY });
  const prompt = () => asks && process.stdout.write('> ');
  if (here(now)) prompt();
  for await (const line of input) {
    if (!here(now)) break;
    now = utter(hear(now, line));
    if (!here(now)) break;
    prompt();
  }
  input.close();
  process.stdout.write(`${farewell(now, keeper.save(now) === null)}\n`);
  return 0;
}

/** Where the lesson was left, and whether the way there will be known again. */
function farewell(session: Session, saved: boolean): string {
  const kept = `progress is ${saved ? '' : 'not '}kept.`;
  const at = here(session);
  if (!at) return kept.replace('p', 'P');
  const { lesson, screen } = at;
  return `\nThe input has ended at step ${screen.step + 1} of ${lesson.steps.length}; ${kept} Go on with: backprop-lab learn ${lesson.id} --plain`;
}
