import { exerciseId } from './exercises/kind.ts';
import { unknown } from './exercises/quantity.ts';
import type { Network, Picture, Show } from './lesson.ts';
import { type Fence, isGradient } from './network.ts';
import type { Report } from './source.ts';
import { suggest } from './suggest.ts';

/** What can be drawn, and of what: quantities, one gradient, what a slider moves, or nothing in particular. */
const pictures: {
  readonly [K in Picture['kind']]: 'quantity' | 'gradient' | 'moved' | 'loss' | 'nothing';
} = {
  heatmap: 'quantity',
  formula: 'quantity',
  graph: 'nothing',
  forward: 'nothing',
  backward: 'nothing',
  chart: 'loss',
  slide: 'moved',
  calls: 'gradient',
};

/** The words with which a line of a `show` block begins. */
export const pictureNames: readonly string[] = Object.keys(pictures);

const keys = ['after', 'alt'];

/** A `show` block: one picture a line, and `after: EXERCISE` or `alt: …`. */
export function readShow(fence: Fence, network: Network | null, report: Report): Show | null {
  if (network === null) {
    report(fence.base, 'no-network', 'Put a `network` block before this picture.');
    return null;
  }
  const found: Picture[] = [];
  let written = 0;
  let after: string | null = null;
  let alt: string | null = null;
  let offset = fence.base;
  for (const line of fence.text.split('\n')) {
    const here = offset + line.length - line.trimStart().length;
    offset += line.length + 1;
    const [, key, value = ''] = /^\s*(\w+)\s*:\s*(.*?)\s*$/.exec(line) ?? [];
    if (key === 'after' && exerciseId.test(value)) after = value;
    else if (key === 'alt' && value !== '') alt = value;
    else if (key !== undefined) {
      const message = keys.includes(key)
        ? `\`${key}:\` needs ${key === 'after' ? 'the id of an exercise' : 'a sentence'}.`
        : `\`${key}\` is not a key here. ${suggest(key, keys)}`;
      report(here, 'unknown-key', message);
    } else if (line.trim() !== '') {
      written += 1;
      found.push(...readPictures(line.trim(), here, network, report));
    }
  }
  if (written === 0) {
    report(fence.base, 'no-picture', 'Write what to show, such as `heatmap dL/dW3` or `graph`.');
  }
  return { kind: 'show', pictures: found, after, alt, network, place: fence.place };
}

/** One line: `graph`, `chart loss`, `slide h3 in 0..9`, or `heatmap` with one or more quantities. */
function readPictures(line: string, offset: number, network: Network, report: Report): Picture[] {
  const [word = '', ...rest] = line.split(/[\s,]+/);
  const kind = (Object.keys(pictures) as Picture['kind'][]).find((each) => each === word);
  const badly = (message: string) => report(offset, 'bad-picture', message);
  if (!kind) {
    const near = suggest(word, Object.keys(pictures));
    report(offset, 'unknown-picture', `\`${word}\` cannot be shown. ${near}`);
    return [];
  }
  if (kind === 'graph' || kind === 'forward' || kind === 'backward') {
    if (rest.length > 0) badly(`Write \`${kind}\` alone on its line.`);
    return [{ kind }];
  }
  if (kind === 'chart') {
    if (rest.join(' ') !== 'loss') badly('Write `chart loss`.');
    return [{ kind, of: 'loss' }];
  }
  const ends = kind === 'slide' ? readEnds(line) : null;
  const names = kind === 'slide' ? rest.slice(0, 1) : rest;
  const isOne = kind === 'slide' || kind === 'calls';
  const fits = pictures[kind] === 'quantity' || isGradient(names[0] ?? '') === (kind === 'calls');
  if (ends === 'unread' || names.length === 0 || (isOne && names.length > 1) || !fits) {
    badly(`Write ${examples[kind]}.`);
    return [];
  }
  return names.map((of) => {
    const problem = unknown(of, network.names);
    if (problem) report(offset + line.indexOf(of, word.length), 'unknown-name', problem);
    return kind === 'slide' ? { kind, of, ends } : { kind, of };
  });
}

const examples = {
  heatmap: 'what to show: `heatmap dL/dW3`',
  formula: 'what to show: `formula dL/dW3`',
  slide: 'one name of the network, and if you like from where to where: `slide h3 in 0..9`',
  calls: 'one gradient: `calls dL/dW3`',
} as const;

/** The ends of a slider after its name; null where none are written. */
function readEnds(line: string): readonly [number, number] | null | 'unread' {
  const [, from, to, other] =
    /^slide\s+\S+(?:\s+in\s+([−-]?\d{1,3})\s*\.\.\s*([−-]?\d{1,3})|\s+(\S.*))?$/.exec(line) ?? [];
  if (from === undefined || to === undefined) return other === undefined ? null : 'unread';
  const [low, high] = [from, to].map((each) => Number(each.replace('−', '-'))) as [number, number];
  return low < high ? [low, high] : 'unread';
}
