import type { CommandModule } from 'yargs';
import type { Lesson } from '../lesson/lesson.ts';
import type { Progress } from '../session/progress.ts';
import { dueAt, type Review, reviewSession, schedule, withAnswers } from '../session/review.ts';
import { askAgain, hearAgain, type Manner } from '../ui/plain/review.ts';
import { loadCatalogue } from './catalogue.ts';
import { inputLines } from './input.ts';
import { lessonsOption } from './options.ts';
import { complain, say as print } from './out.ts';
import { progressStore } from './progress.ts';

interface Args {
  list: boolean;
  all: boolean;
  ascii: boolean;
  lessons: string[];
}

export const command: CommandModule<object, Args> = {
  command: 'review',
  describe: 'Be asked again what went wrong, after 1, 3, 7 and 21 days',
  builder: (cli) =>
    cli
      .option('list', {
        type: 'boolean',
        default: false,
        describe: 'Only say what is to be asked again, and when',
      })
      .option('all', {
        type: 'boolean',
        default: false,
        describe: 'Ask also what is not due yet',
      })
      .option('ascii', { type: 'boolean', default: false, describe: 'Print ASCII characters only' })
      .option('lessons', lessonsOption)
      .example('$0 review', 'Ask what is due today')
      .example('$0 review --list', 'What comes when'),
  handler: async ({ list, all, ascii, lessons: paths }) => {
    const lessons = loadCatalogue(paths).lessons.map(({ lesson }) => lesson);
    const store = progressStore().progress;
    const { progress, notice } = store.read();
    if (notice !== null) complain(`${notice}\n`);
    const now = Date.now();
    const reviews = schedule(lessons, progress);
    const due = all ? reviews : dueAt(reviews, now);
    if (list || due.length === 0) {
      print(`${overview(reviews, due.length, now).join('\n')}\n`);
      return;
    }
    const spoken =
      process.env.INK_SCREEN_READER === 'true' || process.env.INK_SCREEN_READER === '1';
    await ask(due, lessons, progress, { spoken, ascii }, (change) => {
      const said = store.update(change).notice;
      if (said !== null && said !== notice) complain(`${said}\n`);
    });
  },
};

/** Asks one after the other until the questions or the lines of input end. */
async function ask(
  due: readonly Review[],
  lessons: readonly Lesson[],
  progress: Progress,
  manner: Manner,
  save: (change: (kept: Progress) => Progress) => void,
): Promise<void> {
  const say = (lines: readonly string[]) => {
    for (const line of lines) print(`${line}\n`);
  };
  const open = (index: number) => {
    const review = due[index]!;
    const lesson = lessons.find(({ id }) => id === review.lesson)!;
    const session = reviewSession(lesson, review.exercise, progress, Date.now());
    say(askAgain(session, manner));
    if (process.stdin.isTTY) print('> ');
    return { review, session };
  };
  say([
    `${count(due.length)} to be asked again. Answer, or write :hint, :solution, :next or :quit.`,
  ]);
  let index = 0;
  let at = open(index);
  for await (const line of inputLines()) {
    const { session, lines, goes } = hearAgain(at.session, at.review, line);
    const { lesson, exercise } = at.review;
    say(lines);
    save((kept) => withAnswers(kept, lesson, exercise, session.progress));
    if (goes === 'out') return;
    if (goes === 'on') {
      index += 1;
      if (index === due.length) return say(['', 'That was all.']);
      at = open(index);
    } else {
      at = { ...at, session };
      if (process.stdin.isTTY) print('> ');
    }
  }
  say([
    '',
    `The input has ended; ${count(due.length - index)} left. Go on with: backprop-lab review`,
  ]);
}

function overview(reviews: readonly Review[], due: number, now: number): readonly string[] {
  if (reviews.length === 0) {
    return ['Nothing is to be asked again: nothing went wrong, or all of it is settled.'];
  }
  const head = due === 0 ? 'Nothing is due today.' : `${count(due)} due.`;
  const wide = Math.max(...reviews.map(({ lesson, exercise }) => lesson.length + exercise.length));
  const rows = reviews.map(({ lesson, exercise, title, due: at }) => {
    const when = at <= now ? 'now       ' : new Date(at).toISOString().slice(0, 10);
    return `  ${when}  ${`${lesson}/${exercise}`.padEnd(wide + 1)}  ${title}`;
  });
  return [head, '', ...rows];
}

function count(n: number): string {
  return n === 1 ? '1 question' : `${n} questions`;
}
