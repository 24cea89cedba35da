import { join } from 'node:path';

export { version } from '../package.json';

/** The folder of the package: this file stands one level below it, in `src/` and in `dist/` alike. */
export const packageRoot = join(import.meta.dirname, '..');
