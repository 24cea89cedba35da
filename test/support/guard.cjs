// Loaded before the program (NODE_OPTIONS=--require): whatever would reach another machine, start
// another program or make code out of text throws, and says so on stderr even if that is caught.
const Module = require('node:module');

const forbidden = new Set(
  'http https http2 tls dgram dns dns/promises inspector cluster child_process worker_threads repl'.split(
    ' ',
  ),
);

function refuse(what) {
  require('node:fs').writeSync(2, `GUARD: the program asks for ${what}\n`);
  throw new Error(`the guard refuses ${what}`);
}

const load = Module._load;
Module._load = (id, ...rest) => {
  if (forbidden.has(id.replace(/^node:/, ''))) refuse(`the module ${id}`);
  return load(id, ...rest);
};

// Standard input and output may be sockets, so `net` is there; no connection may be.
const net = require('node:net');
net.Socket.prototype.connect = () => refuse('a connection');
net.Server.prototype.listen = () => refuse('a port to listen on');

for (const name of ['fetch', 'WebSocket', 'EventSource']) {
  Object.defineProperty(globalThis, name, { get: () => refuse(name) });
}
