/** Why a wrong answer does not get the label that its authors meant; see docs/mistakes.md. */
export const reasons: ReadonlyMap<string, string> = new Map([
  ['20.3 CLIP-L1', 'cannot be told apart: 7 is the sum of sizes at these numbers only'],
]);
