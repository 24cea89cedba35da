// Loaded before the program (NODE_OPTIONS=--require): on SIGUSR2 the program meets an error that it
// cannot expect, of the kind that CRASH names.
const kinds = {
  // Outside of everything the lab does.
  timer() {
    throw new Error('injected');
  },
  promise() {
    Promise.reject(new Error('injected'));
  },
  // While a key is handled and the screen drawn: widths are measured with it in every frame.
  drawing() {
    Array.prototype.reduce = () => {
      throw new Error('injected');
    };
  },
};
process.on('SIGUSR2', () => {
  // A terminal shows nothing of this; the test that sent the signal learns that it has arrived.
  process.stdout.write('\u001B]7777;injected\u0007');
  kinds[process.env.CRASH]();
});
