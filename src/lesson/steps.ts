import type { Code, RootContent } from 'mdast';
import { nearest } from '../notation/nearest.ts';
import { readExercise } from './exercise.ts';
import type { Exercise } from './exercises/index.ts';
import type { Block, Network, Place, Step } from './lesson.ts';
import { type Fence, readNetwork, readNumbers } from './network.ts';
import { type Reader, readProseBlocks } from './prose.ts';
import { readShow } from './show.ts';
import type { Source } from './source.ts';

const maxSteps = 100;

/** A step while it is read. `at` is where it begins, as an offset; `before` counts the issues until then. */
interface Draft {
  title: string | null;
  blocks: Block[];
  exercise: Exercise | null;
  /** Exercises that its block makes beside the first: each gets a step after this one. */
  more: readonly Exercise[];
  network: Network | null;
  readonly at: number;
  readonly before: number;
  /** Whether something in it has to be mended, so that it may look emptier than it is. */
  broken: boolean;
}

/** The steps that a file's top-level Markdown makes; a rule `---` ends one. */
export function readSteps(
  nodes: readonly RootContent[],
  reader: Reader,
  source: Source,
  body: number,
): Step[] {
  const drafts: Draft[] = [begin(body, null, source)];
  for (const node of nodes) {
    const at = node.position?.start.offset ?? body;
    const draft = drafts.at(-1)!;
    if (node.type === 'thematicBreak') drafts.push(begin(at, draft.network, source));
    else if (node.type === 'code' && node.lang) addFence(node, at, draft, source);
    else if (node.type === 'heading' && source.text[at] !== '#') {
      source.report(at, 'underlined', 'Put an empty line before `---`; a heading begins with `#`.');
    } else add(readProseBlocks(node, reader), at, draft, source);
    draft.broken = source.issues.length > draft.before;
  }
  if (drafts.length > maxSteps) {
    source.report(body, 'too-large', `A lesson has at most ${maxSteps} steps; split it in two.`);
  }
  const steps = finish(drafts.slice(0, maxSteps), source);
  checkAfter(steps, source);
  return steps;
}

function begin(at: number, network: Network | null, source: Source): Draft {
  const before = source.issues.length;
  return { title: null, blocks: [], exercise: null, more: [], network, at, before, broken: false };
}

function add(blocks: readonly Block[], at: number, draft: Draft, source: Source): void {
  for (const block of blocks) {
    if (block.kind !== 'heading') {
      draft.blocks.push(block);
      continue;
    }
    if (block.text.some(({ kind }) => kind === 'math')) {
      source.report(
        at,
        'heading-math',
        'Write a heading without $…$; ∂L/∂W₃ can be typed as it is.',
      );
    }
    const title = block.text.map(({ text }) => text).join('');
    if (draft.title === null && draft.blocks.length === 0) draft.title = title;
    else draft.blocks.push(block);
  }
}

/** What each kind of fenced block does to the step and to the network in force. */
const fences: {
  readonly [lang: string]: (fence: Fence, draft: Draft, source: Source) => Block | null;
} = {
  network(fence, draft, source) {
    draft.network = readNetwork(fence, source.report);
    return null;
  },
  numbers(fence, draft, source) {
    if (draft.network) draft.network = readNumbers(fence, draft.network, source.report);
    else source.report(fence.base, 'no-network', 'Put a `network` block before these numbers.');
    return null;
  },
  exercise(fence, draft, source) {
    if (draft.exercise) {
      source.report(
        fence.base,
        'two-exercises',
        'A step has one exercise; put a rule `---` between the two.',
      );
    }
    const [exercise = null, ...more] = readExercise(fence, draft.network, source);
    draft.exercise ??= exercise;
    draft.more = more;
    return exercise && { kind: 'exercise', exercise, place: fence.place };
  },
  show: (fence, draft, source) => readShow(fence, draft.network, source.report),
  note: ({ text, place }) => ({ kind: 'note', text: text.trim(), place }),
  text: ({ text, place }) => ({ kind: 'code', text: text.trimEnd(), place }),
  python: ({ text, place }) => ({ kind: 'code', text: text.trimEnd(), place }),
};

/** The words after three backticks that a lesson may write. */
export const blockNames: readonly string[] = Object.keys(fences);

function addFence(node: Code, at: number, draft: Draft, source: Source): void {
  const lang = node.lang ?? '';
  const read = Object.hasOwn(fences, lang) ? fences[lang] : undefined;
  if (!read) {
    const near = nearest(lang, Object.keys(fences));
    const message = near
      ? `Did you mean \`${near}\`?`
      : `Write one of: ${Object.keys(fences).join(', ')}; \`text\` is shown as it is.`;
    source.report(at, 'unknown-block', `There is no block \`${lang}\`. ${message}`);
    return;
  }
  const fence = fenceOf(node, at, source);
  if (!fence) return;
  const block = read(fence, draft, source);
  if (block) draft.blocks.push(block);
}

/** The text between the fences as it stands in the file, so that offsets into it are places. */
function fenceOf(node: Code, at: number, source: Source): Fence | null {
  const place = source.place(at);
  if (place.column !== 1) {
    source.report(at, 'indented', 'Begin the ``` at the left margin.');
    return null;
  }
  const base = source.text.indexOf('\n', at) + 1;
  const end = node.position?.end.offset ?? source.text.length;
  const last = source.text.lastIndexOf('\n', end - 1) + 1;
  if (base === 0 || last <= base - 1 || !/^ {0,3}(```|~~~)/.test(source.text.slice(last, end))) {
    source.report(at, 'open-block', 'Close this block with a line ```.');
    return null;
  }
  return { text: source.text.slice(base, Math.max(base, last - 1)), base, place };
}

function finish(drafts: readonly Draft[], source: Source): Step[] {
  const steps: Step[] = [];
  const taken = new Map<string, Place>();
  for (const draft of drafts) {
    const { exercise, network, blocks } = draft;
    const place = source.place(draft.at);
    if (blocks.length === 0) {
      if (!draft.broken)
        source.report(
          draft.at,
          'empty-step',
          'Write something on this step, or remove the rule `---`.',
        );
      continue;
    }
    const title = draft.title ?? steps.at(-1)?.title;
    const id = exercise?.id ?? (draft.title === null ? '' : slug(draft.title));
    if (title === undefined || id === '') {
      if (!draft.broken)
        source.report(draft.at, 'no-heading', 'Begin this step with a heading, `# …`.');
      continue;
    }
    const before = taken.get(id);
    if (before) {
      const what = exercise ? `The id \`${id}\`` : 'This heading';
      const where = exercise ? (exercise.places.id ?? place) : place;
      source.issues.push({
        file: source.file,
        ...where,
        code: 'duplicate-id',
        message: `${what} stands at line ${before.line} already; write another.`,
      });
    }
    taken.set(id, place);
    steps.push({ id, title, blocks, exercise, network, place });
    for (const each of draft.more) {
      taken.set(each.id, place);
      steps.push({ ...walkStep(each, network), title, network, place });
    }
  }
  return steps;
}

/** The step of a further node of a walk: the question, beside the gradients that were found on the way. */
function walkStep(
  exercise: Exercise,
  network: Network | null,
): Omit<Step, 'title' | 'network' | 'place'> {
  const { id, place } = exercise;
  const walked = exercise.kind === 'backward' && network ? exercise.walked : [];
  const shows = [...walked].reverse().map(
    (node): Block => ({
      kind: 'show',
      pictures: [{ kind: 'heatmap', of: node.wants }],
      ...{ after: node.id, alt: null, network: network!, place },
    }),
  );
  return { id, blocks: [...shows, { kind: 'exercise', exercise, place }], exercise };
}

/** Pictures that wait for an exercise wait for one of this lesson. */
function checkAfter(steps: readonly Step[], source: Source): void {
  const ids = steps.flatMap(({ exercise }) => (exercise ? [exercise.id] : []));
  for (const block of steps.flatMap(({ blocks }) => blocks)) {
    if (block.kind !== 'show' || block.after === null || ids.includes(block.after)) continue;
    const near = nearest(block.after, ids);
    const hint = near
      ? `Did you mean \`${near}\`?`
      : 'Write the id of an exercise, or remove `after:`.';
    source.issues.push({
      file: source.file,
      ...block.place,
      code: 'unknown-exercise',
      message: `There is no exercise \`${block.after}\` in this lesson. ${hint}`,
    });
  }
}

/** A heading as an id: letters and digits, with - between. */
function slug(title: string): string {
  return title
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '');
}
