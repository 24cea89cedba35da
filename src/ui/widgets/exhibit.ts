import type { ReactElement } from 'react';
import type { Theme } from '../theme.ts';

/** The box that a widget is drawn in, and how it looks. */
export interface Place {
  readonly theme: Theme;
  readonly width: number;
  readonly height: number;
}

/** One sample: a widget in one of its moods. */
export interface Exhibit {
  readonly name: string;
  readonly draw: (place: Place) => ReactElement;
}
