// Request job, environment production, interface async-http.
// For a web page, which imports `recognize`; as a program it runs under Node 22 or later.
//
// One recording as a job.

/** The values that `variables` must hold. */
export const VARIABLES = ["STT_INSTANCE_ID"];
const NODE = Boolean(globalThis.process?.versions?.node) && !("document" in globalThis);
const PIECE = 65536; // bytes that are sent at once

/**
 * Sends the audio, and returns what the service answers.
 *
 * @param {Blob | AsyncIterable<Blob | BufferSource>} audio
 * @param {object} options
 * @param {string} options.accessToken
 * @param {Record<string, string>} options.variables What VARIABLES names.
 * @param {(message: any) => void} [options.onMessage] Is given the job, and its result.
 * @param {AbortSignal} [options.signal] Ends it early.
 * @returns {Promise<any>}
 */
export async function recognize(audio, { accessToken, variables, onMessage, signal }) {
  need(VARIABLES, variables);
  /** @type {[string, string][]} */
  const headers = [
    ["Authorization", `Bearer ${sendable(accessToken)}`],
    ["Content-Type", "audio/flac"],
  ];
  const query = [
    ["acoustic_customization_id", "5a2d4c7e-1b0f-4e89-9c3a-6d8e7f102938"],
  ];
  const body = audio instanceof Blob ? audio : await streamed(audio);
  const url = `https://api.us-south.speech-to-text.watson.cloud.ibm.com/instances/${variables.STT_INSTANCE_ID}/v1/recognitions`;
  // A redirection would take audio and token to another place.
  /** @type {RequestInit & { duplex: "half" }} A stream is sent before the answer is read. */
  const request = { method: "POST", headers, body, redirect: "error", signal, duplex: "half" };
  const result = await answer(await fetch(`${url}?${encoded(query)}`, request));
  onMessage?.(result);
  return finished(`${url}/${encodeURIComponent(result.id)}`, [headers[0]], onMessage, signal);
}

/**
 * Asks for a job until it has come to an end.
 *
 * @param {string} url
 * @param {[string, string][]} headers
 * @param {((message: any) => void) | undefined} onMessage
 * @param {AbortSignal | undefined} signal
 */
async function finished(url, headers, onMessage, signal) {
  /** @type {RequestInit} */
  const request = { headers, redirect: "error", signal };
  const end = Date.now() + 60 * 60_000;
  for (let pause = 1000; ; pause = Math.min(pause * 1.5, 30_000)) {
    const time = AbortSignal.timeout(Math.min(Math.max(end - Date.now(), 1), 300_000));
    const look = signal ? AbortSignal.any([signal, time]) : time;
    const response = await fetch(url, { ...request, signal: look }).catch((error) => {
      signal?.throwIfAborted();
      console.warn(`${url}: ${error.message}; asking again`);
    });
    if (response && response.status !== 429 && response.status !== 503) {
      const job = await answer(response, url);
      if (job.status === "failed") throw new Error(`the job failed: ${JSON.stringify(job)}`);
      if (job.status === "completed") {
        onMessage?.(job);
        return job;
      }
    }
    const left = end - 5000 - Date.now(); // the last look takes time too
    if (left < 0) throw new Error(`the job has not ended within 60 minutes: ${url}`);
    await new Promise((resolve) => {
      setTimeout(resolve, Math.min(pause, left));
      signal?.addEventListener("abort", resolve, { once: true });
    });
    signal?.throwIfAborted();
  }
}

/**
 * The audio as a body that is sent while it is read; a page gathers it first, for few browsers can do that.
 *
 * @param {Blob | AsyncIterable<Blob | BufferSource>} audio
 * @returns {Promise<BodyInit>}
 */
async function streamed(audio) {
  const pieces = cut(audio);
  if (!NODE) {
    const gathered = [];
    for await (const piece of pieces) gathered.push(piece);
    return new Blob(gathered);
  }
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await pieces.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await pieces.return();
    },
  });
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
 * The token, if a header can carry it: else an error of the header's would show it.
 *
 * @param {string} token
 */
function sendable(token) {
  if (typeof token === "string" && /^[\x21-\x7e]+$/.test(token)) return token;
  throw new Error("accessToken is not what a header can carry");
}

/**
 * @param {string[]} names
 * @param {Record<string, string>} variables
 */
function need(names, variables) {
  const missing = names.filter((name) => !(Object.hasOwn(variables, name) && variables[name]));
  if (missing.length) throw new Error(`set ${missing.join(", ")}`);
}

/** @param {string[][]} pairs */
function encoded(pairs) {
  return pairs.map((pair) => pair.map((text) => encodeURIComponent(text)).join("=")).join("&");
}

/**
 * @param {Response} response
 * @param {string} [about]
 * @returns {Promise<any>}
 */
async function answer(response, about) {
  const text = await response.text();
  if (response.ok) return text && JSON.parse(text);
  const said = text.replace(/\s+/g, " ").trim().slice(0, 2000);
  throw new Error(`${about ? `${about}: ` : ""}${response.status} ${response.statusText}: ${said}`);
}

// What follows is the program.

/** @returns {Promise<number>} */
async function main() {
  const variables = /** @type {Record<string, string>} */ (process.env);
  const missing = ["STT_INSTANCE_ID", "STT_APIKEY"].filter((name) => !variables[name]);
  if (missing.length) {
    console.error(`set ${missing.join(", ")}`);
    return 2;
  }
  try {
    const { readFile } = await builtin("fs/promises");
    const audio = new Blob([await readFile("audio-file.flac")]);
    const accessToken = await fetchToken(variables);
    await recognize(audio, { accessToken, variables, onMessage: show });
    return 0;
  } catch (error) {
    console.error(`failed: ${reason(error)}`);
    return 1;
  }
}

/** @param {Record<string, string>} variables */
async function fetchToken(variables) {
  const response = await fetch("https://iam.cloud.ibm.com/identity/token", {
    method: "POST",
    headers: { "Content-Type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ "grant_type": "urn:ibm:params:oauth:grant-type:apikey", "apikey": variables.STT_APIKEY }),
    redirect: "error",
  });
  return (await answer(response)).access_token;
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
