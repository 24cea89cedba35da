import { describe, expect, it } from 'vitest';
import { grade } from '../../src/grading/grade.ts';
import { withSeed } from '../../src/grading/prepare.ts';
import { apart, byDifferences, everyQuestion } from '../grading/everydraw.ts';
import { figure, rounds } from '../support/torture.ts';

const questions = everyQuestion();

describe('on whatever draws', () => {
  it('no right answer is refused, and no wrong one accepted', () => {
    const seeds = rounds(1000, 6);
    let verdicts = 0;
    const failures: string[] = [];
    for (let seed = 1; seed <= seeds; seed++) {
      for (const { id, p, answers } of questions) {
        if (p.ask.kind === 'shape') continue;
        const drawn = withSeed(p, `${id} ${seed}`);
        for (const { text, verdict } of answers) {
          verdicts += 1;
          const got = grade(drawn, text, { verdictOnly: true }).verdict;
          const good = verdict === null ? got !== 'correct' : got === verdict;
          if (!good) failures.push(`${id}, seed ${seed}: ${text} is ${got}`);
        }
      }
    }
    figure(`${seeds} seeds: ${verdicts} verdicts, ${failures.length} of them false`);
    expect(failures).toEqual([]);
  }, 1_200_000);

  it('the reference is what central differences find', () => {
    const seeds = rounds(20, 1);
    let [worst, draws] = [0, 0];
    for (let seed = 1; seed <= seeds; seed++) {
      for (const { id, p } of questions) {
        if (p.ask.kind !== 'gradient') continue;
        for (const env of withSeed(p, `${id} ${seed}`).draws()) {
          const distance = apart(env.value(p.reference), byDifferences(p, env));
          if (!(distance < 1e-5)) expect.fail(`${id}, seed ${seed}: ${distance} apart`);
          worst = Math.max(worst, distance);
          draws += 1;
        }
      }
    }
    figure(
      `the reference on ${draws} draws: at most ${worst.toExponential(1)} from central differences`,
    );
    expect(draws).toBeGreaterThan(questions.length);
  }, 1_200_000);
});
