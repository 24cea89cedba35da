import { basename, join, resolve } from 'node:path';
import type { CommandModule } from 'yargs';
import { courseFile, isPackable, packLimits, readPack, writePack } from '../lesson/pack.ts';
import { isFolder, isThere, readDocuments, replaceDocument } from '../store/documents.ts';
import { readLessons } from '../store/lessons.ts';
import { findIssues, issueLines } from './check.ts';
import { CallError } from './command.ts';
import { complain, say } from './out.ts';

interface Args {
  folder: string;
  out: string | undefined;
}

export const command: CommandModule<object, Args> = {
  command: 'pack <folder>',
  describe: 'Make one file of a folder of lessons, to hand out',
  builder: (cli) =>
    cli
      .positional('folder', {
        type: 'string',
        demandOption: true,
        describe: 'Lessons, and a course.yaml with their order and title where there is one',
      })
      .option('out', {
        type: 'string',
        requiresArg: true,
        describe: 'The file to write; FOLDER.backprop.json when left out',
      })
      .example('$0 pack week-2', 'Write week-2.backprop.json, which --lessons reads'),
  handler: ({ folder, out }) => {
    if (!isFolder(folder)) throw new CallError(`${folder} is not a folder of lessons.`);
    const target = out ?? `${basename(resolve(folder))}.backprop.json`;
    const { checked, issues } = findIssues([folder]);
    if (issues.length > 0) {
      complain(`${issueLines(issues)}Nothing is packed before all is well.\n`);
      process.exitCode = 1;
      return;
    }
    if (checked === 0) throw new CallError(`${folder} holds no lessons, which are .md files.`);
    const { files, courses } = readLessons([folder]);
    const packed = [...courses, ...files].map(({ path, text }) => ({ name: basename(path), text }));
    const odd = packed.find(({ name }) => !isPackable(name));
    if (odd) {
      throw new CallError(
        `${join(folder, odd.name)} needs a name of letters, digits, - and _ to be packed.`,
      );
    }
    refuseForeign(target);
    const trouble = replaceDocument(target, writePack(packed));
    if (trouble !== null) throw new CallError(trouble);
    const order = courses.length > 0 ? ` and ${courseFile}` : '';
    say(`${target} holds ${checked} ${checked === 1 ? 'lesson' : 'lessons'}${order}. Whoever has it runs:

  backprop-lab --lessons ${target}
`);
  },
};

/** An older pack is replaced; nothing else is, and what cannot be read as one neither. */
function refuseForeign(target: string): void {
  if (isFolder(target)) throw new CallError(`${target} is a folder; name a file with --out.`);
  if (!isThere(target)) return;
  const [old] = readDocuments(target, '', packLimits.characters).documents;
  if (old && readPack(old.text).ok) return;
  throw new CallError(`${target} is there and is no packed course; name another file with --out.`);
}
