// Request microphone, environment bench, interface websocket.
// For a web page, which imports `recognize`; as a program it runs under Node 22 or later.
//
// Audio as the caller streams it, of a type that the service finds out.

const NODE = Boolean(globalThis.process?.versions?.node) && !("document" in globalThis);
const PIECE = 65536; // bytes that are sent at once; the service takes at most 4 MB
const START = `{"action": "start", "interim_results": true}`;
const STOP = '{"action": "stop"}';

/**
 * Sends the audio, and returns what the service answers, message by message.
 *
 * @param {Blob | AsyncIterable<Blob | BufferSource>} audio
 * @param {object} options
 * @param {string} options.accessToken
 * @param {(message: any) => void} [options.onMessage] Is given each message when it comes.
 * @param {AbortSignal} [options.signal] Ends it early.
 * @returns {Promise<any[]>}
 */
export async function recognize(audio, { accessToken, onMessage, signal }) {
  /** @type {string[][]} */
  const query = [
    ["model", "en-US_NarrowbandModel"],
    ["acoustic_customization_id", "0c9d8e7f-6a5b-4c3d-9e2f-1a0b9c8d7e6f"],
  ];
  const url = "wss://cpd.example.com/speech-to-text/bench/instances/1600000000000002/api/v1/recognize";
  const over = new AbortController();
  const { socket, why } = await connect(url, query, sendable(accessToken), over.signal);
  /** @type {any[]} */
  const messages = [];
  let state = "starting";
  try {
    await new Promise((resolve, reject) => {
      /** @type {(type: string, act: (event: any) => void) => void} */
      const on = (type, act) =>
        socket.addEventListener(type, (event) => {
          try {
            act(event);
          } catch (error) {
            reject(error);
          }
        });
      on("open", () => socket.send(START));
      on("message", ({ data }) => {
        const message = JSON.parse(data);
        if ("error" in message) throw new Error(message.error);
        if (!("state" in message)) {
          messages.push(message);
          onMessage?.(message);
        } else if (state === "sent") {
          resolve(messages);
        } else if (state === "starting") {
          state = "sending";
          send(socket, audio, over.signal).then(() => (state = "sent"), reject);
        }
      });
      on("error", () => reject(new Error(`the connection failed: ${why()}`)));
      on("close", ({ code, reason }) =>
        reject(new Error(`the connection closed before all was transcribed: ${code} ${reason}`.trim())),
      );
      signal?.addEventListener("abort", () => reject(signal.reason), { signal: over.signal });
      signal?.throwIfAborted();
    });
  } finally {
    over.abort();
    socket.close(1000);
  }
  return messages;
}

/**
 * Sends all audio, as fast as the connection takes it, and says that it was all.
 *
 * @param {WebSocket} socket
 * @param {Blob | AsyncIterable<Blob | BufferSource>} audio
 * @param {AbortSignal} over
 */
async function send(socket, audio, over) {
  for await (const piece of cut(audio)) {
    if (over.aborted) return;
    socket.send(piece);
    while (socket.bufferedAmount > 16 * PIECE && !over.aborted) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }
  if (!over.aborted) socket.send(STOP);
}

/**
 * @param {Blob | AsyncIterable<Blob | BufferSource>} audio
 * @returns {AsyncGenerator<Uint8Array<ArrayBuffer>, void, void>}
 */
async function* cut(audio) {
  for await (const chunk of audio instanceof Blob ? [audio] : audio) {
    const blob = chunk instanceof Blob ? chunk : new Blob([chunk]);
    for (let at = 0; at < blob.size; at += PIECE) {
      yield new Uint8Array(await blob.slice(at, at + PIECE).arrayBuffer());
    }
  }
}

/**
 * A connection, with the token in a header; browsers send none, and take it in the address.
 *
 * @param {string} url
 * @param {string[][]} query
 * @param {string} token
 * @param {AbortSignal} over
 */
async function connect(url, query, token, over) {
  if (!NODE) {
    const socket = new WebSocket(`${url}?${encoded([...query, ["access_token", token]])}`);
    return { socket, why: () => "a browser does not say why" };
  }
  const { host, pathname } = new URL(url);
  let said = "";
  /** @param {any} event Of what Node tells its diagnostics; the events of a WebSocket do not say why. */
  const listen = ({ request, response, error }) => {
    if (!request.origin.endsWith(`//${host}`) || request.path.split("?")[0] !== pathname) return;
    said ||= response ? `${response.statusCode} ${response.statusText}` : error.message || error.code;
  };
  const { subscribe, unsubscribe } = await builtin("diagnostics_channel");
  for (const channel of ["undici:request:headers", "undici:request:error"]) {
    subscribe(channel, listen);
    over.addEventListener("abort", () => unsubscribe(channel, listen));
  }
  const options = { headers: { Authorization: `Bearer ${token}` } };
  const socket = new WebSocket(`${url}?${encoded(query)}`, /** @type {any} */ (options));
  return { socket, why: () => said };
}

/**
 * The token, if a header can carry it: else an error of the header's would show it.
 *
 * @param {string} token
 */
function sendable(token) {
  if (typeof token === "string" && /^[\x21-\x7e]+$/.test(token)) return token;
  throw new Error("accessToken is not what a header can carry");
}

/** @param {string[][]} pairs */
function encoded(pairs) {
  return pairs.map((pair) => pair.map((text) => encodeURIComponent(text)).join("=")).join("&");
}

// What follows is the program.

/** @returns {Promise<number>} */
async function main() {
  const variables = /** @type {Record<string, string>} */ (process.env);
  const missing = ["CPD_TOKEN"].filter((name) => !variables[name]);
  if (missing.length) {
    console.error(`set ${missing.join(", ")}`);
    return 2;
  }
  try {
    const { default: tls } = await builtin("tls");
    const { readFile: read } = await builtin("fs/promises");
    if (!tls.setDefaultCACertificates) throw new Error("a ca_file takes Node 22.19 or later");
    tls.setDefaultCACertificates([await read("certs/cpd.pem", "utf8")]);
    const audio = process.stdin;
    const accessToken = variables.CPD_TOKEN;
    await recognize(audio, { accessToken, onMessage: show });
    return 0;
  } catch (error) {
    console.error(`failed: ${reason(error)}`);
    return 1;
  } finally {
    process.stdin.destroy(); // nobody waits for the rest of it
  }
}

/**
 * A line of JSON for each answer; what the service did not understand it ignores, and says so in a warning.
 *
 * @param {any} message
 */
function show(message) {
  for (const warning of [message.warnings ?? []].flat()) console.error(`warning: ${warning}`);
  console.log(JSON.stringify(message));
}

/**
 * What went wrong; fetch keeps that for itself.
 *
 * @param {any} error
 */
function reason(error) {
  return [error.message, error.cause?.message || error.cause?.code].filter(Boolean).join(": ");
}

/**
 * A module of Node, by a name that bundlers for web pages do not look for.
 *
 * @param {string} name
 */
function builtin(name) {
  return import(/* webpackIgnore: true */ /* @vite-ignore */ `node:${name}`);
}

if (NODE) {
  const { realpath } = await builtin("fs/promises");
  const { pathToFileURL } = await builtin("url");
  const started = await realpath(process.argv[1] ?? "").catch(() => "");
  if (pathToFileURL(started).href === import.meta.url) {
    process.exitCode = await main();
    setTimeout(process.exit, 5000).unref(); // should the service keep its end of the connection open
  }
}
