import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What `npm test` runs, each an npm script. A stage counts as one; with `tests`, as its tests. */
const stages = [
  { script: 'build' },
  { script: 'types' },
  { script: 'lint' },
  { script: 'unit', tests: true },
  { script: 'e2e', tests: true },
  { script: 'lessons' },
  // The unit tests under one other Node; `npm run test:nodes` runs everything under all.
  { script: 'other-node', tests: true },
];

const root = fileURLToPath(new URL('..', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'backprop-lab-test-'));

const results = stages.map((stage) => ({ script: stage.script, ...run(stage) }));
rmSync(scratch, { recursive: true });

console.log('');
for (const { script, passed, failed } of results) {
  console.log(`${script.padEnd(10)} ${passed} passed, ${failed} failed`);
}
// Whoever sees only the end of a long log learns which they were.
for (const { script, names = [] } of results) {
  for (const name of names) console.log(`failed in ${script}: ${name}`);
}
const sum = (key) => results.reduce((total, result) => total + result[key], 0);
console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
process.exitCode = sum('failed') > 0 ? 1 : 0;

function run({ script, tests }) {
  console.log(`\n> ${script}`);
  const report = join(scratch, `${script}.json`);
  const extra = tests
    ? ['--', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
    : [];
  const { status } = spawnSync('npm', ['run', '--silent', script, ...extra], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  });
  const counted = tests ? count(report) : { passed: status === 0 ? 1 : 0, failed: 0 };
  // A stage that ends badly without a failed test to show for it has failed once.
  return status !== 0 && counted.failed === 0 ? { ...counted, failed: 1 } : counted;
}

/** A test that did not run is not a test that passed: skipped ones count as failed. */
function count(report) {
  if (!existsSync(report)) return { passed: 0, failed: 1, names: ['it wrote no report'] };
  const { numPassedTests, testResults } = JSON.parse(readFileSync(report, 'utf8'));
  const names = testResults.flatMap(({ name, status, assertionResults }) => {
    const file = relative(root, name);
    // A file that cannot be loaded has no tests to show for it.
    if (status === 'failed' && assertionResults.length === 0) return [file];
    const missed = assertionResults.filter((test) => test.status !== 'passed');
    return missed.map(({ fullName }) => `${file} > ${fullName}`);
  });
  return { passed: numPassedTests, failed: names.length, names };
}
