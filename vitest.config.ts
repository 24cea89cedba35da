import { defineConfig } from 'vitest/config';

/** Tests that run the built program; everything else runs the sources. */
const built = [
  'test/commands/**/*.test.ts',
  'test/e2e/**/*.test.ts',
  'test/torture/program/**/*.test.ts',
];

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: built,
          // Files share a worker and what it has loaded: a test puts back what it changes.
          isolate: false,
          // vitest would leave one core idle, which of two is half.
          maxWorkers: '100%',
          // A test under load fails by what it finds, not by how long that took.
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'e2e',
          include: built,
          globalSetup: 'test/support/build.ts',
          // After the unit tests: it has another number of workers.
          sequence: { groupOrder: 1 },
          // Two pseudo-terminals at a time: more would measure the machine and not the program.
          maxWorkers: 2,
          testTimeout: 60_000,
        },
      },
    ],
  },
});
