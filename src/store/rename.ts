import { renameSync } from 'node:fs';
import { pause } from './pause.ts';
import { errorCode } from './trouble.ts';

/** What Windows says of a file that a virus scanner or another program looks at right now. */
const busy = ['EACCES', 'EBUSY', 'EPERM'];
/** How often it is asked again, and after how many milliseconds. */
const patience = { times: 25, between: 20 };

/**
 * Puts a file in the place of another. On Windows that may be refused for a moment, and is tried
 * again for half a second. Throws what the system says.
 */
export function renameOver(
  from: string,
  to: string,
  rename = renameSync,
  platform: string = process.platform,
): void {
  for (let left = platform === 'win32' ? patience.times : 0; ; left--) {
    try {
      rename(from, to);
      return;
    } catch (error) {
      if (left === 0 || !busy.includes(errorCode(error) ?? '')) throw error;
      pause(patience.between);
    }
  }
}
