"""The process inside the namespaces: reads commands as JSON lines, runs each beside the stand-in, says what happened.

It ends when its standard input ends, and takes a running command with it.
"""

from __future__ import annotations

import asyncio
import base64
import contextlib
import json
import os
import signal
import sys
from pathlib import Path
from typing import Any

from .exchange import encoded
from .isolation import Refused, die_with_parent, isolate
from .server import Service


def main() -> None:
    settings = json.loads(sys.stdin.buffer.readline())
    try:
        isolate(settings["hosts"], Path(settings["scratch"]))
    except (Refused, OSError) as refusal:
        _say({"unavailable": str(refusal)})
        return
    asyncio.run(_work(settings["certificate"], settings["ports"]))


async def _work(certificate: str, ports: list[int]) -> None:
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda _loop, _context: None)  # refused TLS handshakes; what matters is in the answers
    lines = asyncio.StreamReader(limit=1 << 30)
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    service = Service()
    await service.start(certificate, ports)
    _say({"ready": True})
    order = asyncio.create_task(lines.readline())
    while line := await order:
        # The next line is awaited while the command runs: its end is how we learn that the test process has gone.
        order = asyncio.create_task(lines.readline())
        task = asyncio.create_task(_obey(service, json.loads(line)))
        await asyncio.wait({task, order}, return_when=asyncio.FIRST_COMPLETED)
        if not task.done():
            task.cancel()
        try:
            _say(await task)
        except asyncio.CancelledError:
            return


async def _obey(service: Service, command: dict[str, Any]) -> dict[str, Any]:
    service.script = list(command["script"])
    try:
        process = await asyncio.create_subprocess_exec(
            *command["argv"],
            cwd=command["cwd"],
            env=command["env"],
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            start_new_session=True,
            preexec_fn=die_with_parent,
        )
    except OSError as error:
        return {"failed": f"{command['argv'][0]}: {error}"}
    expired = False
    talk = asyncio.create_task(process.communicate(base64.b64decode(command["stdin"])))
    try:
        await asyncio.wait({talk}, timeout=command["timeout"])
        expired = not talk.done()
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)  # nothing of it outlives its run
    stdout, stderr = await talk
    exchanges = await service.take()
    return {
        "returncode": process.returncode,
        "expired": expired,
        "stdout": encoded(stdout),
        "stderr": encoded(stderr),
        "recorded": [exchange.to_json() for exchange in exchanges],
        "script": service.script,
    }


def _say(answer: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
