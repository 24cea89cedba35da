import { exerciseId } from './exercises/kind.ts';
import { unknown } from './exercises/quantity.ts';
import type { Network, Picture, Show } from './lesson.ts';
import type { Fence } from './network.ts';
import type { Report } from './source.ts';
import { suggest } from './suggest.ts';

/** What can be drawn: whether a picture is of a quantity, of a fixed thing, or of nothing in particular. */
const pictures: { readonly [K in Picture['kind']]: 'quantity' | 'loss' | 'nothing' } = {
  heatmap: 'quantity',
  formula: 'quantity',
  graph: 'nothing',
  forward: 'nothing',
  backward: 'nothing',
  chart: 'loss',
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
    } else if (line.trim() !== '') found.push(...readPictures(line.trim(), here, network, report));
  }
  if (found.length === 0) {
    report(fence.base, 'no-picture', 'Write what to show, such as `heatmap dL/dW3` or `graph`.');
  }
  return { kind: 'show', pictures: found, after, alt, network, place: fence.place };
}

/** One line: `graph`, `chart loss`, or `heatmap` with one or more quantities. */
function readPictures(line: string, offset: number, network: Network, report: Report): Picture[] {
  const [word = '', ...rest] = line.split(/[\s,]+/);
  const kind = (Object.keys(pictures) as Picture['kind'][]).find((each) => each === word);
  if (!kind) {
    report(
      offset,
      'unknown-picture',
      `\`${word}\` cannot be shown. ${suggest(word, Object.keys(pictures))}`,
    );
    return [];
  }
  if (kind === 'graph' || kind === 'forward' || kind === 'backward') {
    if (rest.length > 0) report(offset, 'bad-picture', `Write \`${kind}\` alone on its line.`);
    return [{ kind }];
  }
  if (kind === 'chart') {
    if (rest.join(' ') !== 'loss') report(offset, 'bad-picture', 'Write `chart loss`.');
    return [{ kind, of: 'loss' }];
  }
  if (rest.length === 0) report(offset, 'bad-picture', `Write what to show: \`${kind} dL/dW3\`.`);
  return rest.map((of) => {
    const problem = unknown(of, network.names);
    if (problem) report(offset + line.indexOf(of, word.length), 'unknown-name', problem);
    return { kind, of };
  });
}
