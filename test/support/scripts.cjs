// Required before the program: writes down, when it ends, which scripts it compiled and whether
// what stands in them is Ink or React, and before anything was on the screen.
const fs = require('node:fs');
const tty = require('node:tty');
const vm = require('node:vm');

const seen = [];
let written = false;
const { write } = tty.WriteStream.prototype;
tty.WriteStream.prototype.write = function (...args) {
  written = true;
  return write.apply(this, args);
};
const { writeSync } = fs;
fs.writeSync = (file, ...args) => {
  if (file === 1) written = true;
  return writeSync(file, ...args);
};
vm.Script = class extends vm.Script {
  constructor(source, options) {
    super(source, options);
    const draws = /Symbol\.for\("react\.|ink-text/.test(source);
    seen.push({ name: options.filename, draws, early: !written });
  }
};
process.on('exit', () => fs.appendFileSync(process.env.SCRIPTS, `${JSON.stringify(seen)}\n`));
