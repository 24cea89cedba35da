import { stripVTControlCharacters } from 'node:util';
import type { CommandModule } from 'yargs';
import { stdout } from '../stdout.ts';
import { type Look, resolveSettings, type Settings } from '../ui/settings.ts';
import { CallError } from './command.ts';
import { beforeInk } from './open.ts';
import { lookOptions } from './options.ts';
import { say, sayDrawn } from './out.ts';

interface Args extends Look {
  word: string | undefined;
  width: number | undefined;
  height: number;
}

const least = 8;
const most = 400;

export const command: CommandModule<object, Args> = {
  command: 'gallery [word]',
  describe: 'Draw every widget of the lab with sample data',
  builder: (cli) =>
    cli
      .positional('word', {
        type: 'string',
        describe: 'Only those with this word in their name',
      })
      .option('width', {
        type: 'number',
        requiresArg: true,
        describe: 'Columns to draw on; those of the terminal without it, 80 in a pipe',
      })
      .option('height', {
        type: 'number',
        requiresArg: true,
        default: 16,
        describe: 'Rows that a widget may take',
      })
      .options(lookOptions)
      .example('$0 gallery matrix --theme light', 'Heatmaps, on a light page')
      .example('$0 gallery --ascii --width 60 > gallery.txt', 'All of it, as plain text'),
  handler: async ({ word, width, height, ...look }) => {
    const { columns = 80, isTTY } = stdout();
    const size = { width: width ?? columns, height };
    for (const [name, value] of Object.entries(size)) {
      if (Number.isInteger(value) && value >= least && value <= most) continue;
      throw new CallError(
        `--${name} is a whole number from ${least} to ${most}, such as --${name} 60.`,
      );
    }
    const settings = settingsFor(look, isTTY);
    beforeInk(settings);
    const { galleryLines } = await import('../ui/gallery.ts');
    const lines = galleryLines(settings, size, word ?? '');
    if (lines.length === 0)
      throw new CallError(`No widget is called ${word}. Leave the word out to see all.`);
    if (isTTY && process.stdin.isTTY) {
      const { showPages } = await import('../ui/terminal/pager.ts');
      return showPages(lines);
    }
    const text = `${lines.join('\n')}\n`;
    // Bold and underlined are no colours, but a file wants none of them either.
    if (settings.depth === 'none') say(stripVTControlCharacters(text));
    else sayDrawn(text);
  },
};

/** A pipe gets colours only where they were asked for. */
function settingsFor(look: Look, isTerminal: boolean): Settings {
  const settings = resolveSettings(look, process.env);
  const asked = look.theme !== 'auto' || process.env.FORCE_COLOR;
  return isTerminal || asked ? settings : { ...settings, theme: 'mono', depth: 'none' };
}
