/** The file in a folder of lessons that says their order and title. */
export const courseFile = 'course.yaml';

/** One file of a course, by its name in the folder. */
export interface PackedFile {
  readonly name: string;
  readonly text: string;
}

/** The files of a course, or one sentence that says why there are none. */
export type ReadPack =
  | { readonly ok: true; readonly files: readonly PackedFile[] }
  | { readonly ok: false; readonly message: string };

/** What a packed course may hold. */
export const packLimits = { files: 501, characters: 16_000_000 };

const kind = 'backprop-lab course';
const format = 1;
/** Names that are safe to show and to write on every system; no folders. */
const safe = /^[A-Za-z0-9][A-Za-z0-9 ._-]{0,99}\.md$/;

/** Whether a file of this name may stand in a packed course. */
export function isPackable(name: string): boolean {
  return name === courseFile || safe.test(name);
}

/** A course as one file to hand out: plain JSON, the text of every file under its name. */
export function writePack(files: readonly PackedFile[]): string {
  return `${JSON.stringify({ kind, format, files }, null, 1)}\n`;
}

/** Reads what `writePack` wrote. Nothing in it is trusted. */
export function readPack(text: string): ReadPack {
  const no = (message: string): ReadPack => ({ ok: false, message });
  const data = parsed(text);
  if (data?.kind !== kind) {
    return no('it is not a packed course; make one with `backprop-lab pack FOLDER`');
  }
  if (data.format !== format) {
    return no(
      `it is of format ${String(data.format).slice(0, 9)}, which this backprop-lab does not know; update it`,
    );
  }
  const files = Array.isArray(data.files) ? data.files.map(packedFile) : [];
  if (files.length === 0 || files.includes(null)) {
    return no('it is damaged: each of its files needs a plain name and a text; pack it again');
  }
  if (files.length > packLimits.files || text.length > packLimits.characters) {
    return no(`it is too large; a course has at most ${packLimits.files - 1} lessons`);
  }
  const names = files.map((file) => file!.name.toLowerCase());
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) return no(`it holds ${twice} twice; pack it again`);
  return { ok: true, files: files as PackedFile[] };
}

function parsed(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const data: unknown = JSON.parse(text);
    return typeof data === 'object' && data !== null ? (data as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

function packedFile(value: unknown): PackedFile | null {
  if (typeof value !== 'object' || value === null) return null;
  const { name, text } = value as Readonly<Record<keyof PackedFile, unknown>>;
  const fits = typeof name === 'string' && typeof text === 'string' && isPackable(name);
  return fits ? { name, text } : null;
}
