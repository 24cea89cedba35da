import type { CommandModule } from 'yargs';
import { notesPage } from '../session/notes.ts';
import { loadCatalogue } from './catalogue.ts';
import { CallError } from './command.ts';
import { noLesson } from './missing.ts';
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
    const { lessons, issues } = loadCatalogue(paths);
    const all = lessons.map(({ lesson }) => lesson);
    const chosen = id === undefined ? all : all.filter((lesson) => lesson.id === id);
    if (id !== undefined && chosen.length === 0) {
      throw new CallError(noLesson(id, all, issues));
    }
    say(notesPage(chosen, openProgress().progress));
  },
};
