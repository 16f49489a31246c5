"""Secrets that stand where none belongs, in an address or in the name of a file: they are not written there either."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from .findings import Finding
from .requests import Wanted

HIDDEN = "HIDDEN"
_LONG_ENOUGH = 10
"""How many characters a secret has that is looked for everywhere; a shorter one may be any word."""


def scrubbed(wanted: Wanted, secrets: Iterable[str]) -> Wanted:
    """A request whose values hold none of the secrets."""
    known = sorted((secret for secret in secrets if len(secret) >= _LONG_ENOUGH), key=len, reverse=True)
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
        findings=tuple(replace(found, message=_clean(found.message, known)) for found in wanted.findings),
    )
    if (clean.instance, clean.data, clean.ids, clean.model) == (
        wanted.instance,
        wanted.data,
        wanted.ids,
        wanted.model,
    ):
        return clean
    message, help_ = "a credential stands where none belongs", f"`{HIDDEN}` is written instead"
    finding = Finding("credential", wanted.call.place, message, help_)
    return replace(clean, findings=(*clean.findings, finding))


def _clean(value: Any, secrets: list[str], keys: bool = False) -> Any:
    """A value without secrets; of mappings the keys too, where they are none of the language's own."""
    if isinstance(value, str):
        for secret in secrets:
            value = value.replace(secret, HIDDEN)
        return value
    if isinstance(value, Mapping):
        return {_clean(key, secrets) if keys else key: _clean(item, secrets, keys) for key, item in value.items()}
    if isinstance(value, (tuple, list)):
        return type(value)(_clean(item, secrets, keys) for item in value)
    return value
