import type { CommandModule } from 'yargs';
import { stdout } from '../stdout.ts';
import { type Look, speaksLines } from '../ui/settings.ts';
import { loadCatalogue } from './catalogue.ts';
import { openAt } from './open.ts';
import { lessonsOption, lookOptions } from './options.ts';
import { say } from './out.ts';
import { doneIn, openProgress } from './progress.ts';

interface Args extends Look {
  lessons: string[];
}

export const command: CommandModule<object, Args> = {
  command: 'lab',
  describe: 'Open the lab, with the list of lessons',
  builder: (cli) => cli.option('lessons', lessonsOption).options(lookOptions),
  handler: async (args) => {
    if (speaksLines(process.env, process.stdin, stdout())) {
      say(page(args.lessons));
      return;
    }
    await openAt({ ...args, lesson: null, step: null, seed: null, plain: false });
  },
};

/** The lessons and how to go on, for where there is no terminal to draw on. */
function page(paths: readonly string[]): string {
  const { lessons } = loadCatalogue(paths);
  const { progress } = openProgress();
  const wide = Math.max(2, ...lessons.map(({ lesson }) => lesson.id.length));
  const rows = lessons.map(({ lesson }) => {
    const exercises = lesson.steps.filter(({ exercise }) => exercise !== null).length;
    return `  ${lesson.id.padEnd(wide)}  ${`${doneIn(lesson, progress)}/${exercises}`.padStart(5)}  ${lesson.title}: ${lesson.goal}`;
  });
  const first = lessons[0]?.lesson.id ?? 'LESSON';
  return `backprop-lab, a teaching lab for backpropagation. Lessons, and how far you are:

${rows.join('\n')}

In a terminal, run \`backprop-lab\` to open the lab.
Here, run \`backprop-lab learn ${first} --plain\` to work through a lesson line by line.
`;
}
