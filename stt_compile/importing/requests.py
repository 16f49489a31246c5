"""What calls ask for, as requests of a profile: by the catalogue's parameters, their names and places on the wire."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
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
from .javascript import Unknown, read_json, read_object
from .masking import masked
from .pieces import MARK, is_plain, placeholder, plain, shown, valued
from .secret_names import Names, is_secret
from .values import meant, taken

_TEXTS = ("job.callback_url", "job.user_token")
_IDS = {"acoustic_customization_id": "acoustic_model", "language_customization_id": "language_model"}
_KINDS: Mapping[Place, str] = {"query": "query", "header": "headers", "start_message": "start"}
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

    def leave(self, kind: found_in.Kind, name: str, value: Any, message: str, help_: str) -> None:
        """Leaves something out of the request, with a finding, and a comment unless it may be a secret."""
        self.say(kind, message, help_)
        if is_secret(name):
            return
        self.comments.append(f"{shown(name)}: {_shown(value)}")


def wanted(call: Call, names: Names) -> Wanted:
    """The request that a call makes."""
    draft = _Draft(call, list(call.findings), [], names=names)
    draft.carrier = _carrier(call)
    instance = instance_of(draft, names) if call.address else None
    for pair in call.query:
        if pair.name or pair.value:
            _take(draft, "query", _unescaped(draft, pair.name), pair.value, pair.raw)
    for pair in call.headers:
        _take(draft, "header", pair.name, pair.value)
    for name, value in call.start.items():
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
    draft.say("corrected", "an `&` is written as in HTML", "it is read as a plain one")
    return name.removeprefix("amp;")


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


def _take(draft: _Draft, kind: Place, name: str, value: Any, raw: str = "") -> None:
    """One thing that is sent: into its key of the request, or else where it can be seen that it is none."""
    row = _row(draft.carrier, kind, name)
    if row is None:
        other = meant(name, _known(draft.carrier, kind))
        row = _row(draft.carrier, kind, other) if other else None
        if row is None or other is None:
            _unknown(draft, kind, name, value)
            return
        draft.say("corrected", f"`{_safe(name)}` is no parameter", f"`{other}` is certainly meant, and written")
    if row.name == "X-Watson-Learning-Opt-Out" or row.replaced_by == "X-Watson-Learning-Opt-Out":
        _opt_out(draft, row, value)
    elif row.name == "X-Watson-Metadata":
        _customer(draft, kind, name, value)
    elif row.key is None:
        _keyless(draft, kind, row, name, value)
    else:
        _place(draft, kind, row, name, value)


def _safe(name: str) -> str:
    return name if re.fullmatch(r"[\w .-]{1,60}", name) and not is_secret(name) else "..."


def _row(carrier: Carrier, kind: Place, name: str) -> Parameter | None:
    """The parameter of a name on a carrier; names of headers in any case."""
    for row in PARAMETERS.values():
        wire = row.wire_names.get(carrier, row.name)
        if name in (wire, row.name) or (kind == "header" and name.casefold() in (wire.casefold(), row.name.casefold())):
            return row
    return None


def _known(carrier: Carrier, kind: Place) -> list[str]:
    """The names that a misspelt one may mean, where a carrier takes them."""
    if kind == "header":
        return [row.name for row in PARAMETERS.values() if row.placement[carrier] == "header" and row.key]
    return [
        row.wire_names.get(carrier, row.name)
        for row in PARAMETERS.values()
        if row.key and row.emit and row.placement[carrier] not in ("none", "header", "undocumented")
    ]


def _unknown(draft: _Draft, kind: Place, name: str, value: Any) -> None:
    if is_secret(name) or _holds_secret(value):
        draft.names.hide(*_literals(value))
        message = "what is called like a credential, or holds one, is nothing that a request carries there"
        draft.leave("left out", name, value, message, "credentials belong under the environment's `auth`")
    elif not _extra(draft, kind, name, value):
        help_ = "`stt-compile parameters` lists what there is"
        draft.leave("left out", name, value, f"`{_safe(name)}` is no parameter that is known", help_)
    else:
        help_ = "it stands under `extra`, and is sent as it is"
        draft.say("kept", f"`{_safe(name)}` is no parameter that is known", help_)


def _extra(draft: _Draft, kind: Place, name: str, value: Any) -> bool:
    """Whether something can be sent as it stands, and then that is written."""
    where = _KINDS.get(kind)
    fitting = draft.carrier == "websocket" or kind != "start_message"
    if where is None or not fitting or (kind == "header" and draft.carrier == "websocket") or not _is_literal(value):
        return False
    if (
        not name
        or not name.isprintable()
        or MARK in name
        or (isinstance(value, (dict, list)) and kind != "start_message")
    ):
        return False
    draft.data.setdefault("extra", {}).setdefault("reason", "imported; not in the catalogue")
    draft.put(("extra", where, name), value)
    return True


def _holds_secret(value: Any) -> bool:
    """Whether something in a value is called like a credential."""
    if isinstance(value, dict):
        return any(is_secret(str(key)) or _holds_secret(item) for key, item in value.items())
    if isinstance(value, list):
        return any(map(_holds_secret, value))
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
    if row.instead == "`extra.headers`" and not _holds_secret(value) and _extra(draft, kind, row.name, value):
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
    if found and not _holds_secret(found[1]):
        draft.put(("customer_id",), plain(_texted(draft, found[1])))
    elif not _holds_secret(value) and _extra(draft, kind, name, value):
        draft.say("kept", f"`{_safe(name)}` says something else than a customer id", "it stands under `extra`")
    else:
        draft.leave("left out", name, value, f"`{_safe(name)}` says something else than a customer id", "see to it")


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
    _value(draft, row, path, name, value)


def _value(draft: _Draft, row: Parameter, path: KeyPath, name: str, value: Any) -> None:
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
    draft.say("kept", f"{carrier} does not carry `{row.name}`", "it is written, so that `check` shows it")
    return True


def _modernised(draft: _Draft, row: Parameter) -> Parameter:
    draft.say("modernised", f"`{row.name}` is a name of the past", f"it is `{row.replaced_by}` now")
    return PARAMETERS[str(row.replaced_by)]


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
        known = (
            key.strip() if key.strip() in CONTENT_TYPE_PARAMETERS else meant(key.strip(), list(CONTENT_TYPE_PARAMETERS))
        )
        made = _type_parameter(known, written.strip().strip('"')) if known else None
        if known is None or made is None or known in found:
            found.clear()
            name = str(value)
            draft.say("kept", "the content type has a parameter that is not known", "it is written as it stands")
            break
        if known != key.strip():
            draft.say(
                "corrected", f"a content type has no `{_safe(key)}`", f"`{known}` is certainly meant, and written"
            )
        found[known] = made
    _say_of_spelling(draft, value, name, found)
    draft.put(("audio", "content_type"), name)
    for key in CONTENT_TYPE_PARAMETERS:
        if key in found:
            draft.put(("audio", key), found[key])


def _type_parameter(name: str, written: str) -> Any:
    from .javascript import as_number

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
    if spelt != value and sorted(spelt.lower().split(";")) == sorted(changed.split(";")):
        draft.say("respelt", "the content type has blanks, quotes or another order", "it is written without")


def _written(value: Any) -> str:
    return spelling(value) if isinstance(value, (int, float)) else str(value)


# --- the body --------------------------------------------------------------------------------------------------------


def _body(draft: _Draft) -> None:
    body = draft.call.body
    if isinstance(body, Upload):
        _upload(draft, body)
    elif isinstance(body, Form):
        for name, value in _metadata(draft, body.metadata):
            _take(draft, "metadata", name, value)
        draft.put(("audio", "multipart"), True)
        files = [plain(_texted(draft, file)) for file in body.files if file]
        draft.put(
            ("audio", "file") if len(files) == 1 else ("audio", "files"), files[0] if len(files) == 1 else tuple(files)
        )
    elif not draft.call.websocket:
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
    data = read_json(written)
    if data is None:
        data = read_object(written)
        if data is None:
            draft.leave(
                "left out", "metadata", written, "the metadata are no JSON", "say what they mean in the profile"
            )
            return
        draft.say("corrected", "the metadata are not quite JSON", "they are read as they are meant")
    yield from data.items()
