import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** An engine in a process of its own, asked line by line; null when it cannot be started. */
export async function startPeer(name, command, args) {
  const child = spawn(command, args, {
    cwd: fileURLToPath(new URL('../peers', import.meta.url)),
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const waiting = [];
  const settle = (line) => waiting.shift()?.(line);
  createInterface({ input: child.stdout }).on('line', (line) => settle(JSON.parse(line)));
  const gone = () => {
    while (waiting.length > 0) settle({ error: 'the process ended' });
  };
  child.on('error', gone);
  child.on('exit', gone);
  const ask = (command, what = {}) =>
    new Promise((resolve, reject) => {
      if (child.exitCode !== null) return reject(new Error('the process ended'));
      waiting.push(({ answer, error }) =>
        error === undefined ? resolve(answer) : reject(new Error(error)),
      );
      child.stdin.write(`${JSON.stringify({ command, ...what })}\n`);
    });
  try {
    const { dtypes, note } = await ask('hello');
    return { name, dtypes, note, ask, stop: () => child.kill() };
  } catch {
    child.kill();
    return null;
  }
}
