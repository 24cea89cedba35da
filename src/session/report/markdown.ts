/** A student's text as a code span that no backtick or bar in it can end, cut where it is long. */
export function code(text: string, longest = 120): string {
  const flat = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').trim();
  const short = [...flat].length > longest ? `${[...flat].slice(0, longest - 1).join('')}…` : flat;
  if (short === '') return '(empty)';
  const runs = short.match(/`+/g) ?? [];
  const fence = '`'.repeat(Math.max(0, ...runs.map((run) => run.length)) + 1);
  const room = runs.length > 0 ? ' ' : '';
  // A bar would end the cell of a table, in code as well.
  return `${fence}${room}${short.replaceAll('|', '\\|')}${room}${fence}`;
}
