import type { Asked, Graded } from './answerline.ts';

/** What a class got at one question. Students are counted, not answers: somebody who made one mistake twice made it. */
export interface Counted {
  readonly asked: Asked;
  /** How many students answered. */
  readonly students: number;
  /** How many of them had it right, sooner or later. */
  readonly right: number;
  /** How many met each label, the commonest first. */
  readonly labels: readonly { readonly label: string; readonly students: number }[];
}

/** What one student got for all answers together. */
export interface Marks {
  readonly answers: number;
  readonly correct: number;
  readonly incorrect: number;
  readonly unreadable: number;
  /** Lines that are no question. */
  readonly errors: number;
  /** For each question the best of the student's answers, added up. */
  readonly credit: number;
}

interface Entry {
  readonly asked: Asked;
  students: number;
  right: number;
  readonly labels: Map<string, number>;
}

/** Counts the verdicts of a class, one student after the other, in memory for the questions only. */
export class Tally {
  private readonly entries = new Map<string, Entry>();

  /** Counts what one student's answers got. */
  count(results: Iterable<{ readonly asked: Asked | null; readonly graded: Graded }>): Marks {
    const marks = { answers: 0, correct: 0, incorrect: 0, unreadable: 0, errors: 0 };
    const best = new Map<string, number>();
    const met = new Set<string>();
    for (const { asked, graded } of results) {
      if ('error' in graded || !asked) {
        marks.errors += 1;
        continue;
      }
      marks.answers += 1;
      marks[graded.verdict] += 1;
      const entry = this.entry(asked);
      const before = best.get(asked.key);
      if (before === undefined) entry.students += 1;
      if (graded.verdict === 'correct' && !once(met, asked.key, '')) entry.right += 1;
      if (graded.label !== null && !once(met, asked.key, graded.label)) {
        entry.labels.set(graded.label, (entry.labels.get(graded.label) ?? 0) + 1);
      }
      best.set(asked.key, Math.max(before ?? 0, graded.credit));
    }
    const credit = [...best.values()].reduce((sum, each) => sum + each, 0);
    return { ...marks, credit: Number(credit.toFixed(6)) };
  }

  /** The questions in the order in which they came up. */
  questions(): readonly Counted[] {
    return [...this.entries.values()].map(({ labels, ...entry }) => ({
      ...entry,
      labels: [...labels]
        .map(([label, students]) => ({ label, students }))
        .sort((a, b) => b.students - a.students || (a.label < b.label ? -1 : 1)),
    }));
  }

  private entry(asked: Asked): Entry {
    const known = this.entries.get(asked.key);
    const entry = known ?? { asked, students: 0, right: 0, labels: new Map<string, number>() };
    if (!known) this.entries.set(asked.key, entry);
    return entry;
  }
}

/** Whether this was there before; now it is. */
function once(met: Set<string>, key: string, what: string): boolean {
  const both = `${what} ${key}`;
  if (met.has(both)) return true;
  met.add(both);
  return false;
}

/** What students did who got a label, to go on after "31 of 120". */
const deeds: Readonly<Record<string, string>> = {
  syntax: 'wrote something that cannot be read',
  'unknown-name': 'used a name that is not known',
  notation: 'wrote something with two readings',
  'not-allowed': 'used what may not be used',
  domain: 'wrote something that is not defined everywhere',
  'too-large': 'wrote something too large',
  repeated: 'gave an earlier answer in other words',
  undecided: 'wrote something that could not be decided',
  'wrong-shape': 'got the shape wrong',
  'missing-transpose': 'forgot a transpose',
  'extra-transpose': 'have a transpose too many',
  'transposed-result': 'gave the transpose',
  flipped: 'turned a kernel round',
  'wrong-order': 'multiplied in the wrong order',
  'elementwise-for-matmul': 'multiplied entry by entry instead of taking a matrix product',
  'matmul-for-elementwise': 'took a matrix product instead of multiplying entry by entry',
  'wrong-grouping': 'grouped the factors wrongly',
  'missing-mask': 'forgot the mask',
  'value-for-slope': 'took the value for the slope',
  'slope-for-value': 'took the slope for the value',
  'wrong-mask': 'took the wrong mask',
  'inverted-mask': 'turned the mask upside down',
  'wrong-slope': 'got the slope of the activation wrong',
  'missing-power': 'left out a square or a root',
  'extra-power': 'have a square or a root too many',
  'missing-factor': 'left out a factor',
  'extra-factor': 'have a factor too many',
  'wrong-tensor': 'took the wrong tensor',
  'constant-factor': 'are off by a constant factor',
  'wrong-sign': 'got the sign wrong',
  'wrong-sum': 'added up wrongly',
  'missing-path': 'forgot a path',
  'missing-term': 'forgot a term',
  'extra-term': 'have a term too many',
  'softmax-diagonal': 'took only the diagonal of the softmax',
  'other-gradient': 'gave another gradient',
  'forward-value': 'gave a value of the forward pass',
  'missing-activation': 'forgot an activation',
  'wrong-activation': 'took the wrong activation',
  'product-for-sum': 'multiplied instead of adding',
  'sum-for-product': 'added instead of multiplying',
  zero: 'answered zero',
  'other-layout': 'took rows for columns',
  value: 'made a mistake without a name',
  'this-size-only': 'are right for one size only',
  rounded: 'rounded',
  'follow-through': 'carried an earlier error forward',
};

/** "31 of 120 forgot the mask in dW3"; a lesson's own label is quoted. */
export function saySome(count: number, of: number, label: string, where: string): string {
  const deed = Object.hasOwn(deeds, label) ? deeds[label]! : `made the mistake “${label}”`;
  return `${count} of ${of} ${deed} in ${where}`;
}
