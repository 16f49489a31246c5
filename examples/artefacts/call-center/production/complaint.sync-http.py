# Request complaint, environment production, interface sync-http.
# Needs: pip install ibm-watson
#
# One call, in which a few words matter.

import json
import logging
import os
import sys
from typing import Any

from ibm_cloud_sdk_core import ApiException
from ibm_cloud_sdk_core.authenticators import IAMAuthenticator
from ibm_watson import SpeechToTextV1

VARIABLES = ["STT_INSTANCE_ID", "STT_APIKEY"]


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
    authenticator = IAMAuthenticator(apikey=os.environ["STT_APIKEY"])
    service = SpeechToTextV1(authenticator=authenticator)
    service.set_service_url(
        f"https://api.eu-de.speech-to-text.watson.cloud.ibm.com/instances/{os.environ['STT_INSTANCE_ID']}",
    )
    with open("complaint.flac", "rb") as audio:
        response = service.recognize(
            audio=audio,
            content_type="audio/flac",
            model="en-US_NarrowbandModel",
            acoustic_customization_id="74f4807e-b5ff-4866-824e-6bba1a84fe96",
            language_customization_id="0f1d2c3b-4a59-4687-9102-132435465768",
            base_model_version="en-US_NarrowbandModel.v2020-01-16",
            inactivity_timeout=60,
            keywords=["refund", "order number", "lawyer & court"],
            keywords_threshold=0.5,
            headers={"X-Watson-Learning-Opt-Out": "true"},
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
