import { fileURLToPath } from 'node:url';

export { version } from '../package.json';

/** The folder of the package: this file stands one level below it, in `src/` and in `dist/` alike. */
export const packageRoot = fileURLToPath(new URL('..', import.meta.url));
