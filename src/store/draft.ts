import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readText, replaceFile } from './atomic.ts';
import { makeFolder } from './folders.ts';

/** What stands in the answer line, kept apart from progress because it changes with every key. */
export interface Draft {
  readonly lesson: string;
  readonly exercise: string;
  readonly text: string;
}

/** As much as an answer may have, in UTF-16 units; a longer draft is not kept. */
const textLimit = 10_000;
const sizeLimit = 64 * 1024;

export interface DraftFile {
  /** The draft that was left behind, or null. */
  readonly read: () => Draft | null;
  /** Keeps a draft, or none. Says nothing when it cannot: a draft is only ever a gain. */
  readonly write: (draft: Draft | null) => void;
}

/** The draft file of a folder; null where there is no folder. */
export function draftFile(folder: string | null): DraftFile {
  if (folder === null) return { read: () => null, write() {} };
  const file = join(folder, 'draft.json');
  return {
    read() {
      try {
        const data: unknown = JSON.parse(readText(file, sizeLimit) ?? 'null');
        return isDraft(data) ? data : null;
      } catch {
        return null;
      }
    },
    write(draft) {
      try {
        if (draft === null || draft.text.length > textLimit) return rmSync(file, { force: true });
        makeFolder(folder);
        replaceFile(file, (temporary) =>
          writeFileSync(temporary, JSON.stringify(draft), { mode: 0o600 }),
        );
      } catch {}
    },
  };
}

function isDraft(data: unknown): data is Draft {
  if (typeof data !== 'object' || data === null) return false;
  const { lesson, exercise, text } = data as Record<keyof Draft, unknown>;
  return [lesson, exercise, text].every((each) => typeof each === 'string');
}
