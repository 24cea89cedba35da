import { join, resolve } from 'node:path';
import type { LineGrader } from '../grading/answerline.ts';
import { type Counted, type Marks, saySome, Tally } from '../grading/tally.ts';
import { isFolder, isThere, nameOf } from '../store/documents.ts';
import { answerFiles, GrowingFile, leadsOut, piecesOf } from '../store/handedin.ts';
import { reason } from '../store/trouble.ts';
import { CallError } from './command.ts';
import { Lines } from './lines.ts';
import { dataLine } from './out.ts';

/** The answers of one student, and where what they got is written. */
interface HandedIn {
  readonly student: string;
  readonly file: string;
  readonly out: string | null;
}

export interface GradedClass {
  readonly students: readonly ({ readonly student: string; readonly file: string } & Marks)[];
  readonly questions: readonly Counted[];
  /** Lines that are no question. */
  readonly errors: readonly Trouble[];
}

export interface Trouble {
  readonly file: string;
  readonly line: number;
  readonly message: string;
}

/** Grades files of answers, one a student, and writes what each student got into a file of the same name. */
export function gradeClass(
  grader: LineGrader,
  paths: readonly string[],
  folder: string | undefined,
  tell: (trouble: Trouble) => void,
): GradedClass {
  const tally = new Tally();
  const errors: Trouble[] = [];
  const students = handedIn(paths, folder).map(({ student, file, out }) => {
    const note = (trouble: Trouble) => {
      errors.push(trouble);
      tell(trouble);
    };
    const written = out === null ? null : open(out);
    try {
      const marks = tally.count(results(grader, file, written, note));
      if (written) finish(written, out!);
      return { student, file: out ?? file, ...marks };
    } catch (error) {
      written?.abandon();
      throw error;
    }
  });
  return { students, questions: tally.questions(), errors };
}

/** Verdicts as they come, each written before the next is asked for. */
function* results(
  grader: LineGrader,
  file: string,
  written: GrowingFile | null,
  note: (trouble: Trouble) => void,
) {
  let number = 0;
  for (const line of linesOf(file)) {
    number += 1;
    if (line.trim() === '') continue;
    const result = grader.gradeNamed(line);
    const { graded } = result;
    if ('error' in graded) note({ file, line: number, message: graded.error });
    if (written) onDisk(() => written.write(dataLine(graded)), file);
    yield result;
  }
}

function* linesOf(file: string): Iterable<string> {
  const lines = new Lines();
  const pieces = piecesOf(file)[Symbol.iterator]();
  for (;;) {
    const { done, value } = read(file, () => pieces.next());
    if (done) break;
    yield* lines.add(value);
  }
  yield* lines.end();
}

function read<T>(file: string, take: () => T): T {
  try {
    return take();
  } catch (error) {
    throw new CallError(`${file} cannot be read: ${reason(error)}.`);
  }
}

function open(path: string): GrowingFile {
  return onDisk(() => new GrowingFile(path), path);
}

function finish(written: GrowingFile, path: string): void {
  onDisk(() => written.finish(), path);
}

function onDisk<T>(run: () => T, path: string): T {
  try {
    return run();
  } catch (error) {
    throw new CallError(
      `${path} cannot be written: ${reason(error)}. Name another folder with --out.`,
    );
  }
}

/** The files by the students' names. Two students of one name would have one file of results. */
function handedIn(paths: readonly string[], folder: string | undefined): readonly HandedIn[] {
  const files = paths.flatMap((path) => {
    if (!isThere(path))
      throw new CallError(`There is no ${path}. Name files of answers, or folders of them.`);
    const found = answerFiles(path);
    // What students hand in may hold links, and whoever grades may read more than they.
    const link = isFolder(path)
      ? found.find((file) => read(file, () => leadsOut(file, path)))
      : null;
    if (link) {
      throw new CallError(
        `${link} is a link that leads out of ${path}, and nothing is graded. Copy the file there instead.`,
      );
    }
    return found;
  });
  if (files.length === 0) {
    throw new CallError(
      `${paths.join(', ')} holds no answers, which are .jsonl, .ndjson or .json files.`,
    );
  }
  const seen = new Map<string, string>();
  return files.map((file) => {
    const student = nameOf(file).replace(/\.(jsonl|ndjson|json)$/, '');
    const other = seen.get(student);
    if (other !== undefined) {
      throw new CallError(
        `${other} and ${file} are both called ${student}. Give each student a name of their own.`,
      );
    }
    seen.set(student, file);
    const out = folder === undefined ? null : join(folder, `${student}.jsonl`);
    if (out !== null && files.some((each) => resolve(each) === resolve(out))) {
      throw new CallError(
        `${out} holds answers and would be written over. Name another folder with --out.`,
      );
    }
    return { student, file, out };
  });
}

/** The summary as programs read it. */
export function classData({ students, questions, errors }: GradedClass): object {
  return {
    students,
    questions: questions.map(({ asked: { name, lesson }, students: of, right, labels }) => ({
      ...{ question: name, lesson, students: of, right },
      labels: labels.map((each) => ({
        ...each,
        said: saySome(each.students, of, each.label, name),
      })),
    })),
    errors,
  };
}

/** The summary as people read it: who, what came of it, and the commonest mistakes of each question. */
export function classPage(
  { students, questions, errors }: GradedClass,
  isWritten: boolean,
): string {
  const sum = (count: (marks: Marks) => number) => students.reduce((n, each) => n + count(each), 0);
  const lines = [
    `${some(students.length, 'student')}, ${some(
      sum((m) => m.answers),
      'answer',
    )}: ${sum((m) => m.correct)} correct, ${sum((m) => m.incorrect)} incorrect, ${sum((m) => m.unreadable)} unreadable.`,
    ...questions.flatMap(({ asked, students: of, right, labels }) => [
      '',
      `${asked.name}${asked.lesson === null ? '' : ` (${asked.lesson})`}: ${right} of ${of} right`,
      ...labels.map(({ label, students: n }) => `  ${saySome(n, of, label, asked.name)}`),
    ]),
  ];
  if (errors.length > 0) lines.push('', `${some(errors.length, 'line')} could not be graded.`);
  if (!isWritten) lines.push('', 'Nothing is written; --out FOLDER writes what each student got.');
  return `${lines.join('\n')}\n`;
}

function some(n: number, what: string): string {
  return `${n} ${n === 1 ? what : `${what}s`}`;
}
