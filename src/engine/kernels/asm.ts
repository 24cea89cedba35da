/*
 * A WebAssembly assembler, as large as the kernels here need it.
 *
 * WebAssembly is a stack machine: an instruction pops its operands and pushes its result, so
 * (x + 1) · y is the byte sequence
 *
 *     local.get x    i32.const 1    i32.add    local.get y    i32.mul
 *     stack: x       x 1            x+1        x+1 y          (x+1)·y
 *
 * `op('i32.mul', op('i32.add', x, 1), y)` lays the operands down before the instruction, which is
 * that sequence. Locals are numbered variables (parameters first); `x.set(v)` is a statement.
 * Control flow is nested: a branch names how many enclosing blocks it leaves, and a branch to a
 * `loop` goes back to its start.
 */
import { OPCODES, SIMD } from './opcodes.ts';

/** The types of WebAssembly values used here; v128 is a vector of two doubles or four floats. */
export type Type = 'i32' | 'f32' | 'f64' | 'v128';

/** Instruction bytes, nested as they were composed; flattened once, when the module is written. */
export type Code = number | readonly Code[];

/** Code that leaves one value on the stack. */
export interface Value {
  readonly code: Code;
}

/** What an instruction may be given: a value, or a number that stands for an i32 constant. */
export type Operand = Value | number;

/** A parameter or local variable; as an operand it is read. */
export interface Local extends Value {
  readonly type: Type;
  set(value: Operand): Code;
}

/** One exported function without result, being written. Parameters come before other locals. */
export interface Body {
  param(type: Type): Local;
  local(type: Type): Local;
}

/** The name of an instruction in the table. */
export type OpName = keyof typeof OPCODES;

const TYPES: Record<Type, number> = { i32: 0x7f, f32: 0x7d, f64: 0x7c, v128: 0x7b };
const LOCAL_GET = 0x20;
const LOCAL_SET = 0x21;
const I32_CONST = 0x41;
const F32_CONST = 0x43;
const F64_CONST = 0x44;
const CALL = 0x10;
const BLOCK = 0x02;
const LOOP = 0x03;
const IF = 0x04;
const ELSE = 0x05;
const END = 0x0b;
const BR_IF = 0x0d;
const NO_RESULT = 0x40;

/** LEB128, the variable-length integers of the format: 7 bits a byte, the lowest first. */
function unsigned(value: number): Code {
  return value < 0x80 ? value : [(value & 0x7f) | 0x80, unsigned(value >>> 7)];
}

function signed(value: number): Code {
  const fits = value >= -0x40 && value < 0x40;
  return fits ? value & 0x7f : [(value & 0x7f) | 0x80, signed(value >> 7)];
}

function opcode(name: OpName): Code {
  const [first, simd] = OPCODES[name] as readonly [number, number?];
  return simd === undefined ? first : [first, unsigned(simd)];
}

function push(operand: Operand): Code {
  return typeof operand === 'number' ? [I32_CONST, signed(operand)] : operand.code;
}

/** An instruction applied to its operands. */
export function op(name: OpName, ...operands: Operand[]): Value {
  return { code: [...operands.map(push), opcode(name)] };
}

/** An instruction that loads from an address plus a constant offset (no alignment promised). */
export function load(name: OpName, address: Operand, offset = 0): Value {
  return { code: [push(address), opcode(name), 0, unsigned(offset)] };
}

/** An instruction that stores a value at an address plus a constant offset. */
export function store(name: OpName, address: Operand, value: Operand, offset = 0): Code {
  return [push(address), push(value), opcode(name), 0, unsigned(offset)];
}

/** A number as a constant. */
export function constant(type: 'f32' | 'f64', value: number): Value {
  const bytes =
    type === 'f64'
      ? new Uint8Array(Float64Array.of(value).buffer)
      : new Uint8Array(Float32Array.of(value).buffer);
  return { code: [type === 'f64' ? F64_CONST : F32_CONST, [...bytes]] };
}

/** The number in a lane of a vector. */
export function lane(lanes: 'f32x4' | 'f64x2', vector: Operand, index: number): Value {
  return { code: [push(vector), SIMD, lanes === 'f32x4' ? 31 : 33, index] };
}

/** A vector with another number in one lane. */
export function withLane(
  lanes: 'f32x4' | 'f64x2',
  vector: Operand,
  index: number,
  value: Operand,
): Value {
  return { code: [push(vector), push(value), SIMD, lanes === 'f32x4' ? 32 : 34, index] };
}

/**
 * A vector of lanes picked from two: of lanes of `bytes` bytes each, numbered through both vectors.
 */
export function shuffle(x: Operand, y: Operand, lanes: readonly number[], bytes: number): Value {
  const picked = lanes.flatMap((i) => Array.from({ length: bytes }, (_, b) => i * bytes + b));
  return { code: [push(x), push(y), SIMD, 13, picked] };
}

/** A function that a module is given, by its place among them. */
export interface Import {
  readonly name: string;
  readonly params: readonly Type[];
  readonly result?: Type;
}

/** Calls the import at this place; a statement when it has no result. */
export function call(index: number, ...operands: Operand[]): Value {
  return { code: [operands.map(push), CALL, unsigned(index)] };
}

/** Sixteen zero bytes. */
export const zeroVector: Value = { code: [SIMD, 12, new Array<number>(16).fill(0)] };

/** Runs `then` where the condition (an i32) is not 0, else `otherwise`. */
export function when(condition: Operand, then: Code, otherwise: Code = []): Code {
  return [push(condition), IF, NO_RESULT, then, ELSE, otherwise, END];
}

/** Runs the body, and again as long as the condition, read after it, is not 0. */
export function repeatWhile(condition: Operand, body: Code): Code {
  return [LOOP, NO_RESULT, body, push(condition), BR_IF, 0, END];
}

/**
 * Runs the body as often as `left` says, at least once, and counts it down; it is written out that
 * many `times`, and after each is asked whether it was the last.
 */
export function unrolled(left: Local, times: number, body: Code): Code {
  const once = [body, left.set(op('i32.sub', left, 1))];
  const leave = [push(op('i32.eqz', left)), BR_IF, 1];
  const others = Array.from({ length: times - 1 }, () => [once, leave]);
  return [BLOCK, NO_RESULT, repeatWhile(left, [others, once]), END];
}

/** Runs the body for i = 0, step, 2·step, … below `end`; at least once, so `end` must be > 0. */
export function repeat(i: Local, end: Operand, step: number, body: Code): Code {
  const next = i.set(op('i32.add', i, step));
  return [i.set(0), repeatWhile(op('i32.lt_s', i, end), [body, next])];
}

/** The sum of two i32, an address and a distance for instance. */
export function plus(x: Operand, y: Operand): Value {
  return op('i32.add', x, y);
}

/** start + i · step, the address of something strided. */
export function steps(start: Operand, i: Operand, step: Operand): Value {
  return plus(start, op('i32.mul', i, step));
}

/** Whether any of the flags (0 or 1) is set; `and` and `or` work on bits, so nothing else will do. */
export function any(first: Operand, ...rest: Operand[]): Operand {
  return rest.reduce((x, y) => op('i32.or', x, y), first);
}

/** Whether all flags (0 or 1) are set. */
export function all(first: Operand, ...rest: Operand[]): Operand {
  return rest.reduce((x, y) => op('i32.and', x, y), first);
}

/** The smaller of two i32; both operands are written twice, so they should be short. */
export function min(x: Operand, y: Operand): Value {
  return op('select', x, y, op('i32.lt_s', x, y));
}

/**
 * The bytes of a module that exports the functions given and imports its memory as `env.memory`, and
 * other functions from `env` as well. A builder asks for its parameters and locals and returns the
 * function's code; what it calls is asked for when all are built.
 */
export function assemble(
  functions: Record<string, (f: Body) => Code>,
  imports: () => readonly Import[] = () => [],
): Uint8Array<ArrayBuffer> {
  const names = Object.keys(functions);
  const built = Object.values(functions).map(buildFunction);
  const taken = imports();
  const given = taken.map(({ params, result }) => [
    0x60,
    vector(params.map((type) => TYPES[type])),
    vector(result ? [TYPES[result]] : []),
  ]);
  const own = built.map(({ params }) => [0x60, vector(params), vector([])]);
  const bytes: number[] = [];
  flatten(
    [
      [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
      section(1, [...given, ...own]),
      section(2, [
        [text('env'), text('memory'), 0x02, 0x00, 0],
        ...taken.map(({ name }, type) => [text('env'), text(name), 0x00, unsigned(type)]),
      ]),
      section(
        3,
        built.map((_, index) => unsigned(given.length + index)),
      ),
      section(
        7,
        names.map((name, index) => [text(name), 0x00, unsigned(given.length + index)]),
      ),
      section(
        10,
        built.map(({ code }) => sized(code)),
      ),
    ],
    bytes,
  );
  return Uint8Array.from(bytes);
}

function buildFunction(build: (f: Body) => Code): { params: Code[]; code: Code } {
  const params: Code[] = [];
  const locals: Code[] = [];
  const declare = (list: Code[], type: Type, entry: Code): Local => {
    const index = unsigned(params.length + locals.length);
    list.push(entry);
    return {
      type,
      code: [LOCAL_GET, index],
      set: (value) => [push(value), LOCAL_SET, index],
    };
  };
  const code = build({
    param(type) {
      if (locals.length > 0) throw new Error('asm: a parameter after a local');
      return declare(params, type, TYPES[type]);
    },
    local: (type) => declare(locals, type, [1, TYPES[type]]),
  });
  return { params, code: [vector(locals), code, END] };
}

function vector(items: readonly Code[]): Code {
  return [unsigned(items.length), items];
}

function section(id: number, items: readonly Code[]): Code {
  return [id, sized(vector(items))];
}

function sized(code: Code): Code {
  const bytes: number[] = [];
  flatten(code, bytes);
  return [unsigned(bytes.length), bytes];
}

function text(value: string): Code {
  return vector(Array.from(value, (char) => char.charCodeAt(0)));
}

function flatten(code: Code, into: number[]): void {
  if (typeof code === 'number') into.push(code);
  else for (const part of code) flatten(part, into);
}
