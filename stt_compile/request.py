"""What is asked of the service, by its own names and without a thought of the interface."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeAlias, cast

from .catalog.models import DEFAULT_MODEL, DEFAULT_MODEL_CERTAIN_UNTIL, MODELS
from .catalog.parameters import PARAMETERS
from .catalog.rows import BaseModel, String, Strings
from .profile import Use
from .text import Text, text
from .tree import KeyPath, spelling


@dataclass(frozen=True)
class Listed:
    """A list of literal texts."""

    items: tuple[str, ...]


Value: TypeAlias = Text | Listed | bool | int | float
"""A parameter's value: a text, a list of texts, a boolean, or a number with its author's spelling."""


@dataclass(frozen=True)
class Base:
    """The base model of a request, and who says so."""

    name: str | None
    """None where nobody knows."""
    path: KeyPath
    """The key that names it; the request where none does."""
    written: bool
    """Whether `model` is written into the request."""

    @property
    def row(self) -> BaseModel | None:
        """What the catalogue knows of it."""
        return MODELS.get(self.name) if self.name else None


@dataclass(frozen=True)
class Request:
    """What one use asks for."""

    use: Use
    base: Base
    parameters: Mapping[str, Value]
    """By the service's names, in the catalogue's order, which is the order on the wire."""


@lru_cache(maxsize=1024)
def base_of(use: Use) -> Base:
    """The base model: `model`, or what the custom models say, or what is certainly the default.

    The default of IBM Cloud is certain only up to `DEFAULT_MODEL_CERTAIN_UNTIL`; later the sources contradict each
    other, and an installation may have another, so everywhere else the name is written.
    """
    environment = use.environment
    if use.model:
        return Base(use.model, use.at("model"), written=True)
    default = environment.platform == "ibm-cloud" and environment.day <= DEFAULT_MODEL_CERTAIN_UNTIL
    for key, model in use.custom_models:
        if model.base_model:
            path = use.in_environment(key + "s", model.name, "base_model")
            return Base(model.base_model, path, written=not (default and model.base_model == DEFAULT_MODEL))
    if environment.default_model:
        return Base(environment.default_model, use.in_environment("default_model"), written=True)
    return Base(DEFAULT_MODEL if default else None, use.at(), written=False)


def resolve(use: Use) -> Request:
    """All that a use asks for. The use has no errors: rules have seen it."""
    base = base_of(use)
    said = {name: value for name, value in _said(use, base) if value != Listed(())}  # an empty list asks for nothing
    ordered = {name: said[name] for name in PARAMETERS if name in said}
    return Request(use, base, ordered)


def _said(use: Use, base: Base) -> Iterator[tuple[str, Value]]:
    if base.written and base.name:
        yield "model", text(base.name)
    for key, model in use.custom_models:
        if model.customization_id:
            kind = "acoustic" if key == "acoustic_model" else "language"
            yield f"{kind}_customization_id", model.customization_id
    if use.base_model_version:
        yield "base_model_version", text(use.base_model_version)
    if use.audio.content_type:
        name = "part_content_type" if use.audio.multipart else "Content-Type"
        yield name, text(content_type(use))
    if use.audio.transfer_encoding:
        yield "Transfer-Encoding", text(use.audio.transfer_encoding)
    for name, value in use.parameters.items():
        yield name, _typed(name, value)
    yield from _job(use)
    if use.learning_opt_out:
        yield "X-Watson-Learning-Opt-Out", True
    if use.customer_id:
        yield "X-Watson-Metadata", text("customer_id=", *use.customer_id)


def content_type(use: Use) -> str:
    """The content type with its parameters, as the service writes them: no blank behind the semicolon."""
    return ";".join(
        [use.audio.content_type or "", *(f"{name}={value}" for name, value in use.audio.type_parameters.items())]
    )


def _job(use: Use) -> Iterator[tuple[str, Value]]:
    job = use.job
    if job.callback_url:
        yield "callback_url", job.callback_url
    if job.events is not None:
        yield "events", Listed(job.events)
    if job.user_token:
        yield "user_token", job.user_token
    if job.results_ttl is not None:
        yield "results_ttl", job.results_ttl


def _typed(name: str, value: Any) -> Value:
    """A parameter's value; a number where a text is expected is taken as it was written."""
    kind = PARAMETERS[name].type
    if isinstance(kind, String):
        return text(_as_written(value))
    if isinstance(kind, Strings):
        return Listed(tuple(_as_written(item) for item in value))
    return cast(Value, value)  # the shape step has seen that it is a boolean or a number


def _as_written(value: Any) -> str:
    return value if isinstance(value, str) else spelling(value)
