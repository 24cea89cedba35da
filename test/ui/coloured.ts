import chalk from 'chalk';
import { afterAll, beforeAll } from 'vitest';

/** In all colours, whatever this terminal has: chalk, which Ink asks, looked at it when it was loaded. */
export function inAllColours(): void {
  const { level } = chalk;
  beforeAll(() => {
    chalk.level = 3;
  });
  afterAll(() => {
    chalk.level = level;
  });
}
