import { execFileSync } from 'node:child_process';
import { root } from './root.ts';

/** Builds the program once before the tests that run it, so that none of them meets an old one. */
export default function build(): void {
  execFileSync(process.execPath, ['build/build.js'], { cwd: root, stdio: 'inherit' });
}
