/*
 * One stretch of numbers in which a compiled plan lays out all its matrices, so that a product
 * copies nothing: the WebAssembly kernel works on the memory that the plan's own loops see as an
 * ordinary typed array. The memory never grows, so views of it stay valid.
 *
 *     ┌───────────────────────┬───────────────────────────────────┐
 *     │ the kernel's scratch  │ numbers[0] numbers[1] …           │
 *     └───────────────────────┴───────────────────────────────────┘
 */
import { type Gemm, SCRATCH_BYTES } from './gemm.ts';
import { plainF32, plainF64 } from './plain.ts';
import type { Dtype, Floats, Place, Product } from './product.ts';
import { checkPlaces, rowMajor } from './product.ts';
import { ELEMENT } from './tile.ts';
import { instantiate } from './wasm.ts';

/**
 * How products are computed: in plain JavaScript; in WebAssembly, with the same bits; in WebAssembly
 * that rounds · and + together where the machine can (faster, but the bits depend on the machine).
 */
export type Kernel = 'javascript' | 'wasm' | 'relaxed';

/** Numbers in one memory, and products on them. */
export interface Arena {
  readonly dtype: Dtype;
  /** What was had of the kernel asked for: one further left in the list where it is missing. */
  readonly kernel: Kernel;
  /** All of it, zeros at first; the places of a product are indices into it. */
  readonly numbers: Floats;
  /**
   * Prepares a product within the arena; each call of what it returns computes it anew. Throws
   * when a matrix does not lie within the arena.
   */
  product(p: Product): () => void;
}

/** Matrices that begin at a multiple of this many numbers do not straddle cache lines. */
export const ALIGNMENT = 16;

/** Products with fewer multiply-adds take less time in JavaScript than a call (30 to 40 ns) does. */
const WORTH_A_CALL = 12;

/** An arena of this many numbers; `kernel` is a wish, see `Arena.kernel`. */
export function createArena(dtype: Dtype, length: number, kernel: Kernel = 'wasm'): Arena {
  const bytes = SCRATCH_BYTES + length * ELEMENT[dtype].size;
  const relaxed = kernel === 'relaxed' ? instantiate(dtype, bytes, true) : null;
  const instance = relaxed ?? (kernel === 'javascript' ? null : instantiate(dtype, bytes));
  const [buffer, at] = instance
    ? [instance.buffer, SCRATCH_BYTES]
    : [new ArrayBuffer(bytes - SCRATCH_BYTES), 0];
  const numbers =
    dtype === 'f64' ? new Float64Array(buffer, at, length) : new Float32Array(buffer, at, length);
  return {
    dtype,
    kernel: relaxed ? 'relaxed' : instance ? 'wasm' : 'javascript',
    numbers,
    product(p) {
      checkPlaces(p, { a: numbers, b: numbers, c: numbers, add: numbers, mask: numbers });
      return instance && worthACall(p) ? bindWasm(instance.gemm, p, dtype) : bindPlain(numbers, p);
    },
  };
}

/** Whether a product is large enough for a WebAssembly kernel to be the faster one. */
function worthACall({ m, n, k }: Pick<Product, 'm' | 'n' | 'k'>): boolean {
  return m * n * k >= WORTH_A_CALL;
}

function bindPlain(numbers: Floats, p: Product): () => void {
  if (numbers instanceof Float64Array) {
    const arrays = { a: numbers, b: numbers, c: numbers, add: numbers, mask: numbers };
    return () => plainF64(p, arrays);
  }
  const arrays = { a: numbers, b: numbers, c: numbers, add: numbers, mask: numbers };
  return () => plainF32(p, arrays);
}

function bindWasm(gemm: Gemm, p: Product, dtype: Dtype): () => void {
  const { size } = ELEMENT[dtype];
  const steps = (place: Place = rowMajor(0)) => [place.row * size, place.col * size] as const;
  const address = (place?: Place): number => (place ? SCRATCH_BYTES + place.at * size : 0);
  const { m, n, k, scale = 1 } = p;
  const [a, [aRow, aCol]] = [address(p.a), steps(p.a)];
  const [b, [bRow, bCol]] = [address(p.b), steps(p.b)];
  const [c, [cRow, cCol]] = [address(p.c), steps(p.c)];
  const [add, [addRow, addCol]] = [address(p.add), steps(p.add)];
  const [mask, [maskRow, maskCol]] = [address(p.mask), steps(p.mask)];
  const [resume, relu] = [Number(p.resume ?? false), Number(p.relu ?? false)];
  return () => {
    gemm(
      m,
      n,
      k,
      a,
      aRow,
      aCol,
      b,
      bRow,
      bCol,
      c,
      cRow,
      cCol,
      resume,
      scale,
      add,
      addRow,
      addCol,
      relu,
      mask,
      maskRow,
      maskCol,
    );
  };
}
