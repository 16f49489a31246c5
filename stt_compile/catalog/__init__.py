"""What the service accepts, as data: the one place of the package where facts of the service live.

| module | holds |
| --- | --- |
| `rows` | the shapes of the rows |
| `parameters` | `PARAMETERS`: every parameter of a recognition request, where each interface takes it, since when |
| `models` | `MODELS`: every base model, the default model |
| `platforms` | `PLATFORMS`, `LOCATIONS`, `AUTH_KINDS`: where the service runs and how a request proves whose it is |
| `audio` | `CONTENT_TYPES`, `LIMITS`, `TIMEOUTS`: formats, sizes, timeouts |
| `failures` | `FAILURES`: how the service says that a request failed |
| `jobs` | what becomes of a job of the asynchronous interface |

A row names its sources: `page@date` is a page of IBM's documentation as it was on that day. A day is `YYYY-MM-DD`; the
first day of something, or (`until`) the first day without it. Import a module for its rows; this one stays empty, since
much of the package needs none of them.
"""

from __future__ import annotations

INTERFACES = ("websocket", "sync-http", "async-http")
"""The interfaces of recognition, by the names that profiles use."""

AS_OF = "2026-06-30"
"""The last day that the catalogue knows of, on which a profile without `service_date` is judged."""
