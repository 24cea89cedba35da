import { chunkLoader } from './chunks.ts';

/** Loads the chunk of a module that `package.json` exports; each is there once. */
export const load = chunkLoader(__dirname);
