import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { median } from './measure.js';

const program = fileURLToPath(new URL('../../dist/cli.cjs', import.meta.url));
const GRADIENT = ['b = a + 2; c = b^2; d = 3c; mean(d)', '--at', 'a=[[1,1],[1,1]]'];

/** Whole processes, in turn: the first gradient of `backprop-lab grad` and `node -e 0`, in ms. */
export function startup(rounds) {
  if (!existsSync(program)) return null;
  const home = mkdtempSync(join(tmpdir(), 'backprop-lab-bench-'));
  const env = { ...process.env, HOME: home, XDG_CACHE_HOME: home };
  const run = (...args) => {
    const start = performance.now();
    const { status, stderr } = spawnSync(process.execPath, args, { cwd: home, env });
    if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}: ${stderr}`);
    return performance.now() - start;
  };
  const calls = { grad: () => run(program, 'grad', ...GRADIENT), bare: () => run('-e', '0') };
  // Once beforehand: files into memory, the code cache onto the disk.
  for (const call of Object.values(calls)) call();
  const times = { grad: [], bare: [] };
  for (let round = 0; round < rounds; round++) {
    for (const [name, call] of Object.entries(calls)) times[name].push(call());
  }
  rmSync(home, { recursive: true, force: true });
  return {
    ratio: median(times.grad.map((time, round) => time / times.bare[round])),
    ms: median(times.grad),
    bare: median(times.bare),
  };
}
