"""What calls ask for, as requests of a profile: by the catalogue's parameters, their names and places on the wire."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from ..catalog.audio import CONTENT_TYPE_PARAMETERS, CONTENT_TYPES
from ..catalog.models import MODELS
from ..catalog.parameters import PARAMETERS
from ..catalog.rows import Carrier, InterfaceId, Parameter, Place
from ..profile import carried
from ..schema import CARRIER_NAMES, PLACE_NAMES
from ..text import Text
from ..tree import KeyPath, spelling
from . import findings as found_in
from .calls import Call, Form, Upload
from .findings import Finding
from .instances import Instance, Reading, instance_of, without_secrets
from .masking import masked, names_secret
from .objects import Unknown, as_number, read_json, read_object
from .pieces import MARK, is_plain, placeholder, plain, shown, valued
from .secret_names import Names, is_secret
from .values import kind_of, meant, taken
from .words import STARS, is_innocent

_TEXTS = ("job.callback_url", "job.user_token")
_IDS = {"acoustic_customization_id": "acoustic_model", "language_customization_id": "language_model"}
_KINDS: Mapping[Place, str] = {"query": "query", "header": "headers", "start_message": "start"}
_WHERE = "credentials belong under the environment's `auth`"
_OF_THE_CLIENT = frozenset(
    ("connection", "content-length", "expect", "host", "keep-alive", "proxy-connection", "te", "trailer", "upgrade")
)
"""Headers about the connection and its messages, not about what is asked for: a wrong one lets a request hang."""
_LONGEST_NAME = 500
"""How many characters a name under `extra` may have: YAML reads no key of more than 1024, quotes and all."""
_CUSTOMER = re.compile(r"customer_id=([^;]+)")


@dataclass(frozen=True)
class Wanted:
    """A request, in one environment on one interface."""

    call: Call
    instance: Instance | None
    """None for a start message without an address."""
    interface: InterfaceId
    data: Mapping[str, Any]
    """The keys of a request, as a profile has them; custom models by their ids."""
    ids: Mapping[str, tuple[Text, ...]]
    """The ids of custom models, by `acoustic_model` and `language_model`."""
    model: str | None
    comments: tuple[str, ...]
    findings: tuple[Finding, ...]
    environment: str = ""
    """The name of its environment, once it has one."""


@dataclass
class _Draft(Reading):
    carrier: Carrier = "sync-http"
    data: dict[str, Any] = field(default_factory=dict)
    ids: dict[str, list[Text]] = field(default_factory=dict)
    model: str | None = None
    names: Names = field(kw_only=True)

    def has(self, path: KeyPath) -> bool:
        node: Any = self.data
        for key in path:
            node = node.get(key) if isinstance(node, dict) else None
        return node is not None

    def put(self, path: KeyPath, value: Any) -> None:
        node = self.data
        for key in path[:-1]:
            node = node.setdefault(str(key), {})
        node[str(path[-1])] = value

    def becomes(self, row: Parameter) -> None:
        """What is read now is sent as a parameter, at that one's place."""
        where = row.placement[self.carrier]
        self.about |= {f"{where}={row.wire_names.get(self.carrier, row.name).lower()}"}

    def leave(self, kind: found_in.Kind, name: str, value: Any, message: str, help_: str) -> None:
        """Leaves something out of the request, with a finding, and a comment."""
        self.say(kind, message, help_)
        self.comments.append(f"{shown(name)}: {STARS if is_secret(name) else _shown(value)}")


def wanted(call: Call, names: Names) -> Wanted:
    """The request that a call makes."""
    draft = _Draft(call, list(call.findings), [], names=names)
    draft.carrier = _carrier(call)
    instance = instance_of(draft, names) if call.address else None
    for index, pair in enumerate(call.query):
        if pair.name or pair.value:
            draft.about = frozenset((f"query {index}",))
            _take(draft, "query", _unescaped(draft, pair.name), pair.value)
    for index, pair in enumerate(call.headers):
        draft.about = frozenset((f"header {index}",))
        _take(draft, "header", pair.name, pair.value)
    for index, (name, value) in enumerate(call.start.items()):
        draft.about = frozenset((f"start_message {index}",))
        if name != "action":
            _take(draft, "start_message", name, value)
    _body(draft)
    interface: InterfaceId = "sync-http" if draft.carrier == "sync-http-multipart" else draft.carrier
    return Wanted(
        call,
        instance,
        interface,
        draft.data,
        {key: tuple(dict.fromkeys(ids)) for key, ids in draft.ids.items()},
        draft.model,
        tuple(draft.comments),
        tuple(draft.findings),
    )


def _carrier(call: Call) -> Carrier:
    if call.websocket:
        return "websocket"
    if call.address.rstrip("/").endswith("/recognitions"):
        return "async-http"
    return "sync-http-multipart" if isinstance(call.body, Form) else "sync-http"


def _unescaped(draft: _Draft, name: str) -> str:
    """A name of a query out of a page of HTML, where `&` is written `&amp;`."""
    if not name.startswith("amp;"):
        return name
    bare = name.removeprefix("amp;")
    draft.about |= {f"query={bare.lower()}"}
    draft.say("corrected", "an `&` is written as in HTML", "it is read as a plain one")
    return bare


def _shown(value: Any) -> str:
    if isinstance(value, str):
        return shown(value)
    if isinstance(value, Unknown):
        return value.written
    from ..jsontext import compact

    return compact(_plain(value))


def _plain(value: Any) -> Any:
    if isinstance(value, Unknown):
        return value.written
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, list) else value


# --- parameters ------------------------------------------------------------------------------------------------------


def _take(draft: _Draft, kind: Place, name: str, value: Any) -> None:
    """One thing that is sent: into its key of the request, or else where it can be seen that it is none."""
    row = _row(draft.carrier, kind, name)
    if row is None:
        other = meant(name, _known(draft.carrier, kind))
        row = _row(draft.carrier, kind, other) if other else None
        if row is None or other is None:
            _unknown(draft, kind, name, value)
            return
        draft.becomes(row)
        draft.say("corrected", f"`{safe(name)}` is no parameter", f"`{other}` is certainly meant, and written")
    draft.becomes(row)
    if row.key != "job.callback_url" and any(names_secret(shown(text)) for text in _literals(value)):
        draft.names.hide(*filter(is_plain, _literals(value)))
        draft.leave("left out", row.name, value, f"the value of `{row.name}` holds what may be a credential", _WHERE)
    elif row.name == "X-Watson-Learning-Opt-Out" or row.replaced_by == "X-Watson-Learning-Opt-Out":
        _opt_out(draft, row, value)
    elif row.name == "X-Watson-Metadata":
        _customer(draft, kind, name, value)
    elif row.key is None:
        _keyless(draft, kind, row, name, value)
    else:
        _place(draft, kind, row, name, value)


def safe(name: str) -> str:
    """A name as a finding may show it."""
    return name if re.fullmatch(r"[\w.-]{1,60}", name) and is_innocent(name) and not is_secret(name) else "..."


def _row(carrier: Carrier, kind: Place, name: str) -> Parameter | None:
    """The parameter of a name on a carrier; names of headers in any case."""
    for row in PARAMETERS.values():
        wire = row.wire_names.get(carrier, row.name)
        if name in (wire, row.name) or (kind == "header" and name.casefold() in (wire.casefold(), row.name.casefold())):
            return row
    return None


@cache
def _known(carrier: Carrier, kind: Place) -> tuple[str, ...]:
    """The names that a misspelt one may mean, where a carrier takes them."""
    if kind == "header":
        return tuple(row.name for row in PARAMETERS.values() if row.placement[carrier] == "header" and row.key)
    return tuple(
        row.wire_names.get(carrier, row.name)
        for row in PARAMETERS.values()
        if row.key and row.emit and row.placement[carrier] not in ("none", "header", "undocumented")
    )


def _unknown(draft: _Draft, kind: Place, name: str, value: Any) -> None:
    if MARK in name:
        message, help_ = (
            "a part of the query is put together where it is not read",
            "say in the profile what it asks for",
        )
        draft.leave("left out", name, value, message, help_)
    elif kind == "header" and name.lower() in _OF_THE_CLIENT:
        message = f"`{safe(name)}` is a header that each client sets itself"
        draft.leave("left out", name, value, message, "the client that sends the request says what is right there")
    elif is_secret(name) or any(map(names_secret, _literals(value))):
        draft.names.hide(*_literals(value))
        message = "what is called like a credential, or holds one, is nothing that a request carries there"
        draft.leave("left out", name, value, message, _WHERE)
    elif not is_innocent(shown(name)) or _may_be_secret(value):
        message = "what is no parameter that is known, and looks as if it might be a credential, is not taken over"
        draft.leave("left out", name, value, message, "give it under `extra`, if it is none")
    elif not _extra(draft, kind, name, value):
        help_ = "`stt-compile parameters` lists what there is"
        draft.leave("left out", name, value, f"`{safe(name)}` is no parameter that is known", help_)
    else:
        help_ = "it stands under `extra`, and is sent as it is"
        draft.say("kept", f"`{safe(name)}` is no parameter that is known", help_)


def _extra(draft: _Draft, kind: Place, name: str, value: Any) -> bool:
    """Whether something can be sent as it stands, and then that is written."""
    where = _KINDS.get(kind)
    fitting = draft.carrier == "websocket" or kind != "start_message"
    if where is None or not fitting or (kind == "header" and draft.carrier == "websocket") or not _is_literal(value):
        return False
    if (
        not 0 < len(name) <= _LONGEST_NAME
        or not name.isprintable()
        or MARK in name
        or (isinstance(value, (dict, list)) and kind != "start_message")
    ):
        return False
    draft.data.setdefault("extra", {}).setdefault("reason", "imported; not in the catalogue")
    draft.put(("extra", where, name), value)
    return True


def _may_be_secret(value: Any) -> bool:
    """Whether something in a value is called like a credential, or may be one for what it looks like."""
    if isinstance(value, dict):
        return any(
            is_secret(str(key)) or not is_innocent(str(key)) or _may_be_secret(item) for key, item in value.items()
        )
    if isinstance(value, list):
        return any(map(_may_be_secret, value))
    return isinstance(value, str) and is_plain(value) and masked(value) != value


def _literals(value: Any) -> Iterator[str]:
    """The texts in a value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (dict, list)):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _literals(item)


def _is_literal(value: Any) -> bool:
    if isinstance(value, Unknown):
        return False
    if isinstance(value, str):
        return bool(value) and is_plain(value)
    if isinstance(value, dict):
        return all(isinstance(key, str) and _is_literal(item) for key, item in value.items())
    return all(_is_literal(item) for item in value) if isinstance(value, list) else True


def _keyless(draft: _Draft, kind: Place, row: Parameter, name: str, value: Any) -> None:
    if row.instead == "`extra.headers`" and not _may_be_secret(value) and _extra(draft, kind, row.name, value):
        draft.say("kept", f"`{row.name}` is none of the request's own parameters", "it stands under `extra`")
        return
    draft.leave("left out", name, value, f"`{row.name}` is not taken over", f"a profile has {row.instead}")


def _opt_out(draft: _Draft, row: Parameter, value: Any) -> None:
    said = str(value).strip().lower()
    if said not in ("true", "1", "false", "0"):
        draft.leave("left out", row.name, value, f"`{row.name}` has a value that is not known", "it is true or false")
    elif said in ("false", "0"):
        draft.say("respelt", f"`{row.name}` says what holds without it", "it is left out")
    else:
        if row.replaced_by:
            draft.say("modernised", f"`{row.name}` is a name of the past", f"it is `{row.replaced_by}` now")
        elif said != "true" or (value != "true" and value is not True):
            draft.say("corrected", f"the value of `{row.name}` is `true`", "it is written so")
        draft.put(("learning_opt_out",), True)


def _customer(draft: _Draft, kind: Place, name: str, value: Any) -> None:
    found = _CUSTOMER.fullmatch(value.strip()) if isinstance(value, str) else None
    if found:
        draft.put(("customer_id",), plain(_texted(draft, found[1])))
    elif not _may_be_secret(value) and _extra(draft, kind, name, value):
        draft.say("kept", f"`{safe(name)}` says something else than a customer id", "it stands under `extra`")
    else:
        draft.leave("left out", name, value, f"`{safe(name)}` says something else than a customer id", "see to it")


def _texted(draft: _Draft, value: str, name: str = "") -> Text:
    made = valued(value, name)
    for variable, written in dict(made.named).items():
        what = f"`{written}` is a placeholder" if placeholder(written) else "only a run would tell what stands here"
        draft.say("placeholder", what, f"set {variable}")
    return made.text


def _place(draft: _Draft, kind: Place, row: Parameter, name: str, value: Any) -> None:
    """A parameter that a profile can say."""
    if not _right_place(draft, kind, row, name, value):
        return
    if row.replaced_by:
        row = _modernised(draft, row)
    if row.name in _IDS:
        _custom_model(draft, row, value)
        return
    if row.name == "continuous":
        _continuous(draft, name, value)
        return
    path = tuple(str(row.key).split("."))
    if row.key in _TEXTS and isinstance(value, str) and value:
        if row.key == "job.callback_url":
            value = without_secrets(draft, value, draft.names)
        draft.put(path, plain(_texted(draft, value)))
        return
    if isinstance(value, Unknown) or (isinstance(value, str) and not is_plain(value)):
        help_ = "no profile has a variable there: write the value"
        draft.leave("left out", name, value, f"the value of `{row.name}` is not written out", help_)
        return
    if row.key == "audio.content_type":
        _content_type(draft, value)
        return
    _value(draft, row, path, name, value, json=kind in ("start_message", "metadata"))


def _value(draft: _Draft, row: Parameter, path: KeyPath, name: str, value: Any, json: bool) -> None:
    if isinstance(value, str) and row.name in ("model", "base_model_version"):
        value = value.strip()
    made = taken(row, value)
    if made is None:
        message = f"the value of `{row.name}` is none that the service takes"
        draft.leave("left out", name, value, message, f"see `stt-compile explain {row.name}`")
        return
    if made.modernised:
        draft.say("modernised", f"`{row.name}`: {made.modernised}", "it is written so")
    if made.corrected:
        draft.say("corrected", f"`{row.name}`: {made.corrected}", "it is written so")
    if json and kind_of(value) != kind_of(made.value):
        message = f"the value of `{row.name}` is a {kind_of(value)} in this JSON, where the service has a"
        draft.say("corrected", f"{message} {kind_of(made.value)}", "it is written so")
    if row.name == "model":
        _model(draft, str(made.value))
    elif draft.has(path):
        draft.leave("left out", name, value, f"`{row.name}` is given twice", "the first one is taken over")
    else:
        draft.put(path, made.value)


def _right_place(draft: _Draft, kind: Place, row: Parameter, name: str, value: Any) -> bool:
    """Whether a parameter goes under its key; one that its interface does not document goes under `extra`."""
    where = row.placement[draft.carrier]
    if where == kind and row.emit:
        return True
    carrier = CARRIER_NAMES[draft.carrier]
    if carried(row, draft.carrier):
        if kind in PLACE_NAMES and where in PLACE_NAMES:
            message = f"`{row.name}` stands in the {PLACE_NAMES[kind]}, where {carrier} does not take it"
            draft.say("corrected", message, f"it goes into the {PLACE_NAMES[where]}")
        return True
    if where == "undocumented" or not row.emit:
        if _extra(draft, kind, name, value):
            draft.say("kept", f"no source puts `{row.name}` there ({carrier})", "it stands under `extra`")
            return False
        draft.leave("left out", name, value, f"no source puts `{row.name}` there ({carrier})", "see whether it matters")
        return False
    return True  # it is written where it does not belong, and what `check` says of it is told


def _modernised(draft: _Draft, row: Parameter) -> Parameter:
    new = PARAMETERS[str(row.replaced_by)]
    draft.becomes(new)
    draft.say("modernised", f"`{row.name}` is a name of the past", f"it is `{new.name}` now")
    return new


def _custom_model(draft: _Draft, row: Parameter, value: Any) -> None:
    written = value.written if isinstance(value, Unknown) else value
    if not isinstance(written, str) or not written.strip():
        draft.leave("left out", row.name, value, f"`{row.name}` is empty", "write the id")
        return
    if isinstance(value, Unknown) and not placeholder(written):
        written = f"{MARK}!{written}{MARK}"
    made = _texted(draft, written.strip(), f"STT_{row.name.upper()}")
    draft.ids.setdefault(_IDS[row.name], []).append(made)


def _continuous(draft: _Draft, name: str, value: Any) -> None:
    if str(value).lower() == "true":
        help_ = "it is left out: the service does so anyway"
        draft.say("modernised", "`continuous` is gone since its value `true` is what always happens", help_)
        return
    help_ = "nothing asks for that today"
    draft.leave("left out", name, value, "`continuous` is gone, and the service does as if it were true", help_)


def _model(draft: _Draft, value: str) -> None:
    same = [known for known in MODELS if known.casefold() == value.casefold()]
    if value not in MODELS and same:
        draft.say("corrected", f"the base model is spelt `{same[0]}`", "it is written so")
        value = same[0]
    if draft.model is not None and draft.model != value:
        draft.leave("left out", "model", value, "`model` is given twice", "the first one is taken over")
        return
    draft.model = value


def _content_type(draft: _Draft, value: Any) -> None:
    name, *rest = [piece.strip() for piece in str(value).split(";")]
    if not name:
        draft.leave("left out", "Content-Type", value, "the content type is empty", "the service detects it")
        return
    if name not in CONTENT_TYPES and name.lower() in CONTENT_TYPES:
        draft.say("respelt", f"the content type is spelt `{name.lower()}`", "it is written so")
        name = name.lower()
    found: dict[str, Any] = {}
    for piece in filter(None, rest):
        key, _, written = piece.partition("=")
        key = key.strip()
        known = key if key in CONTENT_TYPE_PARAMETERS else meant(key, tuple(CONTENT_TYPE_PARAMETERS))
        made = _type_parameter(known, written.strip().strip('"')) if known else None
        if known is None or made is None or known in found:
            found.clear()
            name = str(value)
            draft.say("kept", "the content type has a parameter that is not known", "it is written as it stands")
            break
        if known != key:
            draft.say("corrected", f"a content type has no `{safe(key)}`", f"`{known}` is certainly meant, and written")
        found[known] = made
    _say_of_spelling(draft, value, name, found)
    draft.put(("audio", "content_type"), name)
    for key in CONTENT_TYPE_PARAMETERS:
        if key in found:
            draft.put(("audio", key), found[key])


def _type_parameter(name: str, written: str) -> Any:
    row = CONTENT_TYPE_PARAMETERS[name]
    values = getattr(row.type, "values", ())
    if values:
        return written if written in values else None
    number = as_number(written)
    maximum = getattr(row.type, "maximum", None)
    minimum = getattr(row.type, "minimum", None)
    if isinstance(number, (str, float)) or not isinstance(number, int):
        return None
    return number if (minimum is None or number >= minimum) and (maximum is None or number <= maximum) else None


def _say_of_spelling(draft: _Draft, value: Any, name: str, found: Mapping[str, Any]) -> None:
    ordered = [key for key in CONTENT_TYPE_PARAMETERS if key in found]
    spelt = ";".join([name, *(f"{key}={_written(found[key])}" for key in ordered)])
    changed = re.sub(r"\s", "", str(value).lower()).replace('"', "")
    if spelt != value and sorted(spelt.lower().split(";")) == sorted(filter(None, changed.split(";"))):
        message = "the content type has blanks, quotes, a semicolon too many, or another order"
        draft.say("respelt", message, "it is written without")


def _written(value: Any) -> str:
    return spelling(value) if isinstance(value, (int, float)) else str(value)


# --- the body --------------------------------------------------------------------------------------------------------


def _body(draft: _Draft) -> None:
    body = draft.call.body
    draft.about = frozenset(("body",))
    if isinstance(body, Upload):
        _upload(draft, body)
    elif isinstance(body, Form):
        draft.about = frozenset(("metadata", "part=metadata"))
        for index, (name, value) in enumerate(_metadata(draft, body.metadata)):
            draft.about = frozenset((f"metadata {index}",))
            _take(draft, "metadata", name, value)
        draft.put(("audio", "multipart"), True)
        sent = (f"part {index}" for index, part in enumerate(body.parts) if part.file is not None)
        draft.about = frozenset(("part=upload", *sent))
        files = [plain(_texted(draft, file)) for file in body.files if file]
        draft.put(
            ("audio", "file") if len(files) == 1 else ("audio", "files"), files[0] if len(files) == 1 else tuple(files)
        )
    elif not draft.call.websocket:
        draft.about = frozenset(("body", "method"))
        if draft.call.method == "GET":
            draft.say("corrected", "this is sent as GET, and nothing is recognised", "it is sent as POST, with audio")
        draft.say("assumed", "no audio is named here", "the profile takes it from standard input")
        draft.put(("audio", "file"), "-")


def _upload(draft: _Draft, body: Upload) -> None:
    draft.put(("audio", "file"), plain(_texted(draft, body.file)))


def _metadata(draft: _Draft, written: str | None) -> Iterator[tuple[str, Any]]:
    if written is None:
        draft.say("assumed", "the form has no metadata", "the profile writes them")
        return
    data = read_metadata(written)
    if data is None:
        message = "the metadata are no JSON"
        draft.leave("left out", "metadata", written, message, "say what they mean in the profile")
        return
    if read_json(written) is None:
        draft.say("corrected", "the metadata are not quite JSON", "they are read as they are meant")
    elif _repeats(written):
        message = "a name stands twice in the metadata"
        draft.say("corrected", message, "the last one is taken over, as most readers of JSON take it")
    yield from data.items()


def read_metadata(written: str) -> Mapping[str, Any] | None:
    """The metadata of a form, as JSON or as they are meant; None where they are neither."""
    data = read_json(written)
    return read_object(written) if data is None else data


def _repeats(written: str) -> bool:
    """Whether an object of a JSON text has a name twice."""
    import json

    found: list[bool] = []
    json.loads(
        written,
        strict=False,
        object_pairs_hook=lambda pairs: found.append(len({name for name, _ in pairs}) < len(pairs)),
    )
    return any(found)
