import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

// npm run test:nodes [-- VERSION… [VITEST-OPTION…]]: the whole test suite under other versions of
// Node. Each comes from npm, as the package of its binary, into a folder that is removed after.

const root = fileURLToPath(new URL('..', import.meta.url));
const given = process.argv.slice(2);
const named = given.filter((each) => !each.startsWith('-'));
const options = given.filter((each) => each.startsWith('-'));
const versions = named.length > 0 ? named : ['20', '22', '24', 'latest'];

const failed = versions.filter((version) => {
  const folder = mkdtempSync(join(tmpdir(), 'backprop-lab-node-'));
  try {
    return !passes(version, folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
if (versions.length > 1) {
  console.log(failed.length > 0 ? `failed: Node ${failed.join(', ')}` : 'all is well under each');
}
process.exitCode = failed.length > 0 ? 1 : 0;

function passes(version, folder) {
  const node = fetchNode(version, folder);
  console.log(`\n> Node ${runNode(node, ['--version'], 'pipe').stdout.trim()}`);
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  return runNode(node, [vitest, 'run', ...options]).status === 0;
}

/** The path of a Node binary. Throws when npm has none for this machine. */
function fetchNode(version, folder) {
  const system = { win32: 'win' }[process.platform] ?? process.platform;
  const name = `node-${system}-${process.arch}`;
  const quiet = ['--no-audit', '--no-fund', '--ignore-scripts', '--no-save', '--loglevel=error'];
  const { status } = spawnSync(
    'npm',
    ['install', '--prefix', folder, ...quiet, `${name}@${version}`],
    { stdio: ['ignore', 'ignore', 'inherit'], shell: process.platform === 'win32' },
  );
  if (status !== 0) throw new Error(`npm has no ${name}@${version}`);
  return join(
    folder,
    'node_modules',
    name,
    'bin',
    process.platform === 'win32' ? 'node.exe' : 'node',
  );
}

/** What the tests start by name is of that Node too. */
function runNode(node, args, stdio = 'inherit') {
  const PATH = `${dirname(node)}${delimiter}${process.env.PATH}`;
  return spawnSync(node, args, {
    cwd: root,
    env: { ...process.env, PATH },
    stdio,
    encoding: 'utf8',
  });
}
