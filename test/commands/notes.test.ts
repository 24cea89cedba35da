import { describe, expect } from 'vitest';
import { notesPage } from '../../src/session/notes.ts';
import { keepProgress, putLesson } from '../kit/kept.ts';
import { lessonOf, oneLayer } from '../kit/lesson.ts';
import { maskless, monday, right, student } from '../kit/student.ts';
import { it } from '../support/lab.ts';
import { run } from '../support/run.ts';

const lesson = lessonOf(oneLayer);
const progress = student(lesson, [
  ['dW', maskless, monday],
  ['dW', right, monday],
]);

describe('backprop-lab notes', () => {
  it('writes the page of what was worked on', async ({ home }) => {
    putLesson(home);
    keepProgress(home, progress);
    const out = notesPage([lesson], progress);
    expect(await run(home, ['notes'])).toEqual({ code: 0, out, err: '' });
    expect(await run(home, ['notes', 'one-layer'])).toEqual({ code: 0, out, err: '' });
    expect((await run(home, ['notes', 'class'])).out).toContain('Nothing is answered yet.');
  });

  it('answers a lesson that there is not with what to write', async ({ home }) => {
    const { code, err } = await run(home, ['notes', 'clas']);
    expect(code).toBe(2);
    expect(err).toContain('There is no lesson clas. Did you mean `class`?');
  });

  it('says with examples how it is called', async ({ home }) => {
    expect((await run(home, ['notes', '--help'])).out).toContain('backprop-lab notes > notes.md');
  });
});
