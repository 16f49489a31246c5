# Request recording, environment on-prem, interface websocket.
# Needs: pip install ibm-watson

import json
import os
import sys
from typing import Any

from ibm_cloud_sdk_core import ApiException
from ibm_cloud_sdk_core.authenticators import CloudPakForDataAuthenticator
from ibm_watson import SpeechToTextV1, speech_to_text_v1_adapter
from ibm_watson.websocket import AudioSource, RecognizeCallback, RecognizeListener

VARIABLES = ["CPD_USER", "CPD_PASSWORD"]


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
    os.environ.update(WEBSOCKET_CLIENT_CA_BUNDLE="certs/cpd.pem")
    authenticator = CloudPakForDataAuthenticator(
        username=os.environ["CPD_USER"],
        password=os.environ["CPD_PASSWORD"],
        url="https://cpd.example.com/icp4d-api/v1/authorize",
    )
    service = SpeechToTextV1(authenticator=authenticator)
    service.set_service_url(
        "https://cpd.example.com/speech-to-text/cpd/instances/1600000000000001/api",
    )
    service.set_http_config({"verify": "certs/cpd.pem"})
    # The SDK checks the certificate of a WebSocket only where this is None.
    service.disable_ssl_verification = None
    # The SDK makes its listener by itself: let it make ours.
    speech_to_text_v1_adapter.RecognizeListener = Listener
    with open("call.wav", "rb") as audio:
        service.recognize_using_websocket(
            audio=AudioSource(audio),
            recognize_callback=session,
            content_type="audio/wav",
            model="en-US_NarrowbandModel",
            acoustic_customization_id="9b2e0c1d-7f3a-4c55-8d21-0a1b2c3d4e5f",
            timestamps=True,
        )


def listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
