import type { Lesson } from '../lesson/lesson.ts';
import { suggest } from '../lesson/suggest.ts';
import { readLessons } from '../store/lessons.ts';
import { loadCatalogue, readAll } from './catalogue.ts';
import { CallError } from './command.ts';
import { noLesson } from './missing.ts';
import { complain } from './out.ts';

/**
 * The lesson that a word on the command line means: an id, or the path of a file. Null when that
 * file is no lesson yet; what has to be mended is then written to stderr, and the exit code is 1.
 */
export function chooseLesson(word: string, paths: readonly string[]): Lesson | null {
  return /[/\\.]/.test(word) ? lessonIn(word) : lessonWithId(word, paths);
}

function lessonIn(path: string): Lesson | null {
  const { lessons, issues } = readAll(readLessons([path]));
  for (const { file, line, column, message } of issues) {
    complain(`${file}:${line}:${column}: ${message}\n`);
  }
  if (issues.length > 0) process.exitCode = 1;
  else if (lessons.length !== 1) {
    throw new CallError(`${path} holds ${lessons.length} lessons; name the file of one.`);
  }
  return issues.length > 0 ? null : lessons[0]!.lesson;
}

function lessonWithId(id: string, paths: readonly string[]): Lesson {
  const { lessons: entries, issues } = loadCatalogue(paths);
  const lessons = entries.map((entry) => entry.lesson);
  const found = lessons.find((lesson) => lesson.id === id);
  if (found) return found;
  throw new CallError(noLesson(id, lessons, issues));
}

/** The index of the step that a number from 1 or an id means. */
export function chooseStep({ id, steps }: Lesson, word: string): number {
  const index = /^\d+$/.test(word) ? Number(word) - 1 : steps.findIndex((step) => step.id === word);
  if (index >= 0 && index < steps.length) return index;
  const ids = steps.map((step) => step.id);
  const hint = /^-?\d+$/.test(word)
    ? `Write a number from 1 to ${steps.length}.`
    : suggest(word, ids);
  throw new CallError(`${id} has no step ${word}. ${hint}`);
}
