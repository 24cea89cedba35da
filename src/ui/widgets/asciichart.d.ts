declare module 'asciichart' {
  /** The part of asciichart 1.5 that the lab uses; the package has no types of its own. */
  export interface PlotConfig {
    readonly min?: number;
    readonly max?: number;
    readonly height?: number;
    readonly offset?: number;
    readonly format?: (value: number, row: number) => string;
    readonly symbols?: readonly string[];
  }
  const asciichart: {
    readonly plot: (series: readonly number[], config?: PlotConfig) => string;
  };
  export default asciichart;
}
