"""Secrets that stand where none belongs, in an address or in the name of a file: they are not written there either."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from .findings import Finding
from .requests import Wanted
from .secret_names import Literals
from .words import is_innocent

HIDDEN = "HIDDEN"
_LONG_ENOUGH = 10
"""How many characters a secret has that is looked for everywhere; a shorter one may be any word."""
_SHORT = 6
"""How many one has that looks like no word."""


def sought(secrets: Iterable[str]) -> Literals:
    """The secrets that are looked for everywhere."""
    return Literals(one for one in secrets if len(one) >= _LONG_ENOUGH or (len(one) >= _SHORT and not is_innocent(one)))


def scrubbed(wanted: Wanted, known: Literals) -> Wanted:
    """A request whose values hold none of the secrets."""
    instance = wanted.instance
    if instance:
        address = {name: _clean(getattr(instance, name), known) for name in ("instance_id", "url", "ca_file")}
        instance = replace(instance, **address)
    clean = replace(
        wanted,
        instance=instance,
        data={key: _clean(value, known, keys=key == "extra") for key, value in wanted.data.items()},
        ids=_clean(wanted.ids, known),
        model=_clean(wanted.model, known),
    )
    if (clean.instance, clean.data, clean.ids, clean.model) == (
        wanted.instance,
        wanted.data,
        wanted.ids,
        wanted.model,
    ):
        return clean
    message, help_ = "a credential stands where none belongs", f"`{HIDDEN}` is written instead"
    finding = Finding("credential", wanted.call.place, message, help_, frozenset(("hidden",)))
    return replace(clean, findings=(*clean.findings, finding))


def clean_finding(finding: Finding, known: Literals) -> Finding:
    """A finding whose words hold none of the secrets."""
    return replace(finding, message=_clean(finding.message, known), help=_clean(finding.help, known))


def _clean(value: Any, secrets: Literals, keys: bool = False) -> Any:
    """A value without secrets; of mappings the keys too, where they are none of the language's own."""
    if isinstance(value, str):
        return secrets.hidden(value, HIDDEN)
    if isinstance(value, Mapping):
        return {_clean(key, secrets) if keys else key: _clean(item, secrets, keys) for key, item in value.items()}
    if isinstance(value, (tuple, list)):
        return type(value)(_clean(item, secrets, keys) for item in value)
    return value
