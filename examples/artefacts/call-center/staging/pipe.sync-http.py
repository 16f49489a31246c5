# Request pipe, environment staging, interface sync-http.
# Needs: pip install ibm-watson
#
# A recording that another program writes while this one reads it.

import json
import logging
import os
import sys
from typing import Any

from ibm_cloud_sdk_core import ApiException
from ibm_cloud_sdk_core.authenticators import IAMAuthenticator
from ibm_watson import SpeechToTextV1

VARIABLES = ["STT_STAGING_INSTANCE_ID", "STT_STAGING_APIKEY"]


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
    authenticator = IAMAuthenticator(apikey=os.environ["STT_STAGING_APIKEY"])
    service = SpeechToTextV1(authenticator=authenticator)
    service.set_service_url(
        f"https://api.us-south.speech-to-text.watson.cloud.ibm.com/instances/{os.environ['STT_STAGING_INSTANCE_ID']}",
    )
    with open(sys.stdin.fileno(), "rb", buffering=0) as audio:
        response = service.recognize(
            audio=iter(lambda: audio.read(65536), b""),
            content_type="audio/l16;rate=8000;endianness=little-endian",
            model="en-US_NarrowbandModel",
            acoustic_customization_id="2f6d1b8e-90c4-4a37-b5e1-7c8d9e0f1a2b",
            language_customization_id="3a7e2c9f-01d5-4b48-86f2-8d9e0f1a2b3c",
            inactivity_timeout=60,
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
