import { mkdirSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';

type Env = Readonly<Record<string, string | undefined>>;
type Kind = 'data' | 'cache';

const name = 'backprop-lab';

/** Where each system keeps a program's own files below the home folder. */
const systems: Readonly<Record<string, (env: Env, home: string, kind: Kind) => string>> = {
  darwin: (_env, home, kind) =>
    join(home, 'Library', { data: 'Application Support', cache: 'Caches' }[kind], name),
  win32: (env, home, kind) =>
    join(
      env.LOCALAPPDATA || join(home, 'AppData', 'Local'),
      name,
      { data: 'Data', cache: 'Cache' }[kind],
    ),
};

/** The XDG base directory specification, which says that a relative path is to be ignored. */
function xdg(env: Env, home: string, kind: Kind): string {
  const named = { data: env.XDG_DATA_HOME, cache: env.XDG_CACHE_HOME }[kind];
  const usual = { data: ['.local', 'share'], cache: ['.cache'] }[kind];
  return join(named && isAbsolute(named) ? named : join(home, ...usual), name);
}

/**
 * The lab's own folder of a kind, or null for a user who has none. These are the places that the
 * package env-paths names; it asks for the home folder at import and cannot be loaded without one.
 */
export function userFolder(
  kind: Kind,
  env: Env = process.env,
  platform: string = process.platform,
  home: string = homeFolder(),
): string | null {
  const folder = (systems[platform] ?? xdg)(env, home, kind);
  return isAbsolute(folder) ? folder : null;
}

function homeFolder(): string {
  try {
    return homedir();
  } catch {
    return '';
  }
}

/**
 * Makes a folder, for its owner only unless `mode` says otherwise, and those above it. (Node's own
 * recursive mkdir never ends where a folder is there and nothing can be made in it, as in /proc.)
 */
export function makeFolder(folder: string, mode = 0o700): void {
  if (isFolder(folder)) return;
  const above = dirname(folder);
  if (above !== folder) makeFolder(above, mode);
  try {
    mkdirSync(folder, { mode });
  } catch (error) {
    // Another lab may have been quicker.
    if (!isFolder(folder)) throw error;
  }
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}
