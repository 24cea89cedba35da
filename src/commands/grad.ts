import type { CommandModule } from 'yargs';
import type { Nested } from '../engine/tensor.ts';
import { excerpt } from '../notation/caret.ts';
import { evaluate, type Gradients } from '../notation/evaluate.ts';
import { CallError } from './command.ts';
import { readInput } from './input.ts';
import { say, sayJson } from './out.ts';

interface Args {
  program: string;
  at: string[];
  wrt: string[];
  json: boolean;
}

const EXAMPLE = "$0 grad 'b = a + 2; c = b^2; d = 3c; mean(d)' --at 'a=[[1,1],[1,1]]'";

export const command: CommandModule<object, Args> = {
  command: 'grad <program>',
  describe: 'Differentiate a program at given numbers',
  builder: (cli) =>
    cli
      .positional('program', {
        type: 'string',
        demandOption: true,
        describe: 'Statements separated by ; or new lines; - reads them from stdin',
      })
      .option('at', {
        type: 'string',
        array: true,
        requiresArg: true,
        default: [],
        describe: 'The value of an input, NAME=VALUE: a number, a list or a list of rows',
      })
      .option('wrt', {
        type: 'string',
        array: true,
        requiresArg: true,
        default: [],
        describe: 'Only with respect to this name; it may be one that the program defines',
      })
      .option('json', { type: 'boolean', default: false, describe: 'Print one JSON object' })
      .example(EXAMPLE, 'The gradient that is 4.5 everywhere'),
  handler: async ({ program, at, wrt, json }) => {
    // yargs takes a lone - for a flag and leaves the argument empty.
    const fromInput = program === '' && process.argv.includes('-');
    const text = fromInput ? await readInput() : program;
    const result = evaluate(text, values(at), wrt);
    if (!result.ok) {
      throw new CallError(result.message, result.span ? excerpt(text, result.span) : null);
    }
    const { of, notFinite, ...rest } = result.gradients;
    // JSON has no infinity and no NaN; they become null, and this says why.
    if (json) sayJson(notFinite.length > 0 ? { ...rest, notFinite } : rest);
    else say(page(result.gradients, of));
  },
};

function values(at: readonly string[]): Record<string, Nested> {
  const entries = at.map((text): [string, Nested] => {
    const [, name, value] = /^\s*([^\s=]+)\s*=([\s\S]*)$/.exec(text) ?? [];
    if (name === undefined || value === undefined) {
      throw new CallError(`--at ${text}: write NAME=VALUE, for example --at 'a=[[1,1],[1,1]]'.`);
    }
    const nested = readNested(value);
    if (nested === null) {
      throw new CallError(
        `--at ${text}: the value is a number, a list [1, 2] or a list of rows [[1, 2], [3, 4]].`,
      );
    }
    return [name, nested];
  });
  const twice = entries.find(([name], i) => entries.findIndex(([n]) => n === name) !== i);
  if (twice) throw new CallError(`--at gives ${twice[0]} two values; give it one.`);
  return Object.fromEntries(entries);
}

function readNested(text: string): Nested | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  const isNumber = (x: unknown): x is number => typeof x === 'number' && Number.isFinite(x);
  const isList = (x: unknown): x is number[] =>
    Array.isArray(x) && x.length > 0 && x.every(isNumber);
  if (isNumber(value) || isList(value)) return value;
  if (Array.isArray(value) && value.length > 0 && value.every(isList)) return value;
  return null;
}

/** Numbers as JSON has them, and what it does not have. */
function written(value: Nested): string {
  const words = (_: string, x: unknown) =>
    typeof x === 'number' && !Number.isFinite(x) ? String(x).replace('Infinity', '∞') : x;
  return JSON.stringify(value, words).replaceAll('"', '').replaceAll('-∞', '−∞');
}

function page({ value, grads, formulas, notFinite }: Gradients, of: string): string {
  const lines = [`${of === 'result' ? 'value' : of} = ${written(value)}`];
  for (const [name, gradient] of Object.entries(grads)) {
    lines.push(
      '',
      `d${of}/d${name} = ${formulas[name]}`,
      ...written(gradient)
        .replaceAll('],[', '],\n [')
        .split('\n')
        .map((row) => `    ${row}`),
    );
  }
  if (notFinite.length > 0) lines.push('', ...notFinite);
  return `${lines.join('\n')}\n`;
}
