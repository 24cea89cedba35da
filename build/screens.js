import { importTs } from './import-ts.js';

// npm run screens [-- NAME… --png]: draws the pictures of the README from the built program.
const names = process.argv.slice(2).filter((each) => each !== '--png');
const { drawPng, drawScreens } = await importTs('build/screens/draw.ts');
for (const svg of await drawScreens('docs/screens', names)) {
  console.log(process.argv.includes('--png') ? (drawPng(svg) ?? 'rsvg-convert is missing') : svg);
}
