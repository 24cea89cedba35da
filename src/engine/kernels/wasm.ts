import { type Gemm, gemmModule } from './gemm.ts';
import type { Dtype } from './product.ts';

const PAGE_BYTES = 65536;

/** A memory and the matrix product on it. */
export interface Instance {
  readonly buffer: ArrayBuffer;
  readonly gemm: Gemm;
}

/** The part of the platform that is used here; Node has none of it under --jitless. */
interface Platform {
  readonly Module: new (bytes: Uint8Array<ArrayBuffer>) => object;
  readonly Instance: new (
    module: object,
    imports: { env: { memory: object } },
  ) => { readonly exports: { readonly gemm: Gemm } };
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
  if (!platform) return null;
  const module = compiled(platform, dtype, relaxed);
  if (!module) return null;
  try {
    const memory = new platform.Memory({ initial: Math.ceil(bytes / PAGE_BYTES) });
    const { gemm } = new platform.Instance(module, { env: { memory } }).exports;
    return { buffer: memory.buffer, gemm };
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function compiled(platform: Platform, dtype: Dtype, relaxed: boolean): object | null {
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
