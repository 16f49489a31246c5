# Request microphone, environment bench, interface websocket.
# Needs: pip install ibm-watson
#
# Audio as the caller streams it, of a type that the service finds out.

import json
import os
import sys
from typing import Any

from ibm_cloud_sdk_core import ApiException
from ibm_cloud_sdk_core.authenticators import BearerTokenAuthenticator
from ibm_watson import SpeechToTextV1, speech_to_text_v1_adapter
from ibm_watson.websocket import AudioSource, RecognizeCallback, RecognizeListener

VARIABLES = ["CPD_TOKEN"]


class Session(RecognizeCallback):
    """Prints what the service answers, a JSON object a line, and its warnings on stderr."""

    def __init__(self) -> None:
        super().__init__()
        self.finished = False
        self.failure = ""

    def on_data(self, data: dict[str, Any]) -> None:
        for warning in listed(data.pop("warnings", [])):
            print(f"warning: {warning}", file=sys.stderr)
        if data:
            print(json.dumps(data, ensure_ascii=False), flush=True)

    def on_error(self, error: object) -> None:
        # What the service says comes before how the connection ended.
        if isinstance(error, str) or not self.failure:
            self.failure = str(error) or type(error).__name__

    def on_inactivity_timeout(self, error: object) -> None:
        self.failure = str(error)


class Listener(RecognizeListener):
    """Passes on what the SDK drops: warnings, metrics, and whether all was transcribed."""

    def on_data(self, ws: object, message: str, kind: int, last: bool) -> None:
        data = json.loads(message)
        if "state" in data:
            self.callback.finished = self.isListening
        elif data.keys().isdisjoint(["error", "results", "speaker_labels"]):
            self.callback.on_data(data)
        super().on_data(ws, message, kind, last)


def main() -> int:
    missing = [name for name in VARIABLES if not os.environ.get(name)]
    if missing:
        print(f"set {', '.join(missing)}", file=sys.stderr)
        return 2
    session = Session()
    # The SDK sends the audio in a thread of its own, whose failures end up here.
    sys.unraisablehook = lambda failed: session.on_error(failed.exc_value)
    try:
        recognize(session)
    except (ApiException, OSError, ValueError) as error:
        session.on_error(error)
    if not session.finished and not session.failure:
        session.failure = "the connection closed before all was transcribed"
    if session.failure:
        print(f"failed: {session.failure}", file=sys.stderr)
        return 1
    return 0


def recognize(session: Session) -> None:
    sendable(os.environ["CPD_TOKEN"])
    os.environ.update(WEBSOCKET_CLIENT_CA_BUNDLE="certs/cpd.pem")
    authenticator = BearerTokenAuthenticator(bearer_token=os.environ["CPD_TOKEN"])
    service = SpeechToTextV1(authenticator=authenticator)
    service.set_service_url(
        "https://cpd.example.com/speech-to-text/bench/instances/1600000000000002/api",
    )
    # The SDK checks the certificate of a WebSocket only where this is None.
    service.disable_ssl_verification = None
    # The SDK makes its listener by itself: let it make ours.
    speech_to_text_v1_adapter.RecognizeListener = Listener
    with open(sys.stdin.fileno(), "rb", buffering=0) as audio:
        service.recognize_using_websocket(
            audio=AudioSource(audio),
            recognize_callback=session,
            content_type="application/octet-stream",
            model="en-US_NarrowbandModel",
            acoustic_customization_id="0c9d8e7f-6a5b-4c3d-9e2f-1a0b9c8d7e6f",
            interim_results=True,
        )


def listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def sendable(*values: str) -> None:
    """Refuses what the SDK would send as another header or value, or show in an error."""
    for value in values:
        plain = value.isascii() and value.replace("\t", " ").isprintable()
        if not plain or value != value.strip():
            raise ValueError("a value holds what the SDK can send in no header")


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
