import { type ThemeChoice, themeChoices } from '../ui/settings.ts';

/** Lessons beside the shipped ones. */
export const lessonsOption = {
  type: 'string',
  array: true,
  requiresArg: true,
  default: [] as string[],
  describe: 'A lesson file or a folder of them, beside the shipped ones',
} as const;

/** How the lab looks. */
export const lookOptions = {
  theme: {
    choices: themeChoices,
    default: 'auto' as ThemeChoice,
    describe: 'Colours for a dark or light page, more contrast, or none',
  },
  ascii: { type: 'boolean', default: false, describe: 'Draw with ASCII characters only' },
  still: {
    type: 'boolean',
    default: false,
    describe: 'Nothing moves by itself: an experiment is shown at its end',
  },
} as const;
