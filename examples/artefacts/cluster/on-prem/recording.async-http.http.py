# Request recording, environment on-prem, interface async-http.
# Needs: pip install httpx

import json
import os
import ssl
import sys
import time
from typing import Any
from urllib.parse import quote, urlencode

import httpx

VARIABLES = ["CPD_USER", "CPD_PASSWORD"]
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
    with httpx.Client(timeout=TIMEOUT, verify=trusting("certs/cpd.pem")) as client:
        client.headers.update({"Authorization": f"Bearer {access_token(client)}"})
        return finished(client, answered(send(client)))


def send(client: httpx.Client) -> httpx.Response:
    query = [
        ("model", "en-US_NarrowbandModel"),
        ("acoustic_customization_id", "9b2e0c1d-7f3a-4c55-8d21-0a1b2c3d4e5f"),
        ("timestamps", "true"),
    ]
    headers = httpx.Headers([("Content-Type", "audio/wav")], encoding="utf-8")
    with open("call.wav", "rb") as audio:
        return client.post(
            "https://cpd.example.com/speech-to-text/cpd/instances/1600000000000001/api/v1/recognitions?"
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
                "https://cpd.example.com/speech-to-text/cpd/instances/1600000000000001/api/v1/recognitions/"
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


def access_token(client: httpx.Client) -> str:
    """A token for the credentials."""
    response = client.post(
        "https://cpd.example.com/icp4d-api/v1/authorize",
        json={
            "username": os.environ["CPD_USER"],
            "password": os.environ["CPD_PASSWORD"],
        },
    )
    token = answered(response).get("token")
    if not isinstance(token, str):
        raise Failed("the answer to the credentials holds no token")
    return token


def trusting(ca_file: str) -> ssl.SSLContext:
    """Trust in one authority alone."""
    try:
        return ssl.create_default_context(cafile=ca_file)
    except OSError as error:  # which does not name the file
        raise Failed(f"{ca_file}: {error}") from None


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
