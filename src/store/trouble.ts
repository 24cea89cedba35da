/** What the disk says, as the middle of a sentence. */
const reasons: Readonly<Record<string, string>> = {
  EACCES: 'you may not write there',
  EDQUOT: 'your share of the disk is used up',
  EEXIST: 'something that is not a folder stands in the way',
  EFBIG: 'the file would be larger than this system allows',
  EIO: 'the disk reports an error',
  EISDIR: 'a folder stands where the file should be',
  ELOOP: 'a link there leads back to itself',
  EMFILE: 'too many files are open',
  ENAMETOOLONG: 'the path is too long',
  ENOENT: 'the folder is not there and cannot be made',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'something that is not a folder stands in the way',
  EPERM: 'you may not write there',
  EROFS: 'that disk can only be read',
};

/** Why the disk refused, as the middle of a sentence. */
export function reason(error: unknown): string {
  const code = errorCode(error);
  if (code !== null) return reasons[code] ?? `the system says ${code}`;
  return error instanceof Error ? error.message : String(error);
}

/** `ENOENT` and its like, or null for an error that did not come from the system. */
export function errorCode(error: unknown): string | null {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
  return code ?? null;
}

/** Whether a process of this number runs on this machine. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
}
