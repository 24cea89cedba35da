import { type Command, command } from './command.ts';

/**
 * Every command, in the order of `--help`. A row looks like
 * `command({ name: 'grad', args: '<program>', describe: '…', load: () => import('./grad.ts') })`
 * and `grad.ts` exports `command`, a yargs CommandModule with its `builder` and `handler`.
 */
export const commands: readonly Command[] = [
  command({
    name: 'lab',
    isDefault: true,
    describe: 'Open the lab, with the list of lessons',
    load: () => import('./lab.ts'),
  }),
  command({
    name: 'learn',
    args: '[lesson]',
    describe: 'Open a lesson, where you were in it',
    load: () => import('./learn.ts'),
  }),
  command({
    name: 'list',
    describe: 'List the lessons, and how far you are',
    load: () => import('./list.ts'),
  }),
  command({
    name: 'show',
    args: '<lesson>',
    describe: 'Print a lesson as plain text, for less and for paper',
    load: () => import('./show.ts'),
  }),
  command({
    name: 'review',
    describe: 'Be asked again what went wrong, after 1, 3, 7 and 21 days',
    load: () => import('./review.ts'),
  }),
  command({
    name: 'notes',
    args: '[lesson]',
    describe: 'Write a page of what you derived, with your mistakes',
    load: () => import('./notes.ts'),
  }),
  command({
    name: 'grad',
    args: '<program>',
    describe: 'Differentiate a program at given numbers',
    load: () => import('./grad.ts'),
  }),
  command({
    name: 'grade',
    args: '[path..]',
    describe: 'Grade answers, one JSON object a line, from stdin or from files of a class',
    load: () => import('./grade.ts'),
  }),
  command({
    name: 'check',
    args: '[path..]',
    describe: 'Prove lessons: everything an author can get wrong, all of it at once',
    load: () => import('./check.ts'),
  }),
  command({
    name: 'new',
    args: '<id>',
    describe: 'Begin a lesson: a commented file with every kind of block, which passes `check`',
    load: () => import('./new.ts'),
  }),
  command({
    name: 'preview',
    args: '<file>',
    describe: 'Look at a lesson while you write it; it is read again whenever it is saved',
    load: () => import('./preview.ts'),
  }),
  command({
    name: 'pack',
    args: '<folder>',
    describe: 'Make one file of a folder of lessons, to hand out',
    load: () => import('./pack.ts'),
  }),
  command({
    name: 'report',
    args: '[path..]',
    describe: 'Write down your work, or turn the reports of a class into a gradebook',
    load: () => import('./report.ts'),
  }),
  command({
    name: 'gallery',
    args: '[word]',
    describe: 'Draw every widget of the lab with sample data',
    load: () => import('./gallery.ts'),
  }),
];
