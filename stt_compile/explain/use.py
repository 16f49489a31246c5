"""One use of a request, explained: what is sent, where each value was written, what is left out and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from ..catalog.parameters import PARAMETERS
from ..catalog.platforms import AUTH_KINDS
from ..catalog.rows import Place
from ..compile import Compilation
from ..profile import ApiKey, Authorize, Environment, Token, Use
from ..request import base_of, resolve
from ..source import Span
from ..text import Env, text
from ..tree import KeyPath
from ..wire import FileBody, FormBody, Plan, StdinBody, as_json, place
from .masking import plain, shown
from .origins import Origin, Origins
from .reasons import of_base_model, of_day, unclear

_UNKNOWN = "\N{HORIZONTAL ELLIPSIS}"
_CONTENT_TYPE_KEYS = ("content_type", "rate", "channels", "endianness", "codecs")
_CARRIAGES = {
    "basic": "Authorization header, Basic",
    "bearer": "Authorization header, Bearer",
    "query": "Authorization header of the handshake, Bearer; where none can be sent, access_token in the query",
    "exchange": "exchanged for a token",
}


class Explained:
    """One use, explained."""

    def __init__(self, compilation: Compilation, use: Use, origins: Origins) -> None:
        self.use = use
        self.environment: Environment = use.environment
        self.origins = origins
        self.hidden: frozenset[Span] = compilation.hidden
        self.base = base_of(use)
        self.plan = _plan(use)

    def data(self) -> dict[str, Any]:
        """Everything but its findings."""
        return {
            "environment": self.environment.name,
            "platform": self.environment.platform,
            "interface": self.use.interface,
            "carrier": self.use.carrier,
            "day": self.day(),
            "base_model": self.base_model(),
            "address": self.address(),
            "authentication": list(self.authentication()),
            "sent": [*self.sent(), *self.extra(), *self.audio()],
            "registration": list(self.registration()),
            "polling": list(self.polling()),
            "left_out": list(self.left_out()),
        }

    def value(self, name: str, value: Any, *keys: str) -> Any:
        """A value of the request as it may be shown."""
        return self.masked(name, value, *(self.use.at(*key.split(".")) for key in keys))

    def masked(self, name: str, value: Any, *paths: KeyPath) -> Any:
        """A value as it may be shown, by the paths where it was written."""
        nodes = [node for path in paths if (node := self.use.tree.get(*path)) is not None]
        return shown(name, value, nodes, self.hidden)

    # --- whose, and when ---------------------------------------------------------------------------------------------

    def day(self) -> dict[str, Any]:
        """The day that it is judged by."""
        environment, path = self.environment, self.use.in_environment("service_date")
        return {"day": environment.day, "why": of_day(environment), "origins": self.origins.of(self.use, path)}

    def base_model(self) -> dict[str, Any]:
        """The base model, who names it, and why it is written or not."""
        base = self.base
        named = base.path != self.use.at()
        return {
            "name": None if unclear(self.use) else base.name,
            "written": base.written,
            "why": of_base_model(self.use, base),
            "named_by": ".".join(map(str, base.path)) if named else None,
            "origins": self.origins.of(self.use, base.path) if named else [],
        }

    def address(self) -> dict[str, Any]:
        """Where the request goes."""
        paths = [self.use.in_environment(key) for key in ("url", "location", "instance_id")]
        return {
            "method": self.plan.method,
            "url": self.masked("url", self.plan.url, *paths) if self.environment.url else None,
            "origins": self.origins.of(self.use, *paths),
        }

    def authentication(self) -> Iterator[dict[str, Any]]:
        """The credentials by name, how they travel, and whom the client trusts."""
        auth = self.environment.auth
        match auth:
            case ApiKey(secret):
                yield self._credential("apikey", secret, self._carriage("apikey"))
            case Token(secret):
                yield self._credential("token", secret, self._carriage("token"))
            case Authorize(url, username, kind, secret):
                how = self._carriage("authorize_url")
                yield self._credential("authorize_url", url, "gives the token, which travels as Bearer")
                yield self._credential("username", username, how)
                yield self._credential(kind, secret, how)
        tls = self.environment.tls
        if tls:
            key, value = ("ca_file", tls.ca_file) if tls.ca_file else ("verify", False)
            how = "the authority that the client trusts" if tls.ca_file else "any certificate is taken"
            path = self.use.in_environment("tls", key)
            yield {
                "name": key,
                "value": self.masked(key, value, path),
                "how": how,
                "origins": self.origins.of(self.use, path),
            }

    def _credential(self, key: str, value: Any, how: str) -> dict[str, Any]:
        path = self.use.in_environment("auth", key)
        secret = {"env": value.name} if isinstance(value, Env) else None
        return {
            "name": key,
            "value": [secret] if secret else self.masked(key, value, path),
            "how": how,
            "origins": self.origins.of(self.use, path),
        }

    def _carriage(self, kind: str) -> str:
        how = AUTH_KINDS[kind].carried_on[self.use.interface]
        user = AUTH_KINDS[kind].user
        if how == "exchange" and self.plan.token_url:
            return f"exchanged for a token at {self.plan.token_url}"
        return f"{_CARRIAGES[how]}, as user `{user}`" if how == "basic" and user else _CARRIAGES[how]

    # --- what is sent ------------------------------------------------------------------------------------------------

    def sent(self) -> Iterator[dict[str, Any]]:
        """The service's parameters, in their order on the wire."""
        for name, value in resolve(self.use).parameters.items():
            row = PARAMETERS[name]
            where = row.placement[self.use.carrier]
            wire_name = row.wire_names.get(self.use.carrier, name)
            on_wire = self._on_wire(where, wire_name)
            paths, why = self._written(name)
            as_sent = as_json(value) if on_wire is None else on_wire
            if on_wire is None:
                where, why = "none", f"{self.use.carrier} has no place for it"
            elif where == "start_message" and self.use.extra and wire_name in self.use.extra.start:
                as_sent, where, why = as_json(value), "none", "`extra` sends another value in its place"
            yield {
                "name": name,
                "sent_as": wire_name,
                "value": self.masked(name, as_sent, *paths),
                "place": where,
                "why": why,
                "origins": self.origins.of(self.use, *paths),
            }
        detected = self._on_wire("header", "Content-Type")
        if detected and not self.use.audio.content_type:
            why = "no content_type: the service detects the format; without the header curl would name a wrong one"
            yield _item("Content-Type", plain("Content-Type", detected), "header", why)
        if self.plan.start is not None:
            yield _item("action", self.plan.start["action"], "start_message", "begins the session")

    def _on_wire(self, where: Place, name: str) -> Any:
        """What stands on the wire under a name; None where nothing does. What `extra` sends besides is not meant."""
        if where == "query":
            return dict(reversed(self.plan.query)).get(name)
        if where == "header":
            return dict(reversed(self.plan.headers)).get(name)
        if where == "start_message":
            return (self.plan.start or {}).get(name)
        if where == "metadata" and isinstance(self.plan.body, FormBody):
            return self.plan.body.metadata.get(name)
        return None

    def _written(self, name: str) -> tuple[list[KeyPath], str]:
        """The paths that say a parameter, its value first; and what follows from what."""
        use = self.use
        for key, model in use.custom_models:
            if name == f"{key.removesuffix('_model')}_customization_id":
                path = use.in_environment(f"{key}s", model.name, "customization_id")
                return [path, use.at(key)], f"the custom model `{model.name}`"
        if name == "model":
            return [self.base.path], self._follows()
        if name in ("X-Watson-Learning-Opt-Out", "X-Watson-Metadata"):
            key = PARAMETERS[name].key or ""
            return [use.at(key) if use.has(key) else use.in_environment(key)], ""
        if name in ("Content-Type", "part_content_type"):
            return [use.at("audio", key) for key in _CONTENT_TYPE_KEYS if use.has("audio", key)], ""
        return [use.at(*(PARAMETERS[name].key or f"parameters.{name}").split("."))], ""

    def _follows(self) -> str:
        path = self.base.path
        if path == self.use.at("model"):
            return ""
        if path == self.use.in_environment("default_model"):
            return "the default_model of the environment"
        return f"follows from the custom model `{path[3]}`"

    def extra(self) -> Iterator[dict[str, Any]]:
        """What `extra` sends verbatim."""
        extra = self.use.extra
        if extra is None:
            return
        sections: tuple[tuple[str, Place, Mapping[str, Any]], ...] = (
            ("query", "query", extra.query),
            ("headers", "header", extra.headers),
            ("start", "start_message", extra.start),
        )
        reason = self.value("reason", extra.reason, "extra.reason")
        for section, where, values in sections:
            fits = self.use.interface == "websocket" if section == "start" else True
            fits = self.use.interface != "websocket" if section == "headers" else fits
            for name, value in values.items():
                path = self.use.at("extra", section, name)
                why = f"verbatim: {reason}" if fits else f"{self.use.interface} has no {section}"
                item = _item(name, self.masked(name, value, path), where if fits else "none", why)
                yield {**item, "origins": self.origins.of(self.use, path)}

    def audio(self) -> Iterator[dict[str, Any]]:
        """The audio itself."""
        plan, use = self.plan, self.use
        where: Place = "binary_message" if use.interface == "websocket" else "body"
        match plan.body or plan.audio:
            case FileBody(file):
                yield self._audio("audio", file, where, "", use.at("audio", "file"))
            case StdinBody():
                yield self._audio("audio", "-", where, "standard input", use.at("audio", "file"))
            case FormBody(files=files):
                listed = use.has("audio", "files")
                for index, file in enumerate(files):
                    path = use.at("audio", "files", index) if listed else use.at("audio", "file")
                    yield self._audio("upload", file, "form_part", "", path)
            case None if use.interface == "websocket":
                yield self._audio("audio", None, where, "the caller streams it", use.at("audio", "file"))

    def _audio(self, name: str, value: Any, where: Place, why: str, path: KeyPath) -> dict[str, Any]:
        item = _item(name, self.masked(name, value, path), where, why)
        return {**item, "origins": self.origins.of(self.use, path)}

    def registration(self) -> Iterator[dict[str, Any]]:
        """What must be registered before a job may call back."""
        made = self.plan.registration
        if made is None:
            return
        path = self.use.at("job", "callback_url")
        yield {
            "name": "callback_url",
            "value": self.masked("callback_url", made.callback_url, path),
            "origins": self.origins.of(self.use, path),
        }
        if made.user_secret:
            path = self.use.at("job", "user_secret")
            secret = [{"env": made.user_secret.name}]
            yield {"name": "user_secret", "value": secret, "origins": self.origins.of(self.use, path)}

    def polling(self) -> Iterator[dict[str, Any]]:
        """How the result of a job is had that has no callback."""
        made = self.plan.poll
        if made is None:
            return
        for name, value in (("wait_minutes", made.wait_minutes), ("delete", made.delete)):
            path = self.use.at("job", name)
            why = "" if self.use.has("job", name) else "the default"
            yield {"name": name, "value": value, "why": why, "origins": self.origins.of(self.use, path)}

    def left_out(self) -> Iterator[dict[str, Any]]:
        """What was written and is not sent: defaults that the interface does not carry."""
        for left in self.use.left_out:
            node, where = self.origins.of_default(left.path)
            name = str(left.path[-1])
            value = shown(name, node.plain(), [node], self.hidden) if node else None
            yield {"key": ".".join(map(str, left.path)), "value": value, "why": left.reason, "origins": where}


def _item(name: str, value: Any, where: Place, why: str) -> dict[str, Any]:
    origins: list[Origin] = []
    return {"name": name, "sent_as": name, "value": value, "place": where, "why": why, "origins": origins}


def _plan(use: Use) -> Plan:
    """The plan of a use; what is missing in a broken one is made up, and never shown."""
    environment = use.environment
    whole = replace(
        environment,
        url=environment.url or text(_UNKNOWN),
        auth=environment.auth or Token(Env("UNKNOWN")),
        platform=environment.platform or "ibm-cloud",
    )
    return place(resolve(replace(use, environment=whole)))
