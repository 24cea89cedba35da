import { unwatchFile, watch, watchFile } from 'node:fs';
import { basename, dirname } from 'node:path';

/** Editors write a file in several steps; they are over when nothing has happened for so long. */
const settle = 50;
/** Where the system tells of no changes, the file is looked at so often. */
const poll = 500;

/**
 * Calls `changed` after a file was saved, also by an editor that puts a new file in its place.
 * Returns how to stop.
 */
export function watchDocument(path: string, changed: () => void): () => void {
  let timer: NodeJS.Timeout | null = null;
  const soon = () => {
    if (timer) clearTimeout(timer);
    timer = setTimeout(changed, settle);
  };
  const stop = watchFolder(path, soon);
  // What was saved after the file was read and before the watch began is seen as well.
  soon();
  return () => {
    if (timer) clearTimeout(timer);
    stop();
  };
}

/** The folder is watched, because a watch on the file would follow the one that was replaced. */
function watchFolder(path: string, soon: () => void): () => void {
  const name = basename(path);
  try {
    const watcher = watch(dirname(path), (_, file) => {
      if (file === null || file === name) soon();
    });
    watcher.on('error', () => {
      watcher.close();
      watchFile(path, { interval: poll }, soon);
    });
    return () => {
      watcher.close();
      unwatchFile(path, soon);
    };
  } catch {
    watchFile(path, { interval: poll }, soon);
    return () => unwatchFile(path, soon);
  }
}
