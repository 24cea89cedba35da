import { join } from 'node:path';
import type { CommandModule } from 'yargs';
import { lessonId } from '../lesson/frontmatter.ts';
import { template } from '../lesson/template.ts';
import { createDocument } from '../store/documents.ts';
import { loadCatalogue } from './catalogue.ts';
import { CallError } from './command.ts';
import { say } from './out.ts';

interface Args {
  id: string;
  in: string;
}

export const command: CommandModule<object, Args> = {
  command: 'new <id>',
  describe: 'Begin a lesson: a commented file with every kind of block, which passes `check`',
  builder: (cli) =>
    cli
      .positional('id', {
        type: 'string',
        demandOption: true,
        describe: 'Its id, in kebab case; progress hangs on it, so it never changes',
      })
      .option('in', {
        type: 'string',
        requiresArg: true,
        default: 'lessons',
        describe: 'The folder for it; the lab finds ./lessons by itself',
      })
      .example('$0 new batch-norm', 'Write lessons/batch-norm.md')
      .example('$0 new batch-norm --in week-2', 'Write week-2/batch-norm.md'),
  handler: ({ id, in: folder }) => {
    if (!lessonId.test(id) || id.length > 60) {
      throw new CallError(
        `${id} cannot be an id. Write words in small letters with - between, such as batch-norm.`,
      );
    }
    const twin = loadCatalogue([]).lessons.find(({ lesson }) => lesson.id === id);
    if (twin) {
      const where = twin.source === 'shipped' ? 'one of the shipped lessons' : twin.source;
      throw new CallError(`${id} is the id of ${where} already. Choose another.`);
    }
    const file = join(folder, `${id}.md`);
    const trouble = createDocument(file, template(id));
    if (trouble !== null) throw new CallError(trouble);
    say(`${file} is written. Change it, and prove it with:

  backprop-lab check ${file}
`);
  },
};
