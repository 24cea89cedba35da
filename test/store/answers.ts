import type { Format } from '../../src/store/progress-file.ts';

/** Progress for tests: the answers given so far, each once. */
export interface Answers {
  readonly answers: readonly string[];
}

export const answersFormat: Format<Answers> = {
  number: 1,
  migrations: {},
  empty: { answers: [] },
  validate(data) {
    const { answers } = data as Partial<Answers>;
    if (!Array.isArray(answers) || answers.some((each) => typeof each !== 'string')) return null;
    return { answers };
  },
};

/** The change that joins answers to those that are kept. */
export const adding =
  (...mine: readonly string[]) =>
  (kept: Answers): Answers => ({ answers: [...new Set([...kept.answers, ...mine])] });
