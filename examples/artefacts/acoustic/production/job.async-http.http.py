# Request job, environment production, interface async-http.
# Needs: pip install httpx
#
# One recording as a job.

import json
import os
import sys
import time
from typing import Any
from urllib.parse import quote, urlencode

import httpx

VARIABLES = ["STT_INSTANCE_ID", "STT_APIKEY"]
# For as long as it takes to transcribe, the service says nothing.
TIMEOUT = httpx.Timeout(60, read=None)
# So many seconds before the end it looks at the job for the last time.
LAST_LOOK = 5


class Failed(Exception):
    """What went wrong, in words for one line."""


def main() -> int:
    missing = [name for name in VARIABLES if not os.environ.get(name)]
    if missing:
        print(f"set {', '.join(missing)}", file=sys.stderr)
        return 2
    try:
        result = recognize()
    except httpx.LocalProtocolError:
        # Its own words would show the header, and the secret in it.
        print("failed: a value holds what no header can carry", file=sys.stderr)
        return 1
    except (Failed, httpx.HTTPError, httpx.InvalidURL, OSError, ValueError) as error:
        print(f"failed: {str(error) or type(error).__name__}", file=sys.stderr)
        return 1
    show_warnings(result)
    print(json.dumps(result, ensure_ascii=False, indent=2))
    return 0


def recognize() -> dict[str, Any]:
    with httpx.Client(
        timeout=TIMEOUT,
        auth=("apikey", os.environ["STT_APIKEY"]),
    ) as client:
        return finished(client, answered(send(client)))


def send(client: httpx.Client) -> httpx.Response:
    query = [("acoustic_customization_id", "5a2d4c7e-1b0f-4e89-9c3a-6d8e7f102938")]
    headers = httpx.Headers([("Content-Type", "audio/flac")], encoding="utf-8")
    with open("audio-file.flac", "rb") as audio:
        return client.post(
            f"https://api.us-south.speech-to-text.watson.cloud.ibm.com/instances/{os.environ['STT_INSTANCE_ID']}/v1/recognitions?"
            + urlencode(query, quote_via=quote),
            headers=headers,
            content=audio.read(),
        )


def finished(client: httpx.Client, job: dict[str, Any]) -> dict[str, Any]:
    """The job, once it is done. That the service cannot be asked for a while ends nothing."""
    job_id = str(job.get("id"))
    print(f"job {job_id}", file=sys.stderr)
    show_warnings(job)
    deadline = time.monotonic() + 60 * 60
    pause = 0.5
    while job.get("status") in ("waiting", "processing"):
        left = deadline - time.monotonic()
        if left < LAST_LOOK:
            raise Failed(f"job {job_id} is still {job['status']}")
        pause = min(pause, left - LAST_LOOK)
        time.sleep(pause)
        timeout = min(left - pause, 60)
        pause = min(2 * pause, 30)
        try:
            response = client.get(
                f"https://api.us-south.speech-to-text.watson.cloud.ibm.com/instances/{os.environ['STT_INSTANCE_ID']}/v1/recognitions/"
                + job_id,
                timeout=timeout,
            )
        except httpx.TransportError:
            continue
        if response.status_code not in (429, 503):
            job = answered(response)
    if job.get("status") != "completed":
        raise Failed(f"job {job_id}: {json.dumps(job, ensure_ascii=False)}")
    return job


def answered(response: httpx.Response) -> dict[str, Any]:
    """What the service answers; where it refuses, that is what failed."""
    try:
        answer = response.json()
    except ValueError:
        answer = " ".join(response.text.split())[:500]
    if response.is_success and isinstance(answer, dict):
        return answer
    said = json.dumps(answer, ensure_ascii=False)
    raise Failed(f"HTTP {response.status_code}: {said}")


def show_warnings(result: dict[str, Any]) -> None:
    """What the service did not understand it ignores, and says so here."""
    for part in [result, *result.get("results", [])]:
        for warning in listed(part.get("warnings", [])):
            print(f"warning: {warning}", file=sys.stderr)


def listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
