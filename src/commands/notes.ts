import type { CommandModule } from 'yargs';
import { suggest } from '../lesson/suggest.ts';
import { notesPage } from '../session/notes.ts';
import { loadCatalogue } from './catalogue.ts';
import { CallError } from './command.ts';
import { lessonsOption } from './options.ts';
import { say } from './out.ts';
import { openProgress } from './progress.ts';

interface Args {
  lesson: string | undefined;
  lessons: string[];
}

export const command: CommandModule<object, Args> = {
  command: 'notes [lesson]',
  describe: 'Write a page of what you derived, with your mistakes',
  builder: (cli) =>
    cli
      .positional('lesson', {
        type: 'string',
        describe: 'The id of a lesson; without it, all that you have worked on',
      })
      .option('lessons', lessonsOption)
      .example('$0 notes > notes.md', 'Keep what you found as Markdown'),
  handler: ({ lesson: id, lessons: paths }) => {
    const all = loadCatalogue(paths).lessons.map(({ lesson }) => lesson);
    const chosen = id === undefined ? all : all.filter((lesson) => lesson.id === id);
    if (id !== undefined && chosen.length === 0) {
      const ids = all.map((lesson) => lesson.id);
      throw new CallError(`There is no lesson ${id}. ${suggest(id, ids)}`);
    }
    say(notesPage(chosen, openProgress().progress));
  },
};
