"""Targets: one file each, and the folder is the registry. A target lays a plan out; it decides nothing.

A target says what it cannot express (`cannot`): then the request would differ, and nothing is rendered. What it
expresses otherwise than one may expect it says in `notes`.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, cast

from .. import registry
from ..catalog.rows import InterfaceId
from ..wire import Plan
from . import _refusals


@dataclass(frozen=True, kw_only=True)
class Target:
    """A kind of artefact."""

    name: str
    summary: str
    interfaces: tuple[InterfaceId, ...]
    ending: str
    """The ending of a file that holds one, without the dot."""
    program: bool = False
    """Whether an artefact is a whole program, so that several cannot stand in one text."""
    render: Callable[[Plan], str]
    """The artefact of a plan that the target can express; ends with a line end."""
    cannot: Callable[[Plan], Sequence[str]] = lambda plan: ()
    """What of a plan the target cannot express."""
    notes: Callable[[Plan], Sequence[str]] = lambda plan: ()
    """What the user should know of an artefact."""
    together: Callable[[Sequence[Plan]], str] | None = None
    """Several plans in one text, where that is not just one artefact after the other."""
    shells: Mapping[str, Target] = field(default_factory=dict)
    """The same for other shells than `sh`."""


class CannotExpress(Exception):
    """A target that cannot express a plan without changing the request."""

    def __init__(self, target: str, reasons: Sequence[str], others: Sequence[str]) -> None:
        self.target, self.reasons, self.others = target, tuple(reasons), tuple(others)
        instead = f"; use --target {' or '.join(others)}" if others else ""
        super().__init__(f"{target} cannot express this request: {'; '.join(reasons)}{instead}")


class WrongTemplate(Exception):
    """A template of the house that is wrong, with the place."""


def names() -> list[str]:
    """The targets, sorted; listing them imports none."""
    return registry.called("targets")


def load(name: str, shell: str = "sh") -> Target:
    """A target by name, for a shell where it is made for several.

    Raises:
        KeyError: there is none of this name, or not for this shell.
    """
    if name not in names():
        raise KeyError(name)
    target = cast(Target, importlib.import_module(f"{__name__}.{name.replace('-', '_')}").TARGET)
    return target if shell == "sh" else target.shells[shell]


def default(interface: InterfaceId) -> str:
    """The target of an interface where none is asked for."""
    return "uri" if interface == "websocket" else "curl"


def render(plan: Plan, target: Target) -> str:
    """The artefact of a plan.

    Raises:
        CannotExpress: the request would differ.
    """
    reasons = reasons_against(plan, target)
    if reasons:
        others = [load(name) for name in names() if name != target.name]
        able = [other.name for other in others if not reasons_against(plan, other)]
        raise CannotExpress(target.name, reasons, able)
    return target.render(plan)


def reasons_against(plan: Plan, target: Target) -> Sequence[str]:
    """Why a target cannot express a plan; nothing where it can."""
    if plan.interface not in target.interfaces:
        return (f"it is not made for {plan.interface}",)
    return (*target.cannot(plan), *_refusals.reasons(target.name, plan))


def fill(template: str, **values: Any) -> str:
    """A template with its values, each spelt already in the language of the artefact."""
    return cast(str, _templates().get_template(template).render(**values))


@lru_cache(maxsize=1)
def _templates() -> Any:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(  # the artefacts are no HTML: each value is quoted for its own language before it gets here
        loader=PackageLoader("stt_compile", "targets/templates"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # noqa: S701
    )
