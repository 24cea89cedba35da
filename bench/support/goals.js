import { median } from './measure.js';

export const OURS = 'ours';
export const RELAXED = 'ours, relaxed';
export const TORCH = 'PyTorch, 1 thread';

const anyPeer = (name) => name !== OURS && name !== RELAXED;
const torch = (name) => name === TORCH;
const javaScript = (name) => anyPeer(name) && !torch(name);

/**
 * What is wanted: how many times as fast as each of these peers, with the plain kernel or with the
 * relaxed one. A goal without a kernel may be met by either, and the table says by which.
 */
export const goals = [
  { work: 'n ≤ 16', at: ({ n }) => n <= 16, peer: anyPeer, than: 'any peer', goal: 5 },
  { work: 'n = 64', at: ({ n }) => n === 64, peer: torch, than: TORCH, goal: 1.3 },
  { work: 'n = 64', at: ({ n }) => n === 64, peer: javaScript, than: 'JavaScript', goal: 5 },
  ...[
    ['f32', OURS, 0.9],
    ['f32', RELAXED, 1],
    ['f64', null, 0.75],
  ].map(([dtype, kernel, goal]) => ({
    work: `n = 128, ${dtype}`,
    at: (net) => net.n === 128 && net.dtype === dtype,
    peer: torch,
    than: TORCH,
    kernel,
    goal,
  })),
  ...[
    [OURS, 0.4],
    [RELAXED, 0.5],
  ].map(([kernel, goal]) => ({
    work: 'n = 256, 512',
    at: ({ n }) => n >= 256,
    peer: torch,
    than: TORCH,
    kernel,
    goal,
  })),
  { work: 'n = 256, 512', at: ({ n }) => n >= 256, peer: javaScript, than: 'JavaScript', goal: 3 },
  {
    work: 'Class example',
    at: ({ what }) => what === 'example',
    peer: anyPeer,
    than: 'any peer',
    goal: 2,
  },
];

/** The median of the ratios within a round, and the ratio of the best times. */
export function ratio(other, own) {
  return {
    median: median(other.map((time, round) => time / own[round])),
    best: Math.min(...other) / Math.min(...own),
  };
}

/**
 * A row for each goal: the case and the peer where this engine is least ahead. `cases` are what was
 * run, each with its title and, by contestant, the times of every round.
 */
export function verdicts(cases) {
  return goals.flatMap(({ work, at, peer, than, kernel, goal }) => {
    const found = (kernel ? [kernel] : [OURS, RELAXED]).map((own) => worst(cases, at, peer, own));
    if (found.every((each) => each === null)) return [];
    const met = found.map((each) => each !== null && each.median >= goal);
    const [plain, relaxed] = kernel === RELAXED ? [null, found[0]] : [found[0], found[1] ?? null];
    const verdict = met[0] ? 'met' : met[1] ? 'met with relaxed SIMD, missed without' : 'missed';
    return [[work, than, `≥ ${goal}`, show(plain), show(relaxed), verdict]];
  });
}

/** The smallest ratio of all cases and peers that a goal is about. */
function worst(cases, at, peer, own) {
  let least = null;
  for (const each of cases.filter(at)) {
    for (const [name, times] of each.times) {
      if (!peer(name) || !each.times.has(own)) continue;
      const found = { ...ratio(times, each.times.get(own)), name, title: each.title };
      if (least === null || found.median < least.median) least = found;
    }
  }
  return least;
}

function show(found) {
  if (!found) return '–';
  const { title, name, median: typical, best } = found;
  return `${factor(typical)} (best ${factor(best)}), ${title}, ${name}`;
}

export const factor = (x) => (x >= 100 ? x.toFixed(0) : x.toPrecision(3));
