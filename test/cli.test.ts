import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import yargs, { type Argv, type CommandModule } from 'yargs';
import { command as check } from '../src/commands/check.ts';
import { command as grad } from '../src/commands/grad.ts';
import { command as grade } from '../src/commands/grade.ts';
import { command as lab } from '../src/commands/lab.ts';
import { command as learn } from '../src/commands/learn.ts';
import { command as list } from '../src/commands/list.ts';
import { readSimply } from '../src/commands/simple.ts';

type Module = CommandModule<object, Record<string, unknown>>;
const modules = [check, grad, grade, lab, learn, list] as unknown as Module[];
const nameOf = (module: Module) => String(module.command).split(' ')[0]!;
const builderOf = (module: Module) => module.builder as (cli: Argv<object>) => unknown;

const simply = (module: Module, argv: readonly string[]) =>
  readSimply(String(module.command), builderOf(module), argv);

/** What yargs hands to the handler, or null where it refuses. */
function byYargs(module: Module, argv: readonly string[]): unknown {
  let given: unknown = null;
  const handler = (args: unknown) => {
    given = args;
  };
  try {
    yargs([nameOf(module), ...argv])
      .scriptName('backprop-lab')
      .command({ ...module, handler })
      .help(false)
      .version(false)
      .strict()
      .exitProcess(false)
      .fail((message) => {
        throw new Error(message);
      })
      .parseSync();
  } catch {
    return null;
  }
  return given;
}

const withoutUndefined = (value: unknown) => JSON.parse(JSON.stringify(value)) as unknown;

describe('the simple reading of arguments', () => {
  it.each([
    [grad, ['sum(a)', '--at', 'a=1', '--at', 'b=[1,2]', '--wrt', 'a', '--json']],
    [learn, ['loss', '--step', '3', '--plain', '--theme', 'dark', '--lessons', 'a.md']],
    [check, ['a.md', 'b.md', '--json']],
    [list, []],
    [grade, ['--json']],
    [lab, ['--ascii']],
  ] as unknown as [Module, string[]][])('takes what students type: %#', (module, argv) => {
    const read = simply(module, argv);
    expect(read).not.toBeNull();
    expect(read).toEqual(withoutUndefined(byYargs(module, argv)));
  });

  it.each([
    [grad, []],
    [grad, ['-']],
    [grad, ['a', 'b']],
    [grad, ['a', '--at']],
    [grad, ['a', '--at', 'b', 'c']],
    [grad, ['a', '--at=b']],
    [grad, ['a', '--json', 'true']],
    [grad, ["'a'"]],
    [grad, ['a', '--nonsense']],
    [grad, ['a', '--__proto__', 'x']],
    [learn, ['--step', '1', '--step', '2']],
    [learn, ['--theme', 'pink']],
    [list, ['--help']],
    [list, ['']],
  ] as unknown as [Module, string[]][])('leaves to yargs what is not plain: %#', (module, argv) => {
    expect(simply(module, argv)).toBeNull();
  });

  const pool = 'a loss 3 -3 07 1e2 true false - -- --at --wrt --json --no-json --step --plain';
  const more = '--theme dark pink --ascii --lessons a.md --at=b -j --help constructor --__proto__';
  const words = [...`${pool} ${more}`.split(' '), '', ' ', "'q'", '"', 'x y', 'a=[[1,1],[1,1]]'];

  it('agrees with yargs on whatever it takes', () => {
    let taken = 0;
    fc.assert(
      fc.property(
        fc.constantFrom(...modules),
        fc.array(fc.oneof(fc.constantFrom(...words), fc.string()), { maxLength: 5 }),
        (module, argv) => {
          const read = simply(module, argv);
          if (read === null) return;
          taken += 1;
          expect(read).toEqual(withoutUndefined(byYargs(module, argv)));
        },
      ),
      { numRuns: 1500 },
    );
    expect(taken).toBeGreaterThan(50);
  }, 60_000);
});
