import { makeTheme } from '../theme.ts';

/** A theme to measure and to copy with: words are equally wide in every theme. */
export const mono = makeTheme('mono', 'none');
