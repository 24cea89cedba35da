import { describe, expect, test } from 'vitest';
import type { Issue } from '../../src/lesson/lesson.ts';
import { previewLesson, reloaded, startPreview } from '../../src/session/preview.ts';
import { update } from '../../src/session/session.ts';
import { here } from '../../src/session/view.ts';
import { lessonOf, oneLayer } from '../kit/lesson.ts';
import { maskless, monday } from '../kit/student.ts';

const lesson = lessonOf(oneLayer);
const issue = (line: number): Issue => ({
  ...{ file: 'one-layer.md', line, column: 3, code: 'test' },
  message: `Mend line ${line}.`,
});
const texts = (made: ReturnType<typeof previewLesson>) =>
  made.steps.map(({ blocks }) =>
    blocks.flatMap((block) =>
      block.kind === 'quote' ? [block.text.map(({ text }) => text).join('')] : [],
    ),
  );

describe('a lesson in preview', () => {
  test('shows notes', () => {
    expect(texts(previewLesson('a.md', lesson, []))).toEqual([
      ['Remember.', 'Note: Ask the class.'],
      [],
      [],
    ]);
  });

  test('has each issue on the step of its line', () => {
    const exercise = lesson.steps[1]!.place.line;
    const made = previewLesson('a.md', lesson, [issue(2), issue(exercise + 5), issue(9999)]);
    expect(texts(made)).toEqual([
      ['2:3: Mend line 2.', 'Remember.', 'Note: Ask the class.'],
      [`${exercise + 5}:3: Mend line ${exercise + 5}.`],
      ['9999:3: Mend line 9999.'],
    ]);
  });

  test('is a page of its issues when it never could be read', () => {
    const made = previewLesson('a.md', null, [issue(7)]);
    expect(texts(made)).toEqual([['7:3: Mend line 7.']]);
    expect(made.title).toBe('a.md');
  });
});

describe('a preview whose file was saved', () => {
  const begun = startPreview(lesson, 1, 0, monday);
  const typed = update(begun, { type: 'drafted', text: maskless });
  const answered = update(typed, { type: 'submitted' });

  test('stays at the step, wherever it stands now, with what was typed', () => {
    const moved = lessonOf(
      oneLayer.replace('# Your turn', '# In between\n\nText.\n\n---\n\n# Your turn'),
    );
    const after = here(reloaded(typed, moved))!;
    expect(after.screen.step).toBe(2);
    expect(after.entry.draft).toBe(maskless);
  });

  test('stays at the number of a step that has gone', () => {
    const renamed = lessonOf(oneLayer.replace('id: dW', 'id: dV'));
    expect(here(reloaded(typed, renamed))!.screen.step).toBe(1);
    const [first] = oneLayer.split('\n---\n\n# Your turn');
    expect(here(reloaded(typed, lessonOf(first!)))!.screen.step).toBe(0);
  });

  test('keeps what was typed when the lesson gets another id', () => {
    const renamed = lessonOf(oneLayer.replace('id: one-layer', 'id: another'));
    expect(here(reloaded(typed, renamed))!.entry.draft).toBe(maskless);
  });

  test('says the new sentence to the answer that was given', () => {
    expect(here(answered)!.screen.said!.feedback.message).toBe('Unit 2 is off.');
    const edited = lessonOf(oneLayer.replace('Unit 2 is off.', 'Which unit is off?'));
    const said = here(reloaded(answered, edited))!.screen.said!;
    expect(said).toMatchObject({ answer: maskless, feedback: { message: 'Which unit is off?' } });
  });
});
