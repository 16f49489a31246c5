# Request recording, environment bench, interface async-http.
# Needs: pip install ibm-watson

import json
import logging
import os
import sys
from typing import Any

from ibm_cloud_sdk_core import ApiException
from ibm_cloud_sdk_core.authenticators import BearerTokenAuthenticator
from ibm_watson import SpeechToTextV1

VARIABLES = ["CPD_TOKEN"]


def main() -> int:
    missing = [name for name in VARIABLES if not os.environ.get(name)]
    if missing:
        print(f"set {', '.join(missing)}", file=sys.stderr)
        return 2
    # The SDK logs tracebacks; what is wrong is said below.
    logging.getLogger("ibm-cloud-sdk-core").addHandler(logging.NullHandler())
    try:
        result = recognize()
    except (ApiException, OSError, ValueError) as error:
        print(f"failed: {error}", file=sys.stderr)
        return 1
    print(json.dumps(result, ensure_ascii=False, indent=2))
    return 0


def recognize() -> dict[str, Any]:
    sendable(os.environ["CPD_TOKEN"])
    authenticator = BearerTokenAuthenticator(bearer_token=os.environ["CPD_TOKEN"])
    service = SpeechToTextV1(authenticator=authenticator)
    service.set_service_url(
        "https://cpd.example.com/speech-to-text/bench/instances/1600000000000002/api",
    )
    service.set_http_config({"verify": "certs/cpd.pem"})
    with open("call.wav", "rb") as audio:
        response = service.create_job(
            audio=audio,
            content_type="audio/wav",
            model="en-US_NarrowbandModel",
            acoustic_customization_id="0c9d8e7f-6a5b-4c3d-9e2f-1a0b9c8d7e6f",
            timestamps=True,
        )
    result: dict[str, Any] = response.get_result()
    show_warnings(result)
    return result


def show_warnings(result: dict[str, Any]) -> None:
    """What the service did not understand it ignores, and says so here."""
    for warning in result.get("warnings") or []:
        print(f"warning: {warning}", file=sys.stderr)


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
