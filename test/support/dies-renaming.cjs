// Required before the program: as if it was killed between writing a file and putting it in place.
require('node:fs').renameSync = () => process.kill(process.pid, 'SIGKILL');
