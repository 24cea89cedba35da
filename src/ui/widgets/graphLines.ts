import type { Theme } from '../theme.ts';
import { type Canvas, canvas } from './canvas.ts';
import { type Chain, chains, fanOuts, type GraphNode, type Link } from './graphChains.ts';
import { clip, columns, type Line, run, wrap } from './run.ts';

/** What `GraphView` draws. */
export interface GraphViewProps {
  readonly theme: Theme;
  readonly nodes: readonly GraphNode[];
  readonly width: number;
  readonly height: number;
  /** The name of the node in focus; null or absent: none. */
  readonly focus?: string | null | undefined;
}

/** What is shown of every node, from all to the least; the first that fits the height is taken. */
const details = [
  { leaves: true, shapes: true, units: true },
  { leaves: true, shapes: false, units: true },
  { leaves: true, shapes: false, units: false },
  { leaves: false, shapes: false, units: false },
] as const;

type Detail = (typeof details)[number];

/** The rows of a `GraphView`. */
export function graphLines(props: GraphViewProps): readonly Line[] {
  const { theme, width, height } = props;
  const all = chains(props.nodes);
  const drawings = details.map((detail) => draw(props, all, detail));
  const drawing = drawings.find(({ lines }) => lines.length <= height) ?? drawings.at(-1)!;
  const from = Math.max(
    0,
    Math.min(drawing.focus - Math.floor(height / 2), drawing.lines.length - height),
  );
  return drawing.lines
    .slice(from, from + height)
    .map((line) => clip(line, width, theme.glyph.ellipsis));
}

/** A link at its columns: the name in the middle of a slot as wide as anything written on it. */
interface Slot {
  readonly link: Link;
  readonly x: number;
  readonly width: number;
  readonly label: string;
}

const EDGE = 3;

interface Drawing {
  readonly lines: readonly Line[];
  /** The row of the node in focus. */
  readonly focus: number;
}

function draw(props: GraphViewProps, all: readonly Chain[], detail: Detail): Drawing {
  const lines: Line[] = [];
  let focus = 0;
  for (const chain of all) {
    for (const part of broken(props, chain, detail)) {
      const drawn = drawPart(props, part, detail);
      if (part.slots.some(({ link }) => link.node.name === props.focus && !link.again)) {
        focus = lines.length + Math.floor(drawn.length / 2);
      }
      lines.push(...(lines.length > 0 ? [[]] : []), ...drawn);
    }
  }
  const added = sums(props);
  return { lines: [...lines, ...(added.length > 0 ? [[], ...added] : [])], focus };
}

interface Part {
  readonly slots: readonly Slot[];
  /** Whether the chain goes on in the next part, and to which node. */
  readonly next: Link | null;
}

/** A chain cut into parts that fit the width. */
function broken(props: GraphViewProps, chain: Chain, detail: Detail): readonly Part[] {
  const { theme, width } = props;
  const parts: { slots: Slot[]; next: Link | null }[] = [];
  let x = Number.POSITIVE_INFINITY;
  for (const link of chain) {
    const label = theme.text(link.node.name);
    const needs = [columns(label) + 2, ...notes(theme, link, detail).map((note) => columns(note))];
    const wide = Math.max(...needs);
    if (x + wide + EDGE > width) {
      const last = parts.at(-1);
      if (last) last.next = link;
      parts.push({ slots: [], next: null });
      x = 0;
    }
    parts.at(-1)!.slots.push({ link, x, width: wide, label });
    x += wide + EDGE;
  }
  return parts;
}

/** What is written above and below a node besides its name. */
function notes(theme: Theme, link: Link, detail: Detail): readonly string[] {
  const { node } = link;
  return [
    ...(detail.leaves ? [leafWords(theme, link)] : []),
    ...(link.again ? [] : [detail.shapes ? theme.text(node.shape ?? '') : '']),
    ...(link.again || !detail.units ? [] : [unitWords(theme, node)]),
    gradientWords(theme, link),
  ];
}

function leafWords(theme: Theme, link: Link): string {
  return link.leaves.map((leaf) => theme.text(leaf.name)).join(' ');
}

const MOST_UNITS = 6;

function unitWords({ glyph }: Theme, { units = [] }: GraphNode): string {
  const alive = units.filter(Boolean).length;
  if (units.length > MOST_UNITS) return `${alive}/${units.length}`;
  return units.map((on) => (on ? glyph.alive : glyph.dead)).join('');
}

function gradientWords(theme: Theme, { node, again }: Link): string {
  return again || node.state !== 'backward' ? '' : theme.text(node.gradient ?? '');
}

function middle(slot: Slot): number {
  return slot.x + Math.floor((slot.width - 1) / 2);
}

function centred(
  sheet: Canvas,
  slot: Slot,
  y: number,
  text: string,
  style: Theme['style']['text'],
) {
  sheet.put(slot.x + Math.max(0, Math.ceil((slot.width - columns(text)) / 2)), y, text, style);
}

/** Rows from top to bottom: leaves, their arrows, nodes, the way back, gradients, units, shapes. */
function drawPart(props: GraphViewProps, part: Part, detail: Detail): readonly Line[] {
  const { theme, width } = props;
  const { style, glyph } = theme;
  const links = part.slots.map(({ link }) => link);
  // At the end of a chain the gradient stands behind its arrow, as the 1 that starts it all.
  const behind = (slot: Slot) =>
    part.next === null &&
    slot === part.slots.at(-1) &&
    middle(slot) + 2 + columns(gradientWords(theme, slot.link)) <= width;
  const rows = {
    leaves: detail.leaves && links.some(({ leaves }) => leaves.length > 0),
    back: links.some(({ node }) => node.state === 'backward'),
    gradients: part.slots.some((s) => gradientWords(theme, s.link) !== '' && !behind(s)),
    units: detail.units && links.some(({ node, again }) => !again && node.units?.length),
    shapes: detail.shapes && links.some(({ node, again }) => !again && node.shape),
  };
  let height = 0;
  const take = (wanted: unknown, count = 1) => {
    const at = wanted ? height : -1;
    height += wanted ? count : 0;
    return at;
  };
  const y = {
    leaves: take(rows.leaves, 2),
    nodes: take(true),
    back: take(rows.back),
    gradients: take(rows.gradients),
    units: take(rows.units),
    shapes: take(rows.shapes),
  };
  const sheet = canvas(width, height);
  part.slots.forEach((slot, i) => {
    const { link } = slot;
    const next = part.slots[i + 1];
    drawName(props, sheet, slot, y.nodes);
    drawEdge(theme, sheet, slot, next, part.next, y.nodes);
    if (y.back >= 0) drawBack(props, sheet, slot, next, part.next, y.back);
    if (y.leaves >= 0 && link.leaves.length > 0) {
      const back = link.leaves.some(({ state }) => state === 'backward');
      const inFocus = link.leaves.some(({ name }) => name === props.focus);
      centred(sheet, slot, y.leaves, leafWords(theme, link), inFocus ? style.focus : style.text);
      sheet.put(
        middle(slot),
        y.leaves + 1,
        back ? glyph.up : glyph.wall,
        back ? style.positive : style.rule,
      );
    }
    const gradient = gradientWords(theme, link);
    if (behind(slot)) sheet.put(middle(slot) + 2, y.back, gradient, style.positive);
    else if (y.gradients >= 0) centred(sheet, slot, y.gradients, gradient, style.positive);
    if (y.units >= 0 && !link.again)
      centred(sheet, slot, y.units, unitWords(theme, link.node), style.text);
    if (y.shapes >= 0 && !link.again)
      centred(sheet, slot, y.shapes, theme.text(link.node.shape ?? ''), style.quiet);
  });
  return sheet.lines();
}

function drawName(props: GraphViewProps, sheet: Canvas, slot: Slot, y: number): void {
  const { theme, focus } = props;
  const { style } = theme;
  const { node, again } = slot.link;
  const from = slot.x + Math.ceil((slot.width - columns(slot.label)) / 2);
  const here = node.name === focus && !again;
  const look = again || node.state === 'waiting' ? style.quiet : style.strong;
  sheet.put(from, y, slot.label, here ? style.focus : look);
  if (here) {
    sheet.put(from - 1, y, '[', style.focus);
    sheet.put(from + columns(slot.label), y, ']', style.focus);
  }
}

/** From the end of one name to the start of the next; dotted while the next one waits. */
function drawEdge(
  theme: Theme,
  sheet: Canvas,
  slot: Slot,
  next: Slot | undefined,
  beyond: Link | null,
  y: number,
): void {
  const target = next?.link ?? beyond;
  if (!target) return;
  const waits = target.node.state === 'waiting';
  const from = slot.x + Math.ceil((slot.width + columns(slot.label)) / 2) + 1;
  const to = next
    ? next.x + Math.ceil((next.width - columns(next.label)) / 2) - 2
    : slot.x + slot.width + EDGE - 1;
  const line = theme.text(waits ? '╌' : '─').repeat(Math.max(0, to - from));
  sheet.put(from, y, line + theme.glyph.head, theme.style.rule);
}

/** From under the next node to under this one; where several come back they are added. */
function drawBack(
  props: GraphViewProps,
  sheet: Canvas,
  slot: Slot,
  next: Slot | undefined,
  beyond: Link | null,
  y: number,
): void {
  const { theme, nodes } = props;
  const { glyph, style } = theme;
  const { node, again } = slot.link;
  if (node.state !== 'backward') return;
  const adds = !again && fanOuts(nodes).some((fan) => fan.node.name === node.name);
  sheet.put(middle(slot), y, adds ? theme.text('⊕') : glyph.tail, style.positive);
  const target = next?.link ?? beyond;
  if (target?.node.state !== 'backward') return;
  const to = next ? middle(next) : slot.x + slot.width + EDGE;
  const line = glyph.backEdge.repeat(Math.max(0, to - middle(slot) - 1));
  sheet.put(middle(slot) + 1, y, line, style.positive);
}

/** `⊕ h₁ adds what z₂ and s send back`: the rule of every fan-out that gradients have reached. */
function sums({ theme, nodes, width }: GraphViewProps): readonly Line[] {
  return fanOuts(nodes)
    .filter(({ node }) => node.state === 'backward')
    .flatMap(({ node, readers }) => {
      const names = readers.map((name) => theme.text(name));
      const list = `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
      const words = ` ${theme.text(node.name)} adds what ${list} send back`;
      return wrap(
        [run(theme.text('⊕'), theme.style.positive), run(words, theme.style.text)],
        width,
      );
    });
}
