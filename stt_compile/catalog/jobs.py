"""What becomes of a job of the asynchronous interface."""

from __future__ import annotations

RUNNING = ("waiting", "processing")
"""The statuses of a job that may still have a result, in their order."""
COMPLETED = "completed"
"""The status of a job that has its result."""
FAILED = "failed"
"""The status of a job that will have none; no source says that it tells why."""
STATUSES_SOURCES = ("async.md@2026-06-30",)
