import type { Lesson } from '../../lesson/lesson.ts';
import { type Assessed, type Result, replaySentence } from './assess.ts';
import { code } from './markdown.ts';

/** A page of the commonest mistakes of a class: each exercise with who met it, and what they wrote. */
export function mistakesPage(class_: readonly Assessed[], lessons: readonly Lesson[]): string {
  const students = class_.length === 1 ? '1 report' : `${class_.length} reports`;
  const parts = lessons.flatMap((lesson) => lessonPart(lesson, class_));
  const odd = class_.filter(({ replayed }) => replayed.some(({ outcome }) => outcome !== 'same'));
  return `${[
    '# Mistakes',
    `From ${students}. A mistake is counted once for each student who made it.`,
    ...parts,
    ...(odd.length > 0 ? ['## Answers given again', ...odd.map(againLine)] : []),
    '---',
    class_[0]?.report.note ?? '',
  ].join('\n\n')}\n`;
}

function againLine(one: Assessed): string {
  return `- ${code(one.student)}: ${replaySentence(one)}`;
}

function lessonPart(lesson: Lesson, class_: readonly Assessed[]): readonly string[] {
  const exercises = lesson.steps.flatMap(({ exercise }) => exercise ?? []);
  const parts = exercises.flatMap(({ id }) => {
    const met = class_.flatMap(({ student, results }) =>
      results
        .filter((each) => each.lesson === lesson.id && each.exercise === id && each.tries > 0)
        .map((result) => ({ student, result })),
    );
    return met.length === 0 ? [] : [exercisePart(id, met)];
  });
  return parts.length === 0 ? [] : [`## ${plain(lesson.title)}`, ...parts];
}

interface Met {
  readonly student: string;
  readonly result: Result;
}

function exercisePart(id: string, met: readonly Met[]): string {
  const atOnce = met.filter(({ result }) => result.solved && result.mistakes.length === 0).length;
  const solved = met.filter(({ result }) => result.solved).length;
  const rows = commonest(met).map(
    ({ label, students, texts }) =>
      `| ${label} | ${students} | ${texts.map((text) => code(text)).join(' · ')} |`,
  );
  const head = `### ${id}\n\n${met.length} tried it, ${atOnce} had it at once, ${solved} in the end.`;
  return rows.length === 0
    ? head
    : [head, '', '| mistake | students | as it was written |', '|---|---|---|', ...rows].join('\n');
}

interface Common {
  readonly label: string;
  readonly students: number;
  /** The answers most often given, at most three. */
  readonly texts: readonly string[];
}

/** Labels by how many students met them; those of one count in the order of the alphabet. */
function commonest(met: readonly Met[]): readonly Common[] {
  const answers = met.flatMap(({ student, result }) =>
    result.mistakes.map(({ label, attempt }) => ({
      student,
      label: label ?? 'value',
      text: attempt.text.trim(),
    })),
  );
  const labels = [...new Set(answers.map(({ label }) => label))];
  return labels
    .map((label): Common => {
      const own = answers.filter((each) => each.label === label);
      return {
        label,
        students: new Set(own.map(({ student }) => student)).size,
        texts: mostOften(own.map(({ text }) => text)).slice(0, 3),
      };
    })
    .sort((a, b) => b.students - a.students || a.label.localeCompare(b.label));
}

function mostOften(texts: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts].sort(([a, m], [b, n]) => n - m || a.localeCompare(b)).map(([text]) => text);
}

function plain(text: string): string {
  return text.replace(/[\\`*_<>[\]#|]/g, '\\$&');
}
