import { topological } from '../expr.ts';
import { gradientName } from '../grad.ts';
import type { Kernel } from '../kernels/arena.ts';
import type { Dtype, Floats } from '../kernels/product.ts';
import type { Scope } from '../scope.ts';
import { type Tensor, tensor } from '../tensor.ts';
import { compile, interpreted, type Machine } from './compiled.ts';
import { layOut } from './layout.ts';
import { forwardOf, Lowering, type Node, tensorOver } from './lower.ts';
import { viaKernel } from './products.ts';
import { schedule } from './tasks.ts';

/** How a program is compiled. */
export interface PlanOptions {
  /** Numbers for the sizes that the scope's shapes name. */
  readonly sizes?: ReadonlyMap<string, number>;
  /** float64 unless asked otherwise. */
  readonly dtype?: Dtype;
  /** `wasm` gives the bits of `run`; `relaxed` may round · and + together; see `Plan.kernel`. */
  readonly kernel?: Kernel;
  /** Ends each run with p ← p − rate · dloss/dp for all of these, from gradients at the old values. */
  readonly update?: {
    readonly loss: string;
    readonly parameters: readonly string[];
    readonly rate: number;
  };
}

/** A program at fixed sizes, laid out in one memory; a run allocates nothing. */
export interface Plan {
  /** What was had of the kernel asked for. */
  readonly kernel: Kernel;
  readonly dtype: Dtype;
  /** The free names that the outputs depend on. */
  readonly inputs: readonly string[];
  /** How many things a run does one after another. */
  readonly tasks: number;
  /** Computes all outputs, and then the update. */
  readonly run: () => void;
  /** Gives a free name its numbers, in reading order. Throws on another name or another count. */
  set(name: string, numbers: ArrayLike<number>): void;
  /** The numbers of a free name or an output as they are now, and as they will be after a run. */
  view(name: string): Floats;
  /** A copy of them. */
  read(name: string): Tensor;
  setRate(rate: number): void;
}

/** The name of the rate among the inputs; no program can have it. */
const RATE = 'learning rate';

/**
 * Compiles the names `outputs` of a scope (values, gradients) and an update of parameters. Nodes that
 * nothing needs are gone, entrywise work runs in single loops, what follows a product is done with
 * it, and all of it is one function. Gives the bits of `run` with the kernels `wasm` and `javascript`.
 */
export function plan(scope: Scope, outputs: readonly string[], options: PlanOptions = {}): Plan {
  const { sizes = new Map(), dtype = 'f64', kernel = 'wasm', update } = options;
  const lowering = new Lowering(scope, sizes);
  const rate = lowering.make('input', [], RATE, 1, 1);
  const parameters = update?.parameters ?? [];
  const wanted = lowering.masksFromOutputs([
    ...outputs.map((name) => lowering.named(name)),
    ...parameters.map((name) => {
      const p = lowering.named(name);
      const g = lowering.named(gradientName(update!.loss, name));
      return lowering.descent(p, rate, g);
    }),
  ]);
  const kept = wanted.slice(0, outputs.length);
  const updates = wanted.slice(outputs.length);
  const inputs = new Map(
    topological(wanted)
      .filter((n) => n.op === 'input')
      .map((n) => [n.attr as string, n]),
  );
  const machine =
    (kernel === 'javascript' ? null : compiled(kept, updates, dtype, kernel === 'relaxed')) ??
    interpreted(kept, updates, dtype);
  return planOf(
    machine,
    dtype,
    inputs,
    new Map(outputs.map((name, i) => [name, kept[i]!])),
    update?.rate,
  );
}

function compiled(
  kept: readonly Node[],
  updates: readonly Node[],
  dtype: Dtype,
  relaxed: boolean,
): Machine | null {
  const made = schedule(kept, updates, viaKernel);
  const inPlace = new Map(
    updates.filter((u) => !made.aside.has(u)).map((u) => [u, u.args[0]!] as const),
  );
  const { places, length } = layOut([...made.stored], inPlace);
  return compile(made, places, length, dtype, relaxed);
}

function planOf(
  machine: Machine,
  dtype: Dtype,
  inputs: ReadonlyMap<string, Node>,
  outputs: ReadonlyMap<string, Node>,
  rate: number | undefined,
): Plan {
  const { numbers, places, run, kernel, tasks } = machine;
  const stretch = (node: Node): Floats => {
    const at = places.get(node.op === 'view' ? node.args[0]! : node)!;
    return numbers.subarray(at, at + node.rows * node.cols);
  };
  const find = (name: string): Node => {
    const node = inputs.get(name) ?? outputs.get(name);
    if (!node) throw new Error(`plan: ${name} is neither an input nor an output of this plan`);
    return node;
  };
  const set = (name: string, given: ArrayLike<number>): void => {
    const node = inputs.get(name);
    if (!node) throw new Error(`plan: ${name} is not an input of this plan`);
    if (given.length !== node.rows * node.cols) {
      throw new Error(
        `plan: ${given.length} numbers do not fill ${name}, ${node.rows}×${node.cols}`,
      );
    }
    stretch(node).set(given);
  };
  // Literals and other constants that something reads from memory.
  for (const node of places.keys()) {
    if (node.args.length > 0 || node.op === 'input') continue;
    forwardOf(node)(tensorOver(node, stretch(node)), [], node.attr);
  }
  if (rate !== undefined) set(RATE, [rate]);
  return {
    kernel,
    dtype,
    inputs: [...inputs.keys()].filter((name) => name !== RATE),
    tasks,
    run,
    set,
    view: (name) => stretch(find(name)),
    read(name) {
      const node = find(name);
      return tensor(node.rows, node.cols, stretch(node));
    },
    setRate: (value) => set(RATE, [value]),
  };
}
