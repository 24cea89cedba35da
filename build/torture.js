import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

// npm run torture [-- SEED]: the tests of test/torture, histories of the session and fuzzed answers, with all
// the rounds that are promised. `npm test` runs the same ones with a few rounds.
const seed = process.argv[2] ?? String(1 + (Date.now() % 1_000_000));
const files = ['test/torture', 'test/session/history.test.ts', 'test/grading/acceptance.test.ts'];
/** No test may take longer than this, whatever becomes of the machine. */
const limit = 20 * 60_000;

console.log(`seed ${seed}; npm run torture -- ${seed} repeats this run\n`);
const { status } = spawnSync(
  'npx',
  ['vitest', 'run', `--testTimeout=${limit}`, '--reporter=verbose', ...files],
  {
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    env: { ...process.env, TORTURE: '1', TORTURE_SEED: seed },
    stdio: 'inherit',
    shell: process.platform === 'win32',
  },
);
process.exitCode = status ?? 1;
