import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Progress } from '../../src/session/progress.ts';
import { oneLayer } from './lesson.ts';

/** Puts a student's work where the lab keeps it. */
export function keepProgress(home: string, progress: Progress): void {
  const folder = join(home, 'data/backprop-lab');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'progress.json'), JSON.stringify({ format: 1, progress }));
}

/** Puts the lesson of the tests into ./lessons. */
export function putLesson(home: string, text = oneLayer): void {
  mkdirSync(join(home, 'lessons'), { recursive: true });
  writeFileSync(join(home, 'lessons/one-layer.md'), text);
}
