"""How Hypothesis runs here: without a clock, and in CI the same examples on every run."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

EFFORT = int(os.environ.get("EFFORT", "1"))
"""How many times as many examples are tried: `EFFORT=50 python -m pytest tests/properties`."""

settings.register_profile(
    "stt",
    deadline=None,
    derandomize=bool(os.environ.get("CI")),
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("stt")
