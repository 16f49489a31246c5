// Request both-sides, environment staging, interface sync-http.
// For a web page, which imports `recognize`; as a program it runs under Node 22 or later.
//
// The two sides of a call, in two files.

/** The values that `variables` must hold. */
export const VARIABLES = ["STT_STAGING_INSTANCE_ID"];
const NODE = Boolean(globalThis.process?.versions?.node) && !("document" in globalThis);

/**
 * Sends the audio, and returns what the service answers.
 *
 * @param {Blob | Blob[]} audio The files, in their order.
 * @param {object} options
 * @param {string} options.accessToken
 * @param {Record<string, string>} options.variables What VARIABLES names.
 * @param {(message: any) => void} [options.onMessage] Is given the answer, too.
 * @param {AbortSignal} [options.signal] Ends it early.
 * @returns {Promise<any>}
 */
export async function recognize(audio, { accessToken, variables, onMessage, signal }) {
  need(VARIABLES, variables);
  /** @type {[string, string][]} */
  const headers = [
    ["Authorization", `Bearer ${sendable(accessToken)}`],
  ];
  const query = [
    ["model", "en-US_NarrowbandModel"],
    ["acoustic_customization_id", "2f6d1b8e-90c4-4a37-b5e1-7c8d9e0f1a2b"],
    ["language_customization_id", "3a7e2c9f-01d5-4b48-86f2-8d9e0f1a2b3c"],
  ];
  const body = new FormData();
  body.append("metadata", `{"part_content_type": "audio/flac", "inactivity_timeout": 60, "smart_formatting": true}`);
  for (const file of [audio].flat()) {
    body.append("upload", file, file instanceof File ? file.name : "audio");
  }
  const url = `https://api.us-south.speech-to-text.watson.cloud.ibm.com/instances/${variables.STT_STAGING_INSTANCE_ID}/v1/recognize`;
  // A redirection would take audio and token to another place.
  /** @type {RequestInit} */
  const request = { method: "POST", headers, body, redirect: "error", signal };
  const result = await answer(await fetch(`${url}?${encoded(query)}`, request));
  onMessage?.(result);
  return result;
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
  const missing = ["STT_STAGING_INSTANCE_ID", "STT_STAGING_APIKEY"].filter((name) => !variables[name]);
  if (missing.length) {
    console.error(`set ${missing.join(", ")}`);
    return 2;
  }
  try {
    const { readFile } = await builtin("fs/promises");
    const audio = [];
    for (const path of ["agent.flac", "customer.flac"]) {
      audio.push(new File([await readFile(path)], path.slice(path.lastIndexOf("/") + 1)));
    }
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
    body: new URLSearchParams({ "grant_type": "urn:ibm:params:oauth:grant-type:apikey", "apikey": variables.STT_STAGING_APIKEY }),
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
