import type { Span } from '../engine/expr.ts';
import { canonical } from '../notation/names.ts';
import { printName } from '../notation/print.ts';
import type { Prepared } from './prepare.ts';
import { type Feedback, right, unreadable, wrong } from './verdict.ts';

/** Judges `3×4`, `3x4`, `3 by 4`, `(3, 4)`, `o×h`, `scalar`: the answer to "which shape?". */
export function gradeShape(p: Prepared, answer: string): Feedback {
  const typed = readShape(answer);
  const whole: Span = [0, answer.length];
  if (!typed) {
    return unreadable('syntax', 'A shape is rows × columns, such as 3×4 or (3, 4).', whole);
  }
  const want = p.shape.map((d) => p.showDim(d));
  const names = p.shape.map(String);
  const matches = (dims: readonly string[], i: number, j: number) =>
    isSize(p, dims[0]!, want[i]!, names[i]!) && isSize(p, dims[1]!, want[j]!, names[j]!);
  const read = typed.join('×');
  if (typed.length > 2) return wrong('wrong-shape', manyAxes(read), { read, span: whole });
  if (matches(typed, 0, 1)) return { ...right(read), shapes: want.join('×') };
  const of = p.ask.name;
  const said = matches(typed, 1, 0)
    ? ([
        'transposed-result',
        `The other way round: rows are counted first. ${printName(of)} has one row for each output it feeds and one column for each input, or is a column.`,
      ] as const)
    : typed.join() === '1,1'
      ? ([
          'wrong-sum',
          `One number is not enough: there is one sensitivity for every entry of ${gradientOf(of)}.`,
        ] as const)
      : ([
          'wrong-shape',
          `Not ${read}. ${/[/]/.test(of) ? `A gradient has the shape of its variable, ${gradientOf(of)}.` : 'Follow the product: rows of the left factor, columns of the right one.'}`,
        ] as const);
  return wrong(said[0], said[1], { read, span: whole });
}

function gradientOf(name: string): string {
  return printName(/^d.+\/d(.+)$/.exec(name)?.[1] ?? name);
}

function isSize(p: Prepared, typed: string, shown: string, name: string): boolean {
  if (typed === shown || canonical(typed) === canonical(name)) return true;
  const n = p.sizes.get(name);
  return n !== undefined && typed === String(n);
}

function manyAxes(read: string): string {
  return `${read} has more than two axes. Here everything is a matrix: rows × columns.`;
}

const mostAxes = 6;

function readShape(answer: string): readonly string[] | null {
  const text = answer
    .trim()
    .replace(/^[([]|[)\]]$/g, '')
    .trim();
  if (/^(a\s+)?(scalar|number)$|^1$/i.test(text)) return ['1', '1'];
  const parts = text.split(/\s*(?:[×xX*,]|\bby\b)\s*|\s+/).filter((t) => t !== '');
  const size = /^(\d{1,4}|[A-Za-z]\w{0,15})$/;
  if (parts.length === 1 && size.test(parts[0]!) && /,/.test(text)) return [parts[0]!, '1'];
  const isShape = parts.length >= 2 && parts.length <= mostAxes;
  return isShape && parts.every((s) => size.test(s)) ? parts : null;
}
