/** The byte before the number of a SIMD instruction. */
export const SIMD = 0xfd;

/** What both scalars and lanes can do; the four tables below give the opcode for each type. */
const ARITHMETIC = [
  'eq',
  'ne',
  'lt',
  'gt',
  'le',
  'ge',
  'abs',
  'neg',
  'sqrt',
  'add',
  'sub',
  'mul',
  'div',
  'min',
  'max',
] as const;

type Arithmetic = (typeof ARITHMETIC)[number];

/** In the order of ARITHMETIC. */
const F32 = [
  0x5b, 0x5c, 0x5d, 0x5e, 0x5f, 0x60, 0x8b, 0x8c, 0x91, 0x92, 0x93, 0x94, 0x95, 0x96, 0x97,
];
const F64 = [
  0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x99, 0x9a, 0x9f, 0xa0, 0xa1, 0xa2, 0xa3, 0xa4, 0xa5,
];
const F32X4 = [65, 66, 67, 68, 69, 70, 224, 225, 227, 228, 229, 230, 231, 232, 233];
const F64X2 = [71, 72, 73, 74, 75, 76, 236, 237, 239, 240, 241, 242, 243, 244, 245];

function table<T extends string>(
  type: T,
  codes: readonly number[],
  prefix: readonly number[] = [],
): Record<`${T}.${Arithmetic}`, readonly number[]> {
  return Object.fromEntries(
    ARITHMETIC.map((name, i) => [`${type}.${name}`, [...prefix, codes[i]!]]),
  ) as unknown as Record<`${T}.${Arithmetic}`, readonly number[]>;
}

/** Opcodes by their names in the specification; after 0xfd stands the number of a SIMD opcode. */
export const OPCODES = {
  select: [0x1b],
  'f32.load': [0x2a],
  'f64.load': [0x2b],
  'f32.store': [0x38],
  'f64.store': [0x39],
  'i32.eqz': [0x45],
  'i32.eq': [0x46],
  'i32.ne': [0x47],
  'i32.lt_s': [0x48],
  'i32.le_s': [0x4c],
  'i32.add': [0x6a],
  'i32.sub': [0x6b],
  'i32.mul': [0x6c],
  'i32.and': [0x71],
  'i32.or': [0x72],
  'f32.convert_i32_s': [0xb2],
  'f32.demote_f64': [0xb6],
  'f64.convert_i32_s': [0xb7],
  'f64.promote_f32': [0xbb],
  'v128.load': [SIMD, 0],
  'v128.load32_splat': [SIMD, 9],
  'v128.load64_splat': [SIMD, 10],
  'v128.store': [SIMD, 11],
  'f32x4.splat': [SIMD, 19],
  'f64x2.splat': [SIMD, 20],
  'v128.and': [SIMD, 78],
  'v128.or': [SIMD, 80],
  'v128.bitselect': [SIMD, 82],
  'f32x4.relaxed_madd': [SIMD, 261],
  'f64x2.relaxed_madd': [SIMD, 263],
  'f32x4.pmax': [SIMD, 235],
  'f64x2.pmax': [SIMD, 247],
  ...table('f32', F32),
  ...table('f64', F64),
  ...table('f32x4', F32X4, [SIMD]),
  ...table('f64x2', F64X2, [SIMD]),
} as const satisfies Record<string, readonly number[]>;
