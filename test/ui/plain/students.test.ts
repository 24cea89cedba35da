import { describe, expect, test } from 'vitest';
import { noProgress } from '../../../src/session/progress.ts';
import { start } from '../../../src/session/session.ts';
import { here, standing } from '../../../src/session/view.ts';
import { goOn, hear } from '../../../src/ui/plain/converse.ts';
import { lessons, play } from '../../session/support.ts';
import { listedMistakes, named, studentNames, tries } from '../../support/students.ts';

const ids = lessons.map(({ id }) => id);
/** The lessons' own numbers, and two of the draws. */
const seeds = [0, 1, 20];

describe.each(studentNames)('a student who %s', (student) => {
  describe.each(seeds)('with seed %i', (seed) => {
    test.each(ids)('works through %s', (id) => {
      const opened = play(start(lessons, noProgress), {
        type: 'opened',
        lesson: id,
        step: 0,
        seed,
      });
      let { session } = goOn(opened);
      const { lesson } = here(session)!;
      for (const { exercise, answer, label } of tries(student, lesson)) {
        expect(here(session)?.exercise?.id).toBe(exercise.id);
        const turn = hear(session, answer);
        const said = turn.lines.find((line) => /^(Right|Not yet|Not judged)\./.test(line));
        expect(`${exercise.id}: ${answer} → ${said}`).toMatch(
          label === null ? /→ Right\./ : new RegExp(`→ Not yet\\. .*\\(${label}\\)$`),
        );
        session = turn.session;
      }
      expect(here(session)).toBeNull();
      const { done, exercises } = standing({ ...session }, lesson);
      expect(done).toBe(exercises);
    });
  });
});

test('every mistake that a lesson names is one that somebody makes', () => {
  const exercises = lessons.flatMap(({ steps }) => steps.flatMap(({ exercise }) => exercise ?? []));
  const dead = exercises.flatMap((exercise) => {
    const made = listedMistakes(exercise).map(({ label }) => label);
    return named(exercise).flatMap(([label]) =>
      made.includes(label) ? [] : [`${exercise.id} ${label}`],
    );
  });
  expect(dead).toEqual([]);
  expect(exercises.flatMap(listedMistakes).length).toBeGreaterThan(200);
});
