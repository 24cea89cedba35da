import { fromMarkdown } from 'mdast-util-from-markdown';
import { readHead } from './frontmatter.ts';
import type { Issue, Lesson } from './lesson.ts';
import { maskMath } from './math.ts';
import { checkMath, type Reader } from './prose.ts';
import { hasFresh, ownNumbers } from './seeding.ts';
import { openSource } from './source.ts';
import { readSteps } from './steps.ts';

/** A lesson, or everything in its file that has to be mended, in the order of the file. */
export type Parsed =
  | { readonly ok: true; readonly lesson: Lesson }
  | { readonly ok: false; readonly issues: readonly Issue[] };

/** Reads the Markdown of a lesson. `file` is the name that issues give. */
export function parseLesson(file: string, raw: string): Parsed {
  const source = openSource(file, raw);
  const top = readHead(source);
  if (!top) return { ok: false, issues: source.issues };
  const { head, body } = top;
  const blank = source.text.slice(0, body).replace(/[^\n]/g, ' ');
  const masked = maskMath(blank + source.text.slice(body), source.report);
  for (const region of masked.regions) checkMath(region, source.report);
  const reader: Reader = { masked, report: source.report, place: source.place };
  const steps = readSteps(fromMarkdown(masked.text).children, reader, source, body);
  if (source.issues.length > 0 || head === null) {
    return { ok: false, issues: [...source.issues].sort(inOrder) };
  }
  const { format: _, ...rest } = head;
  const seeds = hasFresh(steps) ? head.seeds : 0;
  return { ok: true, lesson: { ...rest, file, seeds, seed: 0, ...ownNumbers(steps) } };
}

/** The order of the file. */
export function inOrder(a: Issue, b: Issue): number {
  return a.line - b.line || a.column - b.column;
}
