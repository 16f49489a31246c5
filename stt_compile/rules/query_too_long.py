"""A query that is longer than what most servers and proxies take.

The limit is not the service's own, so a longer query may get through, and may get through today only.

Problem::

    requests:
      live:
        interface: async-http
        job:
          callback_url: https://ops.example.com/stt/results
          user_token:
            [&t "東京東京東京東京東京東京東京東京東京東京東京東京東京東京東京東京東京東京東京東京東京東京東京東京東京",
             *t, *t, *t, *t, *t, *t, *t, *t, *t, *t, *t, *t, *t, *t, *t, *t, *t, *t, *t, *t]

Instead::

    requests:
      live:
        interface: async-http
        job: {callback_url: https://ops.example.com/stt/results, user_token: tokyo}
"""

from __future__ import annotations

from ..catalog.audio import QUERY_LIMIT_BYTES, QUERY_LIMIT_SOURCES
from ..catalog.parameters import PARAMETERS
from ..diagnostics import Finding, Severity
from ..names import one_line
from ..profile import Use
from ..quoting.url import pairs
from ..request import resolve
from ..text import Env, Text
from ..tree import KeyPath
from ..wire import place
from . import Findings, Rule


def check(use: Use) -> Findings:
    """The query of the request that a use becomes."""
    if use.interface == "websocket":
        return
    try:
        query = place(resolve(use)).query
    except ValueError:
        return  # its environment is not complete, which is a finding already
    length = size(pairs(query))
    if length > QUERY_LIMIT_BYTES:
        longest = max(query, key=lambda pair: size(pairs([pair])))[0]
        yield Finding(
            _key(longest, use),
            f"the query has {length:,} bytes, and most servers and proxies take {QUERY_LIMIT_BYTES:,}",
            _help(longest, use),
            on="key",
        )


def size(text: Text) -> int:
    """The least number of bytes that a text has where it runs: nobody knows those of run-time values."""
    return sum(len(piece) for piece in text if not isinstance(piece, Env))


def _help(name: str, use: Use) -> str:
    row = PARAMETERS.get(name)
    ways = []
    if row and use.interface == "sync-http" and row.placement["sync-http-multipart"] == "metadata":
        ways.append("`multipart: true` under `audio` sends it in the body")
    if row and row.placement["websocket"] == "start_message":
        ways.append("`interface: websocket` in a message")
    return f"shorten `{one_line(name, most=60)}`" + "".join(f"; {way}" for way in ways)


def _key(name: str, use: Use) -> KeyPath:
    row = PARAMETERS.get(name)
    said = use.at(*row.key.split(".")) if row and row.key else use.at("extra", "query", name)
    return said if use.tree.get(*said) else use.at()


RULE = Rule(
    code="STT510",
    severity=Severity.WARNING,
    title="Query longer than most servers take",
    effect="Servers and proxies may refuse the request before the service sees it.",
    sources=QUERY_LIMIT_SOURCES,
    use=check,
)
