import type { CommandModule } from 'yargs';
import { sentences } from '../grading/sentences.ts';
import { checkLesson } from '../lesson/check.ts';
import type { Issue, Lesson } from '../lesson/lesson.ts';
import { messagesOf } from '../lesson/misconception.ts';
import { parseLesson } from '../lesson/parse.ts';
import { seeded } from '../lesson/seeds.ts';
import { suggest } from '../lesson/suggest.ts';
import { previewLesson, startPreview } from '../session/preview.ts';
import { noProgress, type Progress, withExercise } from '../session/progress.ts';
import type { Session } from '../session/session.ts';
import { stdout } from '../stdout.ts';
import { draftFile } from '../store/draft.ts';
import { readDocument } from '../store/lessons.ts';
import { watchDocument } from '../store/watch.ts';
import type { Store } from '../store.ts';
import { printable } from '../ui/glyphs.ts';
import { messageLines } from '../ui/plain/messages.ts';
import { type Look, resolveSettings, speaksLines } from '../ui/settings.ts';
import { issueLines } from './check.ts';
import { chooseStep } from './choose.ts';
import { CallError } from './command.ts';
import { beforeInk } from './open.ts';
import { lookOptions } from './options.ts';
import { complain, say } from './out.ts';

interface Args extends Look {
  file: string;
  at: string | undefined;
  seed: number | undefined;
  as: string | undefined;
}

const sizeLimit = 1024 * 1024;

export const command: CommandModule<object, Args> = {
  command: 'preview <file>',
  describe: 'Look at a lesson while you write it; it is read again whenever it is saved',
  builder: (cli) =>
    cli
      .positional('file', {
        type: 'string',
        demandOption: true,
        describe: 'The file of a lesson',
      })
      .option('at', {
        type: 'string',
        requiresArg: true,
        describe: 'Begin at this step: its number from 1, or its id',
      })
      .option('seed', {
        type: 'number',
        requiresArg: true,
        describe: 'With the fresh numbers of this seed; 0 are the lesson’s own',
      })
      .option('as', {
        type: 'string',
        requiresArg: true,
        describe: 'As a student who makes this mistake: it stands in the answer line already',
      })
      .options(lookOptions)
      .example('$0 preview lessons/mine.md', 'Keep it open beside your editor')
      .example('$0 preview lessons/mine.md --as missing-mask', 'What is said to a forgotten mask')
      .example('$0 preview lessons/mine.md | less', 'Every message of every exercise, as lines'),
  handler: async (args) => {
    const first = readFile(args);
    if (typeof first === 'string') throw new CallError(first);
    const step = first.good && args.at !== undefined ? chooseStep(first.good, args.at) : null;
    mindMistake(args.as, first.good);
    if (speaksLines(process.env, process.stdin, stdout())) return printMessages(first, step, args);
    await openPreview(first, step ?? 0, args);
  },
};

/** A file as it was last read: the lesson, if it is one, and what has to be mended. */
interface Draft {
  readonly file: string;
  readonly good: Lesson | null;
  readonly issues: readonly Issue[];
}

/** The lesson of the file with its issues, or a sentence that says why it cannot be read at all. */
function readFile({ file, seed = 0 }: Pick<Args, 'file' | 'seed'>): Draft | string {
  const document = readDocument(file, sizeLimit);
  if ('message' in document) return `${file}: ${document.message}.`;
  const read = parseLesson(file, document.text);
  if (!read.ok) return { file, good: null, issues: read.issues };
  return { file, good: seeded(read.lesson, seed), issues: checkLesson(read.lesson) };
}

/** A mistake that neither the lab nor the lesson knows is a slip of the keyboard. */
function mindMistake(label: string | undefined, lesson: Lesson | null): void {
  if (label === undefined || lesson === null) return;
  const exercises = lesson.steps.flatMap(({ exercise }) => exercise ?? []);
  const own = exercises.flatMap((each) => [
    ...('mistakes' in each ? Object.keys(each.mistakes) : []),
    ...each.tests.map(({ expect }) => expect),
    ...('options' in each ? each.options.flatMap((option) => option.label ?? []) : []),
  ]);
  const known = [...new Set([...Object.keys(sentences), ...own])];
  if (known.includes(label)) return;
  throw new CallError(`No mistake is called ${label}. ${suggest(label, known)}`);
}

function printMessages({ good, issues }: Draft, step: number | null, { as }: Args): void {
  if (issues.length > 0) {
    complain(issueLines(issues));
    process.exitCode = 1;
  }
  const steps = good?.steps ?? [];
  const chosen = step === null ? steps : steps.slice(step, step + 1);
  say(`${messageLines(chosen, as ?? null).join('\n')}\n`);
}

async function openPreview(first: Draft, step: number, args: Args): Promise<void> {
  let last = first.good;
  const lessonNow = ({ file, good, issues }: Draft): Lesson =>
    previewLesson(file, good ?? last, issues);
  const begun = startPreview(lessonNow(first), step, args.seed ?? 0, Date.now());
  const session = args.as === undefined ? begun : withMistakes(begun, args.as);
  const settings = resolveSettings(args, process.env);
  beforeInk(settings);
  const { openLab } = await import('../ui/lab.ts');
  process.exitCode = await openLab(session, memory(), settings, notice(first), (send) =>
    watchDocument(args.file, () => {
      const next = readFile(args);
      if (typeof next === 'string') return send([{ type: 'noticed', notice: printable(next) }]);
      const lesson = lessonNow(next);
      last = next.good ?? last;
      send([{ type: 'reloaded', lesson, notice: notice(next) }]);
    }),
  );
}

function notice({ issues }: Draft): string | null {
  const [first] = issues;
  if (!first) return null;
  const more = issues.length > 1 ? ` (and ${issues.length - 1} more)` : '';
  return `${first.line}:${first.column}: ${first.message}${more}`;
}

/** The first answer of somebody who makes the mistake stands in the answer line of each exercise. */
function withMistakes(session: Session, label: string): Session {
  const [lesson] = session.lessons;
  const progress = (lesson?.steps ?? []).reduce((now, { exercise }) => {
    const [message] = exercise ? messagesOf(exercise, label) : [];
    return exercise && message
      ? withExercise(now, lesson!.id, exercise.id, { draft: message.answer, seed: exercise.seed })
      : now;
  }, session.progress);
  return { ...session, progress };
}

/** A store that forgets: what an author tries is not the author's progress. */
function memory(): Store<Progress> {
  let kept = noProgress;
  return {
    folder: null,
    progress: {
      look: () => kept,
      read: () => ({ progress: kept, notice: null, saved: true }),
      update(change) {
        kept = change(kept);
        return { progress: kept, notice: null, saved: true };
      },
    },
    draft: draftFile(null),
  };
}
