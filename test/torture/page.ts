import { packLimits } from '../../src/lesson/pack.ts';
import { maxSource } from '../../src/lesson/source.ts';
import { LONGEST } from '../../src/notation/lexer.ts';
import { DEEPEST, MOST_NODES } from '../../src/notation/reader.ts';
import type { Attack, Family } from './attacks/attack.ts';
import { families } from './attacks/index.ts';

const count = (number: number) => number.toLocaleString('en');

const INTRODUCTION = `# What is let in, and what is not

Lesson files, packed courses, reports, progress files and answers come from people whom the reader
does not know. Nothing in them is run, nothing of them reaches the terminal or a report unchecked, and
each has its limits:

| what | limits |
| --- | --- |
| an answer | ${count(LONGEST)} characters, ${DEEPEST} deep, ${MOST_NODES} nodes, exponents up to 64, a budget of operations |
| a line for \`grade\` | 200,000 characters |
| a lesson file | 1 MB, ${count(maxSource)} characters; brackets in its YAML 12 deep, no tags, no aliases |
| a folder of lessons | 500 lessons; no link out of it |
| a packed course | ${packLimits.files - 1} lessons, ${packLimits.characters / 1e6} MB; plain names without folders |
| a report | 16 MB, 20,000 answers of 20,000 characters |
| the progress file | 16 MB |

The lab opens no connection, starts no other program and makes no code out of text. It writes to its
data folder, its cache folder, and the files that \`new\`, \`pack\` and \`report --out\` name; a link that
stands there is replaced and not followed.

Each row below is given to the built program, behind a guard that refuses connections, other programs
and code made of text. Whatever is printed must hold no control character, no change of the reading
direction, no invisible character and no stack trace, and no file may have been written or changed. This
page is made from the table that the tests run (\`test/torture/attacks\`):
\`npx vitest run --project unit test/docs/security.test.ts -u\` writes it, and a test holds it to them.
`;

/** docs/security.md. */
export function securityPage(): string {
  return [INTRODUCTION, ...families.map(table)].join('\n');
}

function table({ title, attacks }: Family): string {
  const rows = attacks.map(row).join('\n');
  return `## ${title}\n\n| given | what happens | exit code |\n| --- | --- | --- |\n${rows}\n`;
}

function row({ name, happens, code }: Attack): string {
  return `| ${cell(name)} | ${cell(happens)} | ${code} |`;
}

const cell = (text: string) => text.replaceAll('|', '\\|');
