# Request microphone, environment on-prem, interface websocket.
# Needs: pip install httpx websockets
#
# Audio as the caller streams it, of a type that the service finds out.

import asyncio
import json
import os
import ssl
import sys
import threading
from concurrent.futures import CancelledError
from typing import Any, BinaryIO
from urllib.parse import quote, urlencode

import httpx
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus, WebSocketException

VARIABLES = ["CPD_USER", "CPD_PASSWORD"]


class Failed(Exception):
    """What went wrong, in words for one line."""


def main() -> int:
    missing = [name for name in VARIABLES if not os.environ.get(name)]
    if missing:
        print(f"set {', '.join(missing)}", file=sys.stderr)
        return 2
    try:
        asyncio.run(recognize())
    except InvalidStatus as error:
        body = (error.response.body or b"").decode(errors="replace")
        said = " ".join(body.split())[:500]
        print(f"failed: HTTP {error.response.status_code}: {said}", file=sys.stderr)
        return 1
    except ConnectionClosed as error:
        reason = f"the connection closed before all was transcribed: {error}"
        print(f"failed: {reason}", file=sys.stderr)
        return 1
    except (
        Failed,
        httpx.HTTPError,
        httpx.InvalidURL,
        WebSocketException,
        OSError,
        ValueError,
    ) as error:
        print(f"failed: {str(error) or type(error).__name__}", file=sys.stderr)
        return 1
    return 0


async def recognize() -> None:
    audio = opened()
    query = [
        ("model", "en-US_NarrowbandModel"),
        ("acoustic_customization_id", "9b2e0c1d-7f3a-4c55-8d21-0a1b2c3d4e5f"),
    ]
    with httpx.Client(timeout=60, verify=trusting("certs/cpd.pem")) as client:
        token = access_token(client)
    if not token.isprintable():  # the words of websockets would show it
        raise Failed("the token holds what no header can carry")
    headers = {"Authorization": f"Bearer {token}"}
    async with connect(
        "wss://cpd.example.com/speech-to-text/cpd/instances/1600000000000001/api/v1/recognize?"
        + urlencode(query, quote_via=quote),
        additional_headers=headers,
        compression=None,
        max_size=None,
        ssl=trusting("certs/cpd.pem"),
    ) as connection:
        await connection.send('{"action": "start", "interim_results": true}')
        await listen(connection)
        arguments = (connection, audio, asyncio.get_running_loop())
        threading.Thread(target=send, args=arguments, daemon=True).start()
        await listen(connection)


def opened() -> BinaryIO:
    return open(sys.stdin.fileno(), "rb", buffering=0)


async def listen(connection: ClientConnection) -> None:
    """Prints what the service answers, until it listens for what comes next."""
    while True:
        message: dict[str, Any] = json.loads(await connection.recv())
        if "error" in message:
            raise Failed(str(message["error"]))
        for warning in listed(message.pop("warnings", [])):
            print(f"warning: {warning}", file=sys.stderr)
        if "state" in message:
            return
        if message:
            print(json.dumps(message, ensure_ascii=False), flush=True)


def send(
    connection: ClientConnection, audio: BinaryIO, loop: asyncio.AbstractEventLoop
) -> None:
    """Sends the audio, in a thread that may wait for it, and then that it ends."""
    try:
        with audio:
            while piece := audio.read(65536):
                put(connection, piece, loop)
        put(connection, '{"action": "stop"}', loop)
    except (ConnectionClosed, CancelledError, RuntimeError):
        pass  # the session has ended; why, the service tells who listens
    except OSError as error:
        print(f"warning: the audio broke off: {error}", file=sys.stderr)
        asyncio.run_coroutine_threadsafe(connection.close(), loop)


def put(
    connection: ClientConnection, message: str | bytes, loop: asyncio.AbstractEventLoop
) -> None:
    """Sends a message in the thread of the connection, as TLS wants it, and waits."""
    sending = connection.send(message)
    try:
        asyncio.run_coroutine_threadsafe(sending, loop).result()
    finally:
        sending.close()


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


def listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
