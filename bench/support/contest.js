/** A step slower than this (in milliseconds) is not worth waiting for in every round. */
const SLOWEST_MS = 400;

/**
 * Sets a case up for every peer that has its number type, compares the first loss and gradients, and
 * times those that agree in turn, `rounds` times. Gives their times per step in nanoseconds by name,
 * and what was wrong with the others.
 */
export async function contest(peers, each, { rounds, ms }) {
  const [racing, problems] = [[], []];
  let reference = null;
  let compared = 0;
  for (const peer of peers) {
    if (each.what === 'net' && !peer.dtypes.includes(each.dtype)) continue;
    try {
      const { loss, probes, ms: first } = await peer.ask('setup', each);
      reference ??= { loss, probes };
      const problem = disagreement({ loss, probes }, reference, each.dtype);
      if (problem) problems.push(`${peer.name} disagrees: ${problem}`);
      else if (first > SLOWEST_MS) problems.push(`${peer.name}: ${first.toFixed(0)} ms a step`);
      else racing.push({ peer, times: [] });
      compared += 1;
    } catch (error) {
      problems.push(`${peer.name}: ${error.message}`);
    }
  }
  // The first round warms up and finds how many steps fill a chunk.
  for (let round = 0; round <= rounds; round++) {
    for (const { peer, times } of racing) {
      const ns = await peer.ask('time', { ms: round === 0 ? 3 * ms : ms });
      if (round > 0) times.push(ns);
    }
  }
  return { compared, problems, times: new Map(racing.map((r) => [r.peer.name, r.times])) };
}

/** What of a peer's loss and gradients is not what it should be; null when nothing is. */
function disagreement(found, wanted, dtype) {
  // A unit within rounding of its kink may be on in one engine and off in another.
  const tolerance = dtype === 'f64' ? 1e-10 : 2e-3;
  if (!(Math.abs(found.loss - wanted.loss) <= 1e-4 * Math.abs(wanted.loss))) {
    return `loss ${found.loss}, not ${wanted.loss}`;
  }
  for (const [i, { sum, size, picked }] of wanted.probes.entries()) {
    const other = found.probes[i];
    const off = [
      (other.size - size) / size,
      (other.sum - sum) / size,
      ...picked.map((x, j) => (other.picked[j] - x) / size),
    ];
    const worst = Math.max(...off.map(Math.abs));
    if (!(worst <= tolerance)) return `gradient ${i + 1} by ${worst.toExponential(1)} of its size`;
  }
  return null;
}
