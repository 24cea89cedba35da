import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openLab } from '../../test/support/open.ts';
import { scenes } from './scenes.ts';
import { drawSvg } from './svg.ts';

const dark = { foreground: '#d8dee9', background: '#16181d' };

/** Plays each scene (or those named) in the built program and draws its last screen to a file. */
export async function drawScreens(folder: string, names: readonly string[]): Promise<string[]> {
  const files: string[] = [];
  mkdirSync(folder, { recursive: true });
  const wanted = scenes.filter(({ name }) => names.length === 0 || names.includes(name));
  for (const { name, title, play, ...options } of wanted) {
    const home = mkdtempSync(join(tmpdir(), 'backprop-lab-scene-'));
    const terminal = openLab(home, options);
    try {
      await play(terminal);
      const file = join(folder, `${name}.svg`);
      writeFileSync(file, drawSvg(terminal.grid(), { ...dark, title }));
      files.push(file);
    } finally {
      terminal.kill('SIGKILL');
      await terminal.ended();
      rmSync(home, { recursive: true, force: true });
    }
  }
  return files;
}

/** A PNG beside an SVG, for looking at it, where rsvg-convert is installed. */
export function drawPng(svg: string): string | null {
  const png = svg.replace(/\.svg$/, '.png');
  const { status } = spawnSync('rsvg-convert', ['--zoom', '1.5', '--output', png, svg]);
  return status === 0 ? png : null;
}
