"""The profile and the two plans that the design shows."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from stt_compile import check, load, plan, render

HERE = Path(__file__).parent / "design"


def ordered(text: str) -> list[str]:
    """JSON with its own order, one value a line."""
    return json.dumps(json.loads(text), indent=1).splitlines()


def test_the_profile_is_silent() -> None:
    assert check(load(HERE / "design.stt.yaml")) == ()


def test_the_two_plans_are_those_of_the_design() -> None:
    compilation = load(HERE / "design.stt.yaml")
    made: list[Any] = []
    for request in ("nightly", "live"):
        (only,) = plan(compilation, request, "production")
        made += json.loads(render(only, "json"))
    assert ordered(json.dumps(made)) == ordered((HERE / "plans.json").read_text(encoding="utf-8"))


def test_every_request_is_made_in_each_of_its_environments() -> None:
    compilation = load(HERE / "design.stt.yaml")
    made = [(use.request, use.environment.name, use.interface) for use in compilation.uses]
    assert made == [
        ("live", "production", "websocket"),
        ("live", "on-prem", "websocket"),
        ("nightly", "production", "async-http"),
    ]
    assert len(plan(compilation)) == 3


def test_the_name_of_the_model_is_written_on_the_installation_too() -> None:
    (made,) = plan(load(HERE / "design.stt.yaml"), "live", "on-prem")
    assert dict(made.query)["model"] == ("en-US_NarrowbandModel",)
