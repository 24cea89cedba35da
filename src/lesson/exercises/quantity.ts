import type { Tensor } from '../../engine/tensor.ts';
import type { Asked } from '../answerkey.ts';
import { type Entry, flag, optional, text } from '../fields.ts';
import { isGradient } from '../network.ts';
import { suggest } from '../suggest.ts';
import type { Common, KeyReport, Mistakes } from './kind.ts';

/** A name of the network or one of its gradients, as an exercise's key holds it. */
export const quantity = text('a name of the network, or a derivative such as `dL/dW3`', {
  max: 80,
});

/** `rows: true` of an exercise: see `lesson/rows.ts`. */
export const rows: Entry<boolean> = optional(
  flag('`true` where gradients may be looked at as row Jacobians too'),
  false,
);

/** What the kinds that ask for a quantity of the network have. */
interface Wanting extends Common {
  readonly wants: string;
  readonly given?: readonly string[];
  readonly withheld?: readonly string[];
  readonly draw?: Readonly<Record<string, string>>;
  readonly rows?: boolean;
  readonly mistakes: Mistakes;
}

const nothing = {
  program: '',
  shapes: {},
  values: {},
  fresh: [],
  names: [],
  place: { line: 1, column: 1 },
};

/** The exercise as a question to the grader; with `numbers`, its answer may be numbers. */
export function asked(exercise: Wanting, numbers = false): Asked {
  const { wants, given = [], withheld = [], draw = {}, mistakes } = exercise;
  const network = exercise.network ?? nothing;
  return { network, ask: wants, given, withheld, draw, mistakes, numbers, owner: exercise };
}

/** Reports quantities that the network does not have. */
export function checkAsked(exercise: Wanting, report: KeyReport): void {
  const { network } = exercise;
  if (network === null) {
    report('wants', 'no-network', 'Put a `network` block before this exercise.');
    return;
  }
  if (exercise.rows && !isGradient(exercise.wants)) {
    const message = `\`${exercise.wants}\` is no gradient, so it has no row Jacobian. Remove \`rows:\`.`;
    report('rows', 'no-rows', message);
  }
  for (const key of ['wants', 'given', 'withheld'] as const) {
    const value = exercise[key] ?? [];
    for (const each of typeof value === 'string' ? [value] : value) {
      const problem = unknown(each, network.names);
      if (problem) report(key, 'unknown-name', problem);
    }
  }
}

/** What to write instead of a quantity that a network with these names does not have, or null. */
export function unknown(written: string, names: readonly string[]): string | null {
  if (names.includes(written)) return null;
  const last = names.at(-1) ?? 'L';
  if (!isGradient(written)) {
    return `The network does not define \`${written}\`. ${suggest(written, names)}`;
  }
  const [, above = '', below = ''] = /^[d∂](.*)\/[d∂](.*)$/u.exec(written) ?? [];
  if (!names.includes(below)) {
    return `The network does not define \`${below}\`. ${suggest(below, names)}`;
  }
  if (names.includes(above) || above === 'L') return null;
  return `The network does not define \`${above}\`. Did you mean \`d${last}/d${below}\`?`;
}

/** Whether an answer is made of numbers alone. */
export function isNumbers(answer: string): boolean {
  return /\d/.test(answer) && /^(?:[\s\d.,;:/*+\-−–^()[\]{}×·]|\de[+-]?\d)*$/.test(answer);
}

/** One number as a student types it: short, as a fraction where its digits do not end. */
export function writeNumber(value: number): string {
  const short = Number(value.toPrecision(10));
  if (String(short).length <= 8 || !Number.isFinite(value)) return String(short === 0 ? 0 : short);
  for (let below = 3; below <= 12; below++) {
    const above = Math.round(value * below);
    if (Math.abs(value * below - above) < 1e-9) return `${above}/${below}`;
  }
  return String(Number(value.toPrecision(6)));
}

/** Numbers as a student types them: one, a list for a column, or rows. */
export function writeNumbers({ rows, cols, data }: Tensor): string {
  const written = Array.from(data, writeNumber);
  if (rows === 1 && cols === 1) return written[0]!;
  if (cols === 1) return `[${written.join(', ')}]`;
  const lines = Array.from(
    { length: rows },
    (_, i) => `[${written.slice(i * cols, (i + 1) * cols).join(', ')}]`,
  );
  return `[${lines.join(', ')}]`;
}
