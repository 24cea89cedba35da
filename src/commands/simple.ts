import type { Argv } from 'yargs';

type Args = Readonly<Record<string, unknown>>;

/** What a builder may say of an option here; one that says more is for yargs. */
interface Spec {
  readonly type?: 'string' | 'boolean' | 'number';
  readonly array?: boolean;
  readonly default?: unknown;
  readonly choices?: readonly unknown[];
}
const understood = 'type array default choices describe demandOption requiresArg'.split(' ');

/**
 * Reads arguments in the plainest form, `VALUE… --flag --name VALUE`, by what the command's builder
 * tells yargs. Null for anything that yargs might take otherwise: then it has to be asked. What is
 * returned is what yargs returns, which a test compares.
 */
export function readSimply(
  usage: string,
  builder: ((cli: Argv<object>) => unknown) | undefined,
  argv: readonly string[],
): Args | null {
  const specs = recordSpecs(builder);
  const words = specs && readWords(specs, argv);
  if (!words || !isPlainUsage(words.positional, usage)) return null;
  const [name, ...slots] = usage.split(' ');
  const args: Record<string, unknown> = { _: [name], $0: 'backprop-lab' };
  for (const [key, spec] of specs) if ('default' in spec) args[key] = spec.default;
  for (const [key, value] of words.named) args[key] = value;
  slots.forEach((slot, i) => {
    const key = slot.replace(/[<>[\].]/g, '');
    if (slot.includes('..')) args[key] = words.positional.slice(i);
    else if (i < words.positional.length) args[key] = words.positional[i];
  });
  return args;
}

/** Listens to a builder as yargs would. Null when it asks for what is not known here. */
function recordSpecs(
  builder: ((cli: Argv<object>) => unknown) | undefined,
): ReadonlyMap<string, Spec> | null {
  const specs = new Map<string, Spec>();
  const note = (name: string, spec: Spec) => {
    specs.set(name, spec);
    return recorder;
  };
  const recorder = {
    positional: note,
    option: note,
    options(table: Readonly<Record<string, Spec>>) {
      for (const [name, spec] of Object.entries(table)) specs.set(name, spec);
      return recorder;
    },
    example: () => recorder,
  };
  try {
    builder?.(recorder as unknown as Argv<object>);
  } catch {
    return null;
  }
  const isKnown = ([name, spec]: readonly [string, Spec]) =>
    /^[a-z]+$/.test(name) && Object.keys(spec).every((key) => understood.includes(key));
  return [...specs].every(isKnown) ? specs : null;
}

interface Words {
  readonly positional: readonly string[];
  readonly named: ReadonlyMap<string, unknown>;
}

function readWords(specs: ReadonlyMap<string, Spec>, argv: readonly string[]): Words | null {
  const positional: string[] = [];
  const named = new Map<string, unknown>();
  for (let i = 0; i < argv.length; i++) {
    const word = argv[i]!;
    if (isPlainValue(word)) {
      positional.push(word);
      continue;
    }
    const name = word.slice(2);
    const spec = word.startsWith('--') ? specs.get(name) : undefined;
    if (!spec) return null;
    if (spec.type === 'boolean') {
      named.set(name, true);
      continue;
    }
    i += 1;
    const value = readValue(spec, argv[i]);
    const earlier = named.get(name);
    if (value === null || (earlier !== undefined && !spec.array)) return null;
    // yargs gives a list every word up to the next flag.
    if (spec.array && i + 1 < argv.length && isPlainValue(argv[i + 1]!)) return null;
    named.set(name, spec.array ? [...((earlier as string[]) ?? []), value] : value);
  }
  return { positional, named };
}

/** yargs takes quotes off, and these words after a flag for its value. */
const isPlainValue = (word: string) => /^[^-'"]/.test(word) && word !== 'true' && word !== 'false';

function readValue({ type, choices }: Spec, word: string | undefined): string | number | null {
  if (word === undefined || !isPlainValue(word)) return null;
  const value = type === 'number' && /^[1-9]\d{0,8}$/.test(word) ? Number(word) : word;
  if (typeof value !== (type ?? 'string')) return null;
  return choices && !choices.includes(value) ? null : value;
}

/** As many as the usage asks for: `<needed>`, `[optional]`, `[any..]`. */
function isPlainUsage(values: readonly string[], usage: string): boolean {
  const slots = usage.split(' ').slice(1);
  const most = slots.some((slot) => slot.includes('..')) ? Number.POSITIVE_INFINITY : slots.length;
  return (
    values.length >= slots.filter((slot) => slot.startsWith('<')).length && values.length <= most
  );
}
