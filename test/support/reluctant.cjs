// Required before the program: standard output takes four bytes, and then says that it would have to
// wait, as a pipe does that another process has made one that never waits.
const fs = require('node:fs');

const { writeSync } = fs;
let taken = false;
fs.writeSync = (file, bytes, ...rest) => {
  if (file !== 1) return writeSync(file, bytes, ...rest);
  if (taken) throw Object.assign(new Error('EAGAIN'), { code: 'EAGAIN' });
  taken = true;
  return writeSync(file, bytes, 0, 4);
};
