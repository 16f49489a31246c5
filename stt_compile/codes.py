"""Every code that a finding may have, in one table: those of reading and shape, and those of the rules."""

from __future__ import annotations

import inspect
from dataclasses import dataclass
from functools import lru_cache

from . import audio, ignores, reading, rules, shape, syntax
from .diagnostics import Severity


@dataclass(frozen=True, kw_only=True)
class Code:
    """What a code means. A published code keeps its meaning."""

    code: str
    severity: Severity
    title: str
    reason: str
    """Why it is wrong, in a sentence or a few."""
    effect: str = ""
    """What the service does, in its own words where they are known."""
    sources: tuple[str, ...] = ()
    wrong: str = ""
    """A piece of a profile that has it."""
    right: str = ""
    """The same, mended."""

    @property
    def ignorable(self) -> bool:
        """Whether a comment or a setting can silence it."""
        return ignores.may_silence(self.code)


@lru_cache(maxsize=1)
def table() -> dict[str, Code]:
    """All codes, in their order."""
    errors = {**syntax.CODES, **reading.CODES, **shape.CODES}
    plain = {code: (Severity.ERROR, *described) for code, described in errors.items()}
    found = [
        Code(code=code, severity=severity, title=title, reason=reason)
        for code, (severity, title, reason) in {**plain, **audio.CODES, **ignores.CODES}.items()
    ]
    found += [_of_rule(rule) for rule in rules.load()]
    return {code.code: code for code in sorted(found, key=lambda code: code.code)}


def _of_rule(rule: rules.Rule) -> Code:
    reason, wrong, right = parts(inspect.getdoc(rules.module_of(rule)) or "")
    return Code(
        code=rule.code,
        severity=rule.severity,
        title=rule.title,
        reason=reason,
        effect=rule.effect,
        sources=rule.sources,
        wrong=wrong,
        right=right,
    )


def parts(docstring: str) -> tuple[str, str, str]:
    """The text of a rule's docstring, and its wrong and right examples."""
    text, _, examples = docstring.partition("\nProblem::\n")
    wrong, _, right = examples.partition("\nInstead::\n")
    return " ".join(text.split()), inspect.cleandoc(wrong), inspect.cleandoc(right)
