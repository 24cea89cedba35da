import { canAsk } from './terminal/background.ts';
import { type ColourDepth, type ThemeName, themeFor } from './theme.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** What may be asked for by `--theme`; `auto` looks at the terminal. */
export const themeChoices = ['auto', 'dark', 'light', 'high-contrast', 'mono'] as const;
export type ThemeChoice = (typeof themeChoices)[number];

/** How the lab looks and whether it can draw at all; resolved once, before anything is drawn. */
export interface Settings {
  readonly theme: ThemeName;
  readonly depth: ColourDepth;
  readonly ascii: boolean;
  /** Whether the terminal may be asked for its page, and the theme follow the answer. */
  readonly asks: boolean;
  /** Nothing moves by itself: a run is shown at its end. */
  readonly still: boolean;
}

/** What was asked for by the options of a command. */
export interface Look {
  readonly theme: ThemeChoice;
  readonly ascii: boolean;
  readonly still: boolean;
}

/** Settings from what was asked for and what the environment says. */
export function resolveSettings({ theme, ascii, still }: Look, env: Env): Settings {
  const depth = depthOf(env);
  const wanted = theme === 'auto' ? (ownTheme(env) ?? 'auto') : theme;
  const isHigh = wanted === 'high-contrast';
  const follows = wanted === 'auto' || isHigh;
  const asks = follows && depth !== 'none' && canAsk(env);
  return { theme: follows ? themeFor(isHigh, saysLight(env)) : wanted, depth, ascii, asks, still };
}

/** A theme for good, for those whose terminal says nothing or something else than they want. */
function ownTheme({ BACKPROP_LAB_THEME }: Env): Exclude<ThemeChoice, 'auto'> | null {
  const known = themeChoices.find((each) => each === BACKPROP_LAB_THEME);
  return known === undefined || known === 'auto' ? null : known;
}

/** NO_COLOR (not empty) before FORCE_COLOR, COLORTERM and TERM. */
function depthOf(env: Env): ColourDepth {
  const { NO_COLOR, FORCE_COLOR, COLORTERM = '', TERM = '' } = env;
  if (NO_COLOR) return 'none';
  const forced = { '0': 'none', '1': '16', '2': '256', '3': 'truecolor' } as const;
  const wanted = forced[FORCE_COLOR as keyof typeof forced];
  if (wanted) return wanted;
  if (/^(truecolor|24bit)$/i.test(COLORTERM)) return 'truecolor';
  if (/direct|truecolor|kitty|ghostty|alacritty|wezterm/i.test(TERM)) return 'truecolor';
  return /256/.test(TERM) ? '256' : '16';
}

/** `COLORFGBG` is `15;0` on a dark page and `0;15` on a light one. */
function saysLight({ COLORFGBG = '' }: Env): boolean {
  const page = /;(\d+)$/.exec(COLORFGBG)?.[1];
  return page === '7' || page === '15';
}

/** Whether the lab is to speak in lines: no terminal on either side, a dumb one, or a screen reader. */
export function speaksLines(
  env: Env,
  stdin: { readonly isTTY?: boolean },
  stdout: { readonly isTTY?: boolean },
): boolean {
  const reader = env.INK_SCREEN_READER === 'true' || env.INK_SCREEN_READER === '1';
  return reader || env.TERM === 'dumb' || !stdin.isTTY || !stdout.isTTY;
}
