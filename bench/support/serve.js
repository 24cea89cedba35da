import { createInterface } from 'node:readline';
import { data, probes } from './net.js';

/**
 * Answers on stdout, line by line, what `engine.js` asks on stdin: which number types there are, to
 * set a case up and tell the first loss and gradients, to run steps for some milliseconds and tell
 * what one takes.
 * `peer.dtypes` are what it has; `peer.net(n, batch, dtype, data)` and `peer.example()` give
 * `{ step, gradients }`, and `step` reads the loss as a number.
 */
export function serve(peer) {
  let run = null;
  let calls = 1;
  const commands = {
    hello: () => ({ dtypes: peer.dtypes }),
    async setup({ what, n, batch, dtype }) {
      calls = 1;
      run =
        what === 'example' ? await peer.example() : await peer.net(n, batch, dtype, data(n, batch));
      const gradients = (await run.gradients()).map((g) => Float64Array.from(g));
      const loss = await run.step();
      // The first step compiles in some engines; the second tells what one takes.
      return { loss, probes: probes(gradients), ms: await chunk(run.step, 1) };
    },
    async time({ ms }) {
      for (;;) {
        const took = await chunk(run.step, calls);
        if (took >= ms) return (took / calls) * 1e6;
        const factor = Math.min(10, (1.3 * ms) / Math.max(took, 1e-3));
        calls = Math.max(calls + 1, Math.ceil(calls * factor));
      }
    },
  };
  createInterface({ input: process.stdin }).on('line', async (line) => {
    const request = JSON.parse(line);
    try {
      const answer = await commands[request.command](request);
      process.stdout.write(`${JSON.stringify({ answer })}\n`);
    } catch (error) {
      process.stdout.write(`${JSON.stringify({ error: String(error?.message ?? error) })}\n`);
    }
  });
}

/** How long so many steps take, in milliseconds; a step that answers later is waited for. */
async function chunk(step, calls) {
  const start = performance.now();
  for (let i = 0; i < calls; i++) {
    const result = step();
    if (typeof result !== 'number') await result;
  }
  return performance.now() - start;
}
