/** Readable JSON in which nothing that a student typed can steer a terminal: such characters are escaped. */
export function json(data: unknown): string {
  const text = JSON.stringify(data, null, 2);
  return `${text.replace(/(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, escaped)}\n`;
}

function escaped(glyph: string): string {
  const units = Array.from({ length: glyph.length }, (_, i) => glyph.charCodeAt(i));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('');
}
