"""Every request of the examples, of the documentation and of this folder, and the artefacts that are made of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from stt_compile import load, targets
from stt_compile.targets.json import data
from stt_compile.wire import Plan

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
EXAMPLES = ROOT / "examples"
ARTEFACTS = EXAMPLES / "artefacts"


@dataclass(frozen=True)
class Case:
    """A request in an environment on an interface."""

    profile: Path
    plan: Plan

    @property
    def name(self) -> str:
        """As `build` names the files: profile, environment, request, interface."""
        plan = self.plan
        profile = self.profile.name.removesuffix(".stt.yaml")
        return f"{profile}/{plan.environment}/{plan.request}.{plan.interface}"

    @property
    def committed(self) -> bool:
        """Whether its artefacts are committed, so that those are what is run."""
        return self.profile.parent == EXAMPLES

    @property
    def data(self) -> dict[str, Any]:
        return data(self.plan)

    def file(self, target: str) -> Path:
        """Where a committed artefact is."""
        return ARTEFACTS / f"{self.name}.{targets.load(target).ending}"

    def artefact(self, target: str) -> str:
        """The artefact; where it is committed, that file, whatever would be rendered now.

        Raises:
            CannotExpress: there is none.
        """
        rendered = targets.render(self.plan, targets.load(target))
        return self.file(target).read_text(encoding="utf-8") if self.committed else rendered

    def refuses(self, target: str) -> bool:
        return bool(targets.reasons_against(self.plan, targets.load(target)))


def _cases() -> Iterator[Case]:
    for folder in (EXAMPLES, ROOT / "tests" / "documented", HERE / "profiles"):
        for profile in sorted(folder.glob("*.stt.yaml")):
            compilation = load(profile)
            assert not compilation.errors, f"{profile.relative_to(ROOT)}: {compilation.diagnostics}"
            assert compilation.uses, f"{profile.relative_to(ROOT)} has no requests"
            yield from (Case(profile, compilation.plan(index)) for index in range(len(compilation.uses)))


CASES = {case.name: case for case in _cases()}


def filled(value: Any, environment: Mapping[str, str]) -> str:
    """A text of a plan's data, with its references filled in."""
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        return environment[value["env"]]
    return "".join(filled(piece, environment) for piece in value)
