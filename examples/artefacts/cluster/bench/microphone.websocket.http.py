# Request microphone, environment bench, interface websocket.
# Needs: pip install websockets
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

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus, WebSocketException

VARIABLES = ["CPD_TOKEN"]


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
    except (Failed, WebSocketException, OSError, ValueError) as error:
        print(f"failed: {str(error) or type(error).__name__}", file=sys.stderr)
        return 1
    return 0


async def recognize() -> None:
    audio = opened()
    query = [
        ("model", "en-US_NarrowbandModel"),
        ("acoustic_customization_id", "0c9d8e7f-6a5b-4c3d-9e2f-1a0b9c8d7e6f"),
    ]
    token = os.environ["CPD_TOKEN"]
    if not token.isprintable():  # the words of websockets would show it
        raise Failed("the token holds what no header can carry")
    headers = {"Authorization": f"Bearer {token}"}
    async with connect(
        "wss://cpd.example.com/speech-to-text/bench/instances/1600000000000002/api/v1/recognize?"
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
