// Runs programs for browsers in Node, one after the other and with real WebSockets. It reads a list as JSON: either
// {mark, code, globals} or, for a module that was rendered, {mark, module, token, variables}. A header of each handshake
// tells the mark, since nothing else says whose it is.
const vm = require("node:vm");
const { pathToFileURL } = require("node:url");
const Real = globalThis.WebSocket;

globalThis.document = {}; // what tells a module that it is in a page, where a token travels in the address

function marked(mark, opened) {
  return class WebSocket extends Real {
    constructor(url, protocols = []) {
      super(url, { protocols, headers: { "X-Corpus": mark } });
      opened.push(this);
    }
  };
}

/** Ends a session when all that its page has sent is under way: pages leave that to their visitors. */
function ended(socket) {
  const close = () => (socket.bufferedAmount ? setTimeout(close, 5) : socket.close(1000));
  socket.addEventListener("open", () => setTimeout(close, 5));
  return new Promise((resolve) => ["close", "error"].forEach((end) => socket.addEventListener(end, resolve)));
}

async function run({ mark, code, globals, module, token, variables }) {
  const opened = [];
  const WebSocket = marked(mark, opened);
  if (module) {
    globalThis.WebSocket = WebSocket;
    const { recognize } = await import(pathToFileURL(module));
    await recognize(new Blob(["audio"]), { accessToken: token, variables });
  } else {
    vm.runInNewContext(code, { Blob, URL, URLSearchParams, ...globals, WebSocket });
    await Promise.all(opened.map(ended));
  }
}

(async () => {
  process.exitCode = 1; // should a program never come to its end
  for (const program of JSON.parse(require("node:fs").readFileSync(0, "utf8"))) await run(program);
  process.exitCode = 0;
})();

