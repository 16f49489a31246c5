# Request recording, environment on-prem, interface sync-http.
# Needs: pip install ibm-watson

import json
import logging
import os
import sys
from typing import Any

from ibm_cloud_sdk_core import ApiException
from ibm_cloud_sdk_core.authenticators import CloudPakForDataAuthenticator
from ibm_watson import SpeechToTextV1

VARIABLES = ["CPD_USER", "CPD_PASSWORD"]


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
    with open("call.wav", "rb") as audio:
        response = service.recognize(
            audio=audio,
            content_type="audio/wav",
            model="en-US_NarrowbandModel",
            acoustic_customization_id="9b2e0c1d-7f3a-4c55-8d21-0a1b2c3d4e5f",
            timestamps=True,
        )
    result: dict[str, Any] = response.get_result()
    show_warnings(result)
    return result


def show_warnings(result: dict[str, Any]) -> None:
    """What the service did not understand it ignores, and says so here."""
    for warning in result.get("warnings") or []:
        print(f"warning: {warning}", file=sys.stderr)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
