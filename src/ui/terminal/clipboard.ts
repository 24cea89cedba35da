/** More bytes than this are cut or refused by common terminals, without a word. */
const MOST_BYTES = 48_000;

/** What puts a text on the clipboard of the terminal, over ssh too (OSC 52); null where it is too long. */
export function copySequence(text: string): string | null {
  const bytes = Buffer.from(text, 'utf8');
  return bytes.length > MOST_BYTES ? null : `\u001b]52;c;${bytes.toString('base64')}\u0007`;
}
