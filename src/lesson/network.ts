import type { Shape } from '../engine/shape.ts';
import { fromNested, type Nested, type Tensor } from '../engine/tensor.ts';
import { readProgram } from '../notation/program.ts';
import type { Fresh } from './fresh.ts';
import type { Network, Place } from './lesson.ts';
import type { Report } from './source.ts';
import { suggest } from './suggest.ts';

const name = /\p{L}[\p{L}\p{N}_]*/u;
const maxEntries = 10_000;
const maxStatements = 60;

/** A block's text and where it begins in the file. */
export interface Fence {
  readonly text: string;
  readonly base: number;
  readonly place: Place;
}

/** A `network` block: lines of sizes (`W3: 3×4, h2: 4`), and the statements of the program. */
export function readNetwork(fence: Fence, report: Report): Network {
  const shapes: Record<string, Shape> = {};
  const statements: Line[] = [];
  let whole = true;
  const complain: Report = (offset, code, message) => {
    report(offset, code, message);
    whole = false;
  };
  for (const line of lines(fence)) {
    if (/^[\p{L}_][\p{L}\p{N}_]*\s*:/u.test(line.text)) readSizes(line, shapes, complain);
    else statements.push(line);
    const open = openBracket(line.text);
    if (open >= 0) complain(line.offset + open, 'program', 'Close this bracket on its line.');
  }
  if (statements.length === 0) {
    complain(fence.base, 'no-program', 'Add at least one statement, such as `z = W @ x`.');
  }
  if (statements.length > maxStatements) {
    complain(fence.base, 'too-large', `A network has at most ${maxStatements} statements.`);
  }
  const program = statements.map(({ text }) => text).join('\n');
  const names = [...Object.keys(shapes), ...definedNames(program)];
  const sizes = Object.values(shapes)
    .flat()
    .filter((size) => typeof size === 'string');
  const read = whole ? readProgram({ text: program, shapes, sizes }) : null;
  if (read && !read.ok) {
    const { message, span } = read.error;
    report(offsetIn(statements, span[0], fence.base), 'program', message);
  }
  return { program, shapes, values: {}, fresh: [], names, place: fence.place };
}

/** The index of the last bracket that a line leaves open, or -1. */
function openBracket(line: string): number {
  const open: number[] = [];
  [...line].forEach((character, i) => {
    if ('([{'.includes(character)) open.push(i);
    else if (')]}'.includes(character)) open.pop();
  });
  return open.at(-1) ?? -1;
}

/** The names that statements define, in order. */
function definedNames(program: string): string[] {
  return program.split('\n').map((line) => /^\s*([^\s=]+)\s*=(?!=)/.exec(line)?.[1] ?? 'result');
}

/** Where the character at `index` of the joined statements stands in the file. */
function offsetIn(statements: readonly Line[], index: number, otherwise: number): number {
  let from = 0;
  for (const { text, offset } of statements) {
    if (index <= from + text.length) return offset + index - from;
    from += text.length + 1;
  }
  return otherwise;
}

/** A `numbers` block: the network with numbers for its inputs, one `name = value` a line. */
export function readNumbers(fence: Fence, network: Network, report: Report): Network {
  const inputs = Object.keys(network.shapes);
  const values: Record<string, Nested> = {};
  const fresh: Fresh[] = [];
  for (const { text, offset } of statementsOf(fence)) {
    if (/^fresh\s*:/.test(text)) {
      fresh.push(...readFresh(text, offset, inputs, report));
      continue;
    }
    const [, left = '', , right = ''] = /^([^=]*?)(\s*=\s*)([\s\S]*)$/.exec(text) ?? [];
    if (!left) {
      report(offset, 'bad-numbers', 'Write a name, an equals sign and its numbers: `x = [1, 2]`.');
      continue;
    }
    if (!Object.hasOwn(network.shapes, left) && !isGradient(left)) {
      report(
        offset,
        'unknown-name',
        `\`${left}\` is not an input of the network. ${suggest(left, inputs)}`,
      );
      continue;
    }
    const value = readValue(right);
    if (typeof value === 'string') {
      report(offset + text.length - right.length, 'bad-numbers', value);
      continue;
    }
    const misfit = fits(left, value.tensor, network.shapes[left]);
    if (misfit) report(offset + text.length - right.length, 'wrong-shape', misfit);
    values[left] = value.nested;
  }
  for (const input of inputs) {
    if (!Object.hasOwn(values, input)) {
      report(fence.base, 'missing-numbers', `Add numbers for \`${input}\`: \`${input} = …\`.`);
    }
  }
  return { ...network, values, fresh, place: fence.place };
}

/** `fresh: x W1 in -2..2`: the inputs that a seed draws anew, and from what. */
function readFresh(
  line: string,
  offset: number,
  inputs: readonly string[],
  report: Report,
): readonly Fresh[] {
  const [, listed = '', from = '-2', to = '2'] =
    /^fresh\s*:\s*(.*?)(?:\s+in\s+([−-]?\d{1,3})\s*\.\.\s*([−-]?\d{1,3}))?$/.exec(line) ?? [];
  const [low, high] = [from, to].map((each) => Number(each.replace('−', '-'))) as [number, number];
  const names = listed.split(/[\s,]+/).filter((each) => each !== '');
  if (names.length === 0 || names.includes('in') || low >= high) {
    report(
      offset,
      'bad-numbers',
      'Write inputs and a range of whole numbers: `fresh: x W in -2..2`.',
    );
    return [];
  }
  for (const each of names.filter((one) => !inputs.includes(one))) {
    const what = `\`${each}\` is not an input of the network. ${suggest(each, inputs)}`;
    report(offset + line.indexOf(each, line.indexOf(':')), 'unknown-name', what);
  }
  return names.map((each) => ({ name: each, low, high }));
}

/** Whether a name is written as a derivative, `dL/dh3`. */
export function isGradient(written: string): boolean {
  return /^[d∂][\p{L}_][\p{L}\p{N}_]*\/[d∂][\p{L}_][\p{L}\p{N}_]*$/u.test(written);
}

interface Line {
  readonly text: string;
  readonly offset: number;
}

/** Lines without their comments and without the empty ones. */
function lines(fence: Fence): Line[] {
  let offset = fence.base;
  return fence.text.split('\n').flatMap((line) => {
    const bare = line.replace(/#.*/, '');
    const here = offset + bare.length - bare.trimStart().length;
    offset += line.length + 1;
    return bare.trim() === '' ? [] : [{ text: bare.trim(), offset: here }];
  });
}

/** Lines, where one whose brackets are open goes on with the next. */
function statementsOf(fence: Fence): Line[] {
  const joined: Line[] = [];
  let open = 0;
  for (const line of lines(fence)) {
    const last = joined.at(-1);
    if (open > 0 && last) {
      joined[joined.length - 1] = { ...last, text: `${last.text} ${line.text}` };
    } else joined.push(line);
    open += line.text.split('[').length - line.text.split(']').length;
  }
  return joined;
}

function readSizes({ text, offset }: Line, shapes: Record<string, Shape>, report: Report): void {
  let from = 0;
  for (const part of text.split(',')) {
    const here = offset + from + part.length - part.trimStart().length;
    from += part.length + 1;
    if (part.trim() === '') continue;
    const [, key = '', written = ''] = /^\s*([^\s:]+)\s*:\s*(.*?)\s*$/.exec(part) ?? [];
    const shape = readShape(written);
    if (!shape || name.exec(key)?.[0] !== key) {
      report(here, 'bad-sizes', 'Write a name and its size: `W3: 3×4`, `x: 2` or `W3: o×h`.');
      if (name.exec(key)?.[0] === key) shapes[key] = [`rows_of_${key}`, `cols_of_${key}`];
    } else if (Object.hasOwn(shapes, key)) {
      report(here, 'duplicate', `\`${key}\` has a size already; keep one of the two.`);
    } else shapes[key] = shape;
  }
}

/** `3×4`, `3x4`, `o×h`; a single size is a column, `1` a scalar. */
function readShape(written: string): Shape | null {
  const sizes = written.split(/\s*[×*]\s*|\s+x\s+|(?<=\d)x(?=\d)/);
  const read = sizes.map((size) => {
    if (/^[1-9]\d{0,3}$/.test(size)) return Number(size);
    return name.exec(size)?.[0] === size ? size : null;
  });
  if (read.length > 2 || read.includes(null)) return null;
  return [read[0]!, read[1] ?? 1];
}

/** Numbers in brackets, or what to write instead. */
function readValue(written: string): { nested: Nested; tensor: Tensor } | string {
  const plain = written.replace(/[−–]/g, '-').replace(/(?<![\d.])\.(?=\d)/g, '0.');
  let nested: unknown;
  try {
    nested = JSON.parse(plain.replace(/,\s*(?=\])/g, ''));
  } catch {
    return 'Write a number or numbers in brackets: `0.5`, `[1, 2]`, `[[1, 2], [3, 4]]`.';
  }
  if (!isNested(nested)) return 'Write a number, a list of numbers, or a list of rows.';
  try {
    const tensor = fromNested(nested);
    if (tensor.data.length > maxEntries) return `Write at most ${maxEntries} numbers.`;
    return tensor.data.length > 0 ? { nested, tensor } : 'Write at least one number.';
  } catch {
    return 'Give every row the same number of entries.';
  }
}

function isNested(value: unknown): value is Nested {
  if (typeof value === 'number') return Number.isFinite(value);
  if (!Array.isArray(value)) return false;
  const isNumber = (each: unknown) => typeof each === 'number' && Number.isFinite(each);
  return (
    value.every(isNumber) ||
    value.every((row) => Array.isArray(row) && row.length > 0 && row.every(isNumber))
  );
}

function fits(
  key: string,
  { rows, cols }: Tensor,
  shape: readonly (number | string)[] = [],
): string | null {
  const [wantRows = rows, wantCols = cols] = shape;
  const wrong = (want: number | string, have: number) => typeof want === 'number' && want !== have;
  if (!wrong(wantRows, rows) && !wrong(wantCols, cols)) return null;
  return `These numbers are ${rows}×${cols}; \`${key}\` is ${wantRows}×${wantCols} in the network. Change one of the two.`;
}
