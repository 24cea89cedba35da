import { type Gemm, gemmModule } from './gemm.ts';
import type { Dtype } from './product.ts';

const PAGE_BYTES = 65536;

/** A memory and the matrix product on it. */
export interface Instance {
  readonly buffer: ArrayBuffer;
  readonly gemm: Gemm;
}

/** A memory that never grows, and what can be made to work on it. */
export interface Memory {
  readonly buffer: ArrayBuffer;
  /** The matrix product; null where its instructions are not to be had. */
  gemm(dtype: Dtype, relaxed: boolean): Gemm | null;
  /** What a module exports that imports this memory and functions; null where it cannot be had. */
  load(
    bytes: Uint8Array<ArrayBuffer>,
    functions: Readonly<Record<string, unknown>>,
  ): Readonly<Record<string, () => void>> | null;
}

/** The part of the platform that is used here; Node has none of it under --jitless. */
interface Platform {
  readonly Module: new (bytes: Uint8Array<ArrayBuffer>) => object;
  readonly Instance: new (
    module: object,
    imports: { env: Readonly<Record<string, unknown>> },
  ) => { readonly exports: unknown };
  readonly Memory: new (pages: { initial: number }) => { readonly buffer: ArrayBuffer };
  readonly CompileError: new () => Error;
}

const modules = new Map<string, object | null>();

/**
 * A fresh memory of at least this many bytes with a product on it, or null where WebAssembly, the
 * instructions needed or the memory are not to be had. The relaxed kernel may round · and +
 * together; modules are written and compiled when first asked for.
 */
export function instantiate(dtype: Dtype, bytes: number, relaxed = false): Instance | null {
  const { WebAssembly: platform } = globalThis as { WebAssembly?: Platform };
  // Whether there is a kernel is known before a large memory is asked for.
  if (!platform || !gemmCompiled(platform, dtype, relaxed)) return null;
  const memory = createMemory(bytes);
  const gemm = memory?.gemm(dtype, relaxed);
  return memory && gemm ? { buffer: memory.buffer, gemm } : null;
}

/** A fresh memory of at least this many bytes, or null where it is not to be had. */
export function createMemory(bytes: number): Memory | null {
  const { WebAssembly: platform } = globalThis as { WebAssembly?: Platform };
  if (!platform) return null;
  try {
    const memory = new platform.Memory({ initial: Math.ceil(bytes / PAGE_BYTES) });
    const exportsOf = (module: object, functions: Readonly<Record<string, unknown>>) =>
      new platform.Instance(module, { env: { memory, ...functions } }).exports;
    return {
      buffer: memory.buffer,
      gemm(dtype, relaxed) {
        const module = gemmCompiled(platform, dtype, relaxed);
        return module && (exportsOf(module, {}) as { gemm: Gemm }).gemm;
      },
      load(code, functions) {
        const module = compile(platform, code);
        return module && (exportsOf(module, functions) as Record<string, () => void>);
      },
    };
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function gemmCompiled(platform: Platform, dtype: Dtype, relaxed: boolean): object | null {
  const key = `${dtype} ${relaxed}`;
  const known = modules.get(key);
  if (known !== undefined) return known;
  const module = compile(platform, gemmModule(dtype, relaxed));
  modules.set(key, module);
  return module;
}

function compile(platform: Platform, bytes: Uint8Array<ArrayBuffer>): object | null {
  try {
    return new platform.Module(bytes);
  } catch (error) {
    if (error instanceof platform.CompileError) return null;
    throw error;
  }
}
