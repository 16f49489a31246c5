// A whole program. What type the recording has only the browser knows.
// expect: left out
// - start content-type="audio/flac"

const MODEL = "en-US_NarrowbandModel";
const BASE = "wss://api.jp-tok.speech-to-text.watson.cloud.ibm.com/instances/5f0c1e52-7a36-4d0e-9a1d-3b1f5c2e8d01";

function listen(token, blob) {
  const uri = `${BASE}/v1/recognize?access_token=${token}&model=${MODEL}`;
  const socket = new WebSocket(uri);
  socket.onopen = () => {
    socket.send(JSON.stringify({ action: "start", "content-type": blob.type, profanity_filter: false }));
    socket.send(blob);
    socket.send(JSON.stringify({ action: "stop" }));
  };
}

listen(token, { type: "audio/flac" });
