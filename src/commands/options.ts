/** Lessons beside the shipped ones. */
export const lessonsOption = {
  type: 'string',
  array: true,
  requiresArg: true,
  default: [] as string[],
  describe: 'A lesson file or a folder of them, beside the shipped ones',
} as const;
