import type { PhrasingContent, RootContent } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { parseLatex } from '../notation/latex.ts';
import type { Block, Inline, Place, Prose } from './lesson.ts';
import { type Masked, type MathRegion, maskMath } from './math.ts';
import { mask, type Report } from './source.ts';

/** What the Markdown of one text is read with: its math, and where to report. */
export interface Reader {
  readonly masked: Masked;
  readonly report: Report;
  place(offset: number): Place;
}

const nowhere: Place = { line: 1, column: 1 };

/** One piece of running text, as it stands in a field of an exercise: no headings, lists or blocks. */
export function readProse(text: string, report: Report): Prose {
  const masked = maskMath(text, report);
  const reader: Reader = { masked, report, place: () => nowhere };
  const prose: Inline[] = [];
  if (isPlain(masked.text)) prose.push(...split(masked.text, 0, 'text', reader));
  else {
    for (const node of fromMarkdown(masked.text).children) {
      if (node.type !== 'paragraph') {
        const message = 'Only running text can stand here; write it as one paragraph.';
        report(start(node), 'not-prose', message);
        continue;
      }
      if (prose.length > 0) prose.push({ kind: 'text', text: ' ' });
      prose.push(...phrase(node.children, 'text', reader));
    }
  }
  for (const region of masked.regions) checkMath(region, report);
  return joined(prose);
}

/** Whether Markdown has nothing to say about a text, which saves most of the reading of a lesson. */
function isPlain(text: string): boolean {
  return /^[\p{L}(\uE000][^\\`*_[\]<>&!\n:@~|]*$/u.test(text);
}

/** The blocks that one top-level piece of Markdown prose makes; reports what a lesson cannot show. */
export function readProseBlocks(node: RootContent, reader: Reader): Block[] {
  const place = reader.place(start(node));
  switch (node.type) {
    case 'heading':
      return [{ kind: 'heading', text: joined(phrase(node.children, 'text', reader)), place }];
    case 'paragraph':
      return paragraphs(phrase(node.children, 'text', reader), 'paragraph', place);
    case 'blockquote':
      return node.children.flatMap((child) => {
        if (child.type === 'paragraph') {
          return paragraphs(phrase(child.children, 'text', reader), 'quote', place);
        }
        reader.report(
          start(child),
          'nested',
          'Inside > only running text can stand; move this out.',
        );
        return [];
      });
    case 'list': {
      const items = node.children.map((item) => {
        const [first, ...more] = item.children;
        const odd = first?.type === 'paragraph' ? more[0] : first;
        if (odd) {
          reader.report(
            start(odd),
            'nested',
            'An item of a list is one paragraph; end the list with an empty line and start this at the margin.',
          );
        }
        return first?.type === 'paragraph' ? joined(phrase(first.children, 'text', reader)) : [];
      });
      return [{ kind: 'list', ordered: node.ordered === true, items, place }];
    }
    case 'code':
      return [{ kind: 'code', text: node.value, place }];
    case 'html':
      if (!/^<!--[\s\S]*-->\s*$/.test(node.value)) unsupported('html', start(node), reader);
      return [];
    default:
      unsupported(node.type, start(node), reader);
      return [];
  }
}

/** Reports a region whose LaTeX the lab cannot draw, at the place of the trouble. */
export function checkMath(region: MathRegion, report: Report): void {
  const read = parseLatex(region.tex);
  if (!read.ok) report(region.inside + read.error.offset, 'latex', read.error.message);
}

const instead: Record<string, string> = {
  html: 'HTML is not shown; write Markdown.',
  image: 'Images are not shown; draw the network with a `show` block, or describe the picture.',
  imageReference: 'Images are not shown; describe the picture in words.',
  definition: 'Link references are not read; write the address in the text: [words](address).',
  linkReference: 'Link references are not read; write the address in the text: [words](address).',
};

function unsupported(type: string, offset: number, reader: Reader): void {
  const message = instead[type] ?? `A lesson cannot show this (${type}); write it as plain text.`;
  reader.report(offset, 'unsupported', message);
}

/** A paragraph is split where display math stands in it. */
function paragraphs(pieces: Piece[], kind: 'paragraph' | 'quote', place: Place): Block[] {
  const blocks: Block[] = [];
  let run: Inline[] = [];
  const flush = () => {
    const text = joined(run);
    if (text.length > 0) blocks.push({ kind, text, place });
    run = [];
  };
  for (const piece of pieces) {
    if (piece.display) {
      flush();
      blocks.push({ kind: 'formula', tex: piece.text, place: piece.display });
    } else run.push(piece);
  }
  flush();
  return blocks;
}

/** An inline piece; `display` is the place of display math. */
type Piece = Inline & { readonly display?: Place };

function phrase(
  nodes: readonly PhrasingContent[],
  style: 'text' | 'strong' | 'emphasis',
  reader: Reader,
): Piece[] {
  return nodes.flatMap((node): Piece[] => {
    switch (node.type) {
      case 'text':
        return split(node.value, start(node), style, reader);
      case 'strong':
      case 'emphasis':
        return phrase(node.children, node.type, reader);
      case 'inlineCode':
        return [{ kind: 'code', text: node.value }];
      case 'break':
        return [{ kind: style, text: ' ' }];
      case 'link':
        return [...phrase(node.children, style, reader), { kind: style, text: ` (${node.url})` }];
      case 'html':
        if (!node.value.startsWith('<!--')) unsupported('html', start(node), reader);
        return [];
      default:
        unsupported(node.type, start(node), reader);
        return [];
    }
  });
}

/** Text with its masked math put back. */
function split(
  value: string,
  offset: number,
  style: 'text' | 'strong' | 'emphasis',
  reader: Reader,
): Piece[] {
  const regions = reader.masked.regions;
  let next = regions.findIndex((region) => region.start >= offset);
  const pattern = new RegExp(`[${mask.inline}${mask.display}]${mask.rest}*`, 'g');
  const pieces: Piece[] = [];
  let done = 0;
  for (const match of value.matchAll(pattern)) {
    if (match.index > done)
      pieces.push({ kind: style, text: flat(value.slice(done, match.index)) });
    const region = regions[next++]!;
    const piece: Piece = { kind: 'math', text: region.tex };
    pieces.push(region.display ? { ...piece, display: reader.place(region.inside) } : piece);
    done = match.index + match[0].length;
  }
  if (done < value.length) pieces.push({ kind: style, text: flat(value.slice(done)) });
  return pieces;
}

/** Line ends inside a paragraph are spaces. */
function flat(text: string): string {
  return text.replace(/\s*\n\s*/g, ' ');
}

/** Neighbours of one style as one piece, without space at either end and without empty pieces. */
function joined(pieces: readonly Inline[]): Prose {
  const prose: Inline[] = [];
  for (const { kind, text } of pieces) {
    const last = prose.at(-1);
    if (last && last.kind === kind && kind !== 'math' && kind !== 'code') {
      prose[prose.length - 1] = { kind, text: last.text + text };
    } else if (text !== '') prose.push({ kind, text });
  }
  const trimmed = prose.map(({ kind, text }, i): Inline => {
    if (kind === 'math' || kind === 'code') return { kind, text };
    const left = i === 0 ? text.trimStart() : text;
    return { kind, text: i === prose.length - 1 ? left.trimEnd() : left };
  });
  return trimmed.filter(({ text }) => text !== '');
}

function start(node: RootContent | PhrasingContent): number {
  return node.position?.start.offset ?? 0;
}
