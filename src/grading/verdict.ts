import type { Span } from '../engine/expr.ts';

/** `unreadable` could not be read or decided, and costs nothing; `incorrect` was read and is wrong. */
export type Verdict = 'correct' | 'incorrect' | 'unreadable';

/** What the lab says about one answer. */
export interface Feedback {
  readonly verdict: Verdict;
  /** A stable word for the kind of mistake or note; null on a plain `correct`. */
  readonly label: string | null;
  /** One or two sentences for the student; never the answer itself. */
  readonly message: string;
  /** Half open, in UTF-16 units of the answer as received. */
  readonly span: Span | null;
  /** What was understood, in math notation; null when it could not be read. */
  readonly read: string | null;
  /** The shapes met on the way, for example `o×N · N×h → o×h`. */
  readonly shapes: string | null;
  /** From 0 to 1. */
  readonly credit: number;
  /** For a numeric answer of the right shape: which entries are right, row by row. */
  readonly marks?: readonly (readonly boolean[])[];
}

/** The reading of a draft, shown live under the answer line before anything is judged. */
export interface Reading {
  /** What was understood, in math notation; null while it cannot be read. */
  readonly read: string | null;
  readonly shapes: string | null;
  /** What stands in the way, with its place, or null. An empty draft has no problem. */
  readonly problem: { readonly message: string; readonly span: Span } | null;
}

/** A plain `correct`. */
export function right(read: string | null): Feedback {
  return {
    verdict: 'correct',
    label: null,
    message: 'Correct.',
    span: null,
    read,
    shapes: null,
    credit: 1,
  };
}

export function wrong(
  label: string,
  message: string,
  more: Partial<Omit<Feedback, 'verdict' | 'label' | 'message'>> = {},
): Feedback {
  // In the order of the contract, which is also the order in which people read them.
  const rest = { span: null, read: null, shapes: null, credit: 0 };
  return { verdict: 'incorrect', label, message, ...rest, ...more };
}

export function unreadable(label: string, message: string, span: Span | null): Feedback {
  return { verdict: 'unreadable', label, message, span, read: null, shapes: null, credit: 0 };
}
