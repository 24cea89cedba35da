/** Results kept from frame to frame; a screen of experiments has a few hundred different rows. */
const limit = 5000;

/** A function of one text that remembers what it made, as source to be let into a dependency. */
export const kept = `const kept = (make) => {
  const known = new Map();
  return (text) => {
    let made = known.get(text);
    if (made === undefined) {
      if (known.size >= ${limit}) known.clear();
      made = make(text);
      known.set(text, made);
    }
    return made;
  };
};`;
