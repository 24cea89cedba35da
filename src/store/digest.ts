/**
 * Length and 64 bits of a text, two multiplicative hashes that take turns and mix: enough to tell a lesson that someone has changed, in less time than loading node:crypto takes.
 */
export function digest(text: string): string {
  const bytes = Buffer.from(`${text}\0\0\0\0\0\0\0`);
  const words = new Int32Array(bytes.buffer, bytes.byteOffset, (bytes.length >> 3) * 2);
  let even = 0xdeadbeef;
  let odd = 0x41c6ce57;
  // Turned, as products carry upwards only: the upper half of a word would hardly count.
  for (let i = 0; i < words.length; i += 2) {
    even = Math.imul((((even << 15) | (even >>> 17)) ^ words[i]!) + odd, 2654435761);
    odd = Math.imul((((odd << 15) | (odd >>> 17)) ^ words[i + 1]!) + even, 1597334677);
  }
  return `${text.length}-${even}-${odd}`;
}
