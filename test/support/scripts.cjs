// Required before the program: writes down, when it ends, which scripts it compiled and whether
// what stands in them is Ink or React.
const { appendFileSync } = require('node:fs');
const vm = require('node:vm');

const seen = [];
vm.Script = class extends vm.Script {
  constructor(source, options) {
    super(source, options);
    seen.push({ name: options.filename, draws: /Symbol\.for\("react\.|ink-text/.test(source) });
  }
};
process.on('exit', () => appendFileSync(process.env.SCRIPTS, `${JSON.stringify(seen)}\n`));
