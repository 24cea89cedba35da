import { topological } from '../expr.ts';
import { assemble, type Body, type Code, type Import } from '../kernels/asm.ts';
import { SCRATCH_BYTES } from '../kernels/gemm.ts';
import type { Dtype, Floats } from '../kernels/product.ts';
import { ELEMENT } from '../kernels/tile.ts';
import { createMemory } from '../kernels/wasm.ts';
import { layOut } from './layout.ts';
import { writeCopy, writeLoop } from './loops.ts';
import { forwardOf, type Node, tensorOver } from './lower.ts';
import { KERNEL_PARAMS, viaKernel, writeProduct } from './products.ts';
import { writeReduce } from './reductions.ts';
import type { Schedule, Task } from './tasks.ts';
import { Writer } from './writer.ts';

/** What runs a plan: the numbers of each stored node, and everything once. */
export interface Machine {
  readonly numbers: Floats;
  /** At which number each stored node begins. */
  readonly places: ReadonlyMap<Node, number>;
  readonly kernel: 'wasm' | 'relaxed' | 'javascript';
  readonly tasks: number;
  readonly run: () => void;
}

/** Larger programs are not written as one function; they gain little from it. */
const MOST_TASKS = 3000;

/**
 * The tasks as one WebAssembly function on a memory of its own. Null where WebAssembly is missing or
 * the program too long. `places` says at which number each stored node begins.
 */
export function compile(
  { tasks }: Schedule,
  places: ReadonlyMap<Node, number>,
  length: number,
  dtype: Dtype,
  relaxed: boolean,
): Machine | null {
  if (tasks.length > MOST_TASKS) return null;
  const { size } = ELEMENT[dtype];
  const usesKernel = tasks.some(
    (t) => t.kind === 'product' && viaKernel(t.out.rows, t.out.cols, t.k),
  );
  // Addresses start where the kernel's own part ends; without it that part stays untouched.
  const start = usesKernel ? SCRATCH_BYTES : 0;
  const memory = createMemory(start + length * size);
  if (!memory) return null;
  const { buffer } = memory;
  const numbers =
    dtype === 'f64'
      ? new Float64Array(buffer, start, length)
      : new Float32Array(buffer, start, length);
  const addresses = new Map([...places].map(([node, at]) => [node, start + at * size]));
  const fused = relaxed && usesKernel ? memory.gemm(dtype, true) : null;
  const gemm = fused ?? (usesKernel ? memory.gemm(dtype, false) : null);
  if (usesKernel && !gemm) return null;

  const calls: (() => void)[] = [];
  let functions: Readonly<Record<string, unknown>> = {};
  let imports: readonly Import[] = [];
  const write = (f: Body): Code => {
    const w = new Writer(f, dtype, addresses);
    const kernel = () => w.procedure('gemm', gemm as (...args: number[]) => void, KERNEL_PARAMS);
    const call = () => w.procedure('call', (index) => calls[index!]!(), ['i32']);
    const code = tasks.map((task) =>
      writeTask(
        w,
        task,
        kernel,
        (run) => {
          const index = calls.push(run) - 1;
          return w.invoke(call(), index);
        },
        numbers,
        places,
      ),
    );
    functions = w.functions;
    imports = w.imports;
    return code;
  };
  const module = assemble({ run: write }, () => imports);
  const run = memory.load(module, functions)?.run;
  const had = fused || (relaxed && !usesKernel) ? 'relaxed' : 'wasm';
  return run ? { numbers, places, kernel: had, tasks: tasks.length, run } : null;
}

function writeTask(
  w: Writer,
  task: Task,
  kernel: () => number,
  call: (run: () => void) => Code,
  numbers: Floats,
  places: ReadonlyMap<Node, number>,
): Code {
  switch (task.kind) {
    case 'loop':
      return writeLoop(w, task.outs);
    case 'reduce':
      return writeReduce(w, task.out);
    case 'product':
      return writeProduct(w, task, kernel);
    case 'copy':
      return writeCopy(w, task.from, task.to);
    case 'call':
      return call(forward(task.out, numbers, places));
  }
}

/** One node by the forward of its row, on tensors over the plan's numbers that are made once. */
export function forward(
  node: Node,
  numbers: Floats,
  places: ReadonlyMap<Node, number>,
): () => void {
  const tensorOf = (n: Node) => {
    const at = places.get(n.op === 'view' ? n.args[0]! : n)!;
    return tensorOver(n, numbers.subarray(at, at + n.rows * n.cols));
  };
  const [out, ins, run] = [tensorOf(node), node.args.map(tensorOf), forwardOf(node)];
  return () => run(out, ins, node.attr);
}

/** The same without WebAssembly: the forwards of the rows, one after another, into tensors made once. */
export function interpreted(
  kept: readonly Node[],
  updates: readonly Node[],
  dtype: Dtype,
): Machine {
  const order = topological([...kept, ...updates]);
  const { places, length } = layOut(order);
  const numbers = dtype === 'f64' ? new Float64Array(length) : new Float32Array(length);
  const runs = order
    .filter((n) => n.args.length > 0 && n.op !== 'view')
    .map((n) => forward(n, numbers, places));
  const copies = updates.map((u) => {
    const [from, to] = [places.get(u)!, places.get(u.args[0]!)!];
    return () => numbers.copyWithin(to, from, from + u.rows * u.cols);
  });
  const run = () => {
    for (const each of runs) each();
    for (const each of copies) each();
  };
  return { numbers, places, kernel: 'javascript', tasks: runs.length, run };
}
