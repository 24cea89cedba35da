import { writeSync } from 'node:fs';

let stream: NodeJS.WriteStream | null = null;

/**
 * Standard output as a stream, for what has to know whether it is a terminal, and which. The first
 * time takes Node 5 ms, a fifth of what it takes to start: `writeOut` is for those who only write.
 */
export function stdout(): NodeJS.WriteStream {
  stream ??= process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    leaveQuietly();
  });
  return stream;
}

/**
 * Writes to standard output, at once as the stream does. False when the reader is slow, as `write`
 * tells it; `stdout` then tells when it is ready. Throws what the disk says.
 */
export function writeOut(text: string): boolean {
  return stream ? stream.write(text) : writeFirst(text);
}

/**
 * The same for the first thing that is written, whether there is a stream by now or not: its first
 * write takes a millisecond more.
 */
export function writeFirst(text: string): boolean {
  // Windows has consoles that take text and not bytes; the stream knows them.
  const rest = process.platform === 'win32' ? text : writeAtOnce(Buffer.from(text));
  return rest.length === 0 || stdout().write(rest);
}

/** What has to wait for a reader: there is some when another process made the pipe one that never waits. */
function writeAtOnce(bytes: Uint8Array): Uint8Array {
  let written = 0;
  try {
    while (written < bytes.length) written += writeSync(1, bytes, written);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EPIPE') leaveQuietly();
    if (code !== 'EAGAIN') throw error;
  }
  return bytes.subarray(written);
}

/** `backprop-lab list | head -1` closes our output early; that is not a failure. */
function leaveQuietly(): never {
  process.exit();
}
