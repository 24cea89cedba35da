import { answers } from './answers.ts';
import type { Family } from './attack.ts';
import { documents } from './documents.ts';
import { lessons } from './lessons.ts';

/** Everything that was tried, by what it goes for. docs/security.md is made from it. */
export const families: readonly Family[] = [...answers, ...lessons, ...documents];
