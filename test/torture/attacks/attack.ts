/** One attack: what is given to the program, and what happens. */
export interface Attack {
  readonly name: string;
  readonly args: readonly string[];
  readonly input?: string;
  /** Files by path below the working folder; `-> target` makes a link. */
  readonly files?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly code: number;
  /** Stands in what is printed. */
  readonly says: RegExp;
  /** What happens, in words. */
  readonly happens: string;
  /** The names of what the program may write into the working folder. */
  readonly writes?: readonly string[];
}

/** What is attacked, and how. */
export interface Family {
  readonly title: string;
  readonly attacks: readonly Attack[];
}

/** What is expected of a row: the words for it, what is printed, and the exit code. */
export type Outcome = readonly [happens: string, says: RegExp, code: number];

const question = {
  program: 'z = W @ x; L = sum(z)',
  shapes: { W: ['o', 'h'], x: ['h', 1] },
  ask: 'dL/dW',
};

/** One line for `grade`: a good question and a right answer, but for what is said here. */
export function grade(name: string, fields: object, [happens, says, code]: Outcome): Attack {
  const line = JSON.stringify({ id: 1, ...question, answer: 'dL/dz x^T', ...fields });
  return { name, args: ['grade', '--json'], input: `${line}\n`, happens, says, code };
}

export function grad(
  name: string,
  program: string,
  [happens, says, code]: Outcome,
  more: readonly string[] = ['--at', 'a=[1,2]'],
): Attack {
  return { name, args: ['grad', program, ...more], happens, says, code };
}

/** A lesson file that is given to `check`. */
export function lesson(name: string, text: string, [happens, says, code]: Outcome): Attack {
  return { name, args: ['check', 'bad.md'], files: { 'bad.md': text }, happens, says, code };
}

/** The head of a lesson, which is good. */
export const head = '---\nformat: 1\nid: bad\ntitle: Bad\ngoal: Do harm.\n---\n\n';
export const body = '# Read\n\nNothing to fear.\n';

/** A lesson with one exercise. */
export function exercise(yaml: string): string {
  return `${head}\`\`\`network\nx: 2, W: 3×2\nz = W @ x\nL = sum(z)\n\`\`\`\n\n# Write\n\n\`\`\`exercise\n${yaml}\n\`\`\`\n`;
}

export const unreadable = (happens: string, says = /"verdict":"unreadable"/): Outcome => [
  `unreadable, costs nothing: ${happens}`,
  says,
  0,
];
export const refused = (happens: string, says: RegExp, code = 2): Outcome => [happens, says, code];
/** With its place, and nothing of the lesson is shown. */
export const faulty = (happens: string, says: RegExp): Outcome => [`refused: ${happens}`, says, 1];
