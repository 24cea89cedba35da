import {
  type DocumentOptions,
  isMap,
  isScalar,
  type Node,
  type ParseOptions,
  parseDocument,
  type SchemaOptions,
  visit,
  type YAMLMap,
} from 'yaml';
import { type Source, untidy } from './source.ts';

/** YAML in a lesson: its text stands in the source from `base` on. */
export interface Yaml {
  readonly source: Source;
  readonly base: number;
  readonly text: string;
}

const maxDepth = 12;
/** One slip in YAML brings others with it. */
const maxFaults = 3;
const options: ParseOptions & DocumentOptions & SchemaOptions = {
  prettyErrors: false,
  schema: 'core',
  customTags: [],
};

/** The map that a block of YAML holds, or null when it is not YAML or not a map, which is reported. */
export function openYaml(yaml: Yaml): YAMLMap | null {
  const { source, base, text } = yaml;
  if (depth(text) > maxDepth) {
    source.report(base, 'too-deep', `Nest brackets at most ${maxDepth} deep.`);
    return null;
  }
  const document = parseDocument(text, options);
  const faults = [...document.errors, ...document.warnings].slice(0, maxFaults);
  for (const fault of faults) {
    const message = `${sentence(fault.message)} ${advice(fault.code)}`;
    source.report(base + Math.min(fault.pos[0], text.length), 'yaml', message);
  }
  if (faults.length > 0) return null;
  reportUntidy(document, yaml);
  if (isMap(document.contents)) return document.contents;
  source.report(base, 'yaml', 'Write keys and values here, one a line: `id: …`.');
  return null;
}

/** `"\e[2J"` holds nothing that could not be read, and means a control character. */
function reportUntidy(document: ReturnType<typeof parseDocument>, yaml: Yaml): void {
  visit(document, {
    Scalar(_, node) {
      if (typeof node.value !== 'string' || node.value.search(untidy) < 0) return;
      const message = 'Remove the escape that makes an invisible or control character.';
      yaml.source.report(at(node, yaml), 'control-character', message);
    },
  });
}

/** The text under one key, before the rest is read: an exercise's `kind` decides its other keys. */
export function peek(
  map: YAMLMap,
  key: string,
  yaml: Yaml,
): { text: string; offset: number } | null {
  const node = map.get(key, true) as unknown as Node | undefined;
  return isScalar(node) ? { text: scalarText(node), offset: at(node, yaml) } : null;
}

/** Where a node stands in the file. */
export function at(node: Node, yaml: Yaml): number {
  return yaml.base + (node.range?.[0] ?? 0);
}

/** A scalar as the author wrote it: `3` stays `3`, and `1.50` does not become 1.5. */
export function scalarText(node: { value: unknown; source?: string }): string {
  return typeof node.value === 'string' ? node.value : (node.source ?? String(node.value));
}

/** Where the character at `offset` of a scalar's value stands in the file. */
export function inScalar(node: Node, value: string, offset: number, yaml: Yaml): number {
  const [from = 0, to = 0] = node.range ?? [];
  const raw = yaml.text.slice(from, to);
  const whole = raw.indexOf(value);
  if (whole >= 0) return yaml.base + from + whole + offset;
  const near = raw.indexOf(
    value
      .slice(offset)
      .split(/[\n"\\]/)[0]!
      .slice(0, 16) || '\0',
  );
  return yaml.base + from + Math.max(0, near);
}

function sentence(message: string): string {
  const first = message.split('\n')[0]!.trim();
  return /[.!?]$/.test(first) ? first : `${first}.`;
}

function advice(code: string): string {
  if (code === 'DUPLICATE_KEY') return 'Keep one of the two.';
  if (code === 'TAG_RESOLVE_FAILED') return 'Remove the tag, or put the text in quotes.';
  return 'Put a text that holds `: `, `#`, brackets or quotes in single quotes, or indent it under `>-`.';
}

/** How deep brackets are nested. */
function depth(yaml: string): number {
  let deepest = 0;
  let now = 0;
  for (const character of yaml) {
    if (character === '[' || character === '{') deepest = Math.max(deepest, ++now);
    else if (character === ']' || character === '}') now = Math.max(0, now - 1);
  }
  return deepest;
}
