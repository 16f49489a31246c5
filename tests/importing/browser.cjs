// Runs programs for browsers in Node: reads [{code, globals}] as JSON, prints for each [{url, sent}] of its WebSockets.
const vm = require("node:vm");

async function sessions({ code, globals }) {
  const opened = [];
  class WebSocket {
    constructor(url) {
      this.session = { url: String(url), sent: [] };
      this.listeners = [];
      opened.push(this.session);
      setImmediate(() => [this.onopen, ...this.listeners].forEach((listener) => listener && listener.call(this, {})));
    }
    addEventListener(kind, listener) {
      if (kind === "open") this.listeners.push(listener);
    }
    send(data) {
      this.session.sent.push(typeof data === "string" ? data : null);
    }
  }
  vm.runInNewContext(code, { ...globals, WebSocket });
  await new Promise((done) => setTimeout(done, 5));
  return opened;
}

(async () => {
  const programs = JSON.parse(require("node:fs").readFileSync(0, "utf8"));
  process.stdout.write(JSON.stringify(await Promise.all(programs.map(sessions))));
})();
