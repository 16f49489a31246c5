"""The body that a curl command sends: a file, a form, or why it is neither."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import PurePath

from ..catalog.audio import RAW_TYPES_BY_EXTENSION, TYPES_BY_EXTENSION, UNLISTED_EXTENSIONS, VIDEO_EXTENSIONS
from .arguments import Option, Request
from .calls import Form, Part, Upload
from .pieces import MARK
from .shell import Command

_AUDIO = (*TYPES_BY_EXTENSION, *RAW_TYPES_BY_EXTENSION, *UNLISTED_EXTENSIONS, *VIDEO_EXTENSIONS)


def body_of(request: Request, bodies: list[Option], command: Command) -> Upload | Form | str | None:
    """What is sent; as a text, why it cannot be read."""
    upload = request.last("upload-file")
    forms = request.all("form", "form-string")
    if forms:
        return _form(request, forms)
    if upload:
        file = command.stdin if upload.value in ("-", ".") and command.stdin else upload.value
        if file != upload.value:
            _redirected(request, upload)
        return Upload("-" if file == "." else re.sub(r"\A\./(?=-.)", "", file))
    if len(bodies) > 1:
        return "its body is made of several `--data` options, which no audio is"
    for option in bodies:
        return _data(request, option, command)
    return None


def _redirected(request: Request, option: Option) -> None:
    message = "standard input comes from a file: that file is written, and curl reads it itself"
    request.say("respelt", option.offset, message, "the same bytes are sent, with their length")


def _data(request: Request, option: Option, command: Command) -> Upload | str:
    file = option.value[1:]
    if option.name in ("data-urlencode", "json") or not option.value.startswith("@") or option.name == "data-raw":
        file = option.value.lstrip("@")
        if option.name in ("data-urlencode", "json") or not _is_audio(file):
            return "its body is written out, which no audio is"
        message = f"`--{option.name}` without `@` sends the name of the file as audio"
        if option.name == "data-raw":
            message = "`--data-raw` sends the name of the file as audio"
        request.say("corrected", option.offset, message, "the file is sent")
    elif option.name != "data-binary":
        message = f"`--{option.name}` takes the line ends out of the audio"
        request.say("corrected", option.offset, message, "the file is sent as it is, as `--data-binary` does")
    if file == "-":
        if command.stdin:
            return Upload(command.stdin)
        message = "standard input is read to its end before anything is sent"
        request.say("respelt", option.offset, message, "what a profile makes of it streams: the same bytes, in chunks")
    return Upload(file) if file else "its body is a file without a name"


def _is_audio(name: str) -> bool:
    return PurePath(name.rpartition(MARK)[2] or "x").suffix.lower() in _AUDIO


def _form(request: Request, options: list[Option]) -> Form | str:
    metadata: str | None = None
    parts: list[Part] = []
    for option in options:
        name, equals, value = option.value.partition("=")
        here = f"part {len(parts)}"
        if not equals:
            request.say("left out", option.offset, "a part of the form has no `=`", "curl refuses such a command")
        elif option.name == "form" and (value.startswith("<") or (name == "metadata" and value.startswith("@"))):
            return "a part of its form comes from a file, which is not read"
        elif option.name == "form" and value.startswith("@"):
            parts += _form_files(request, option, name, value[1:], len(parts))
        elif name == "metadata":
            metadata = value if option.name == "form-string" else _form_text(request, option, value, here)
            parts.append(Part(name))
        elif name == "upload" and _is_audio(value):
            message = "without `@` the name of the file is sent as audio"
            request.say("corrected", option.offset, message, "the file is sent", here, "part=upload")
            parts.append(Part(name, value))
        else:
            message = "a part of the form is neither `metadata` nor a file"
            request.say("left out", option.offset, message, "the service takes no other")
    files = tuple(part.file for part in parts if part.file is not None)
    return Form(metadata, files, tuple(parts)) if files else "its form sends no file"


def _form_files(request: Request, option: Option, name: str, value: str, index: int) -> Iterator[Part]:
    found = re.findall(r'"(?:\\.|[^"\\])*"[^,]*|[^,]+', value)
    about = [f"part {index + position}" for position in range(len(found))] + ["part=upload"]
    if name != "upload":
        request.say("respelt", option.offset, "the part of a file is not called `upload`", "it is now", *about)
    if len(found) > 1:
        message = "several files in one part of the form are sent as a form within it"
        request.say("corrected", option.offset, message, "each file is a part of its own", *about)
    for file in found:
        quoted = re.match(r'"((?:\\.|[^"\\])*)"', file)
        path, _, rest = (
            (re.sub(r"\\(.)", r"\1", quoted[1]), "", file[quoted.end() :]) if quoted else file.partition(";")
        )
        if rest.strip(" ;"):
            message = "a part of the form says more than its file: a type, or a name"
            help_ = "`part_content_type` of the metadata says the type of all"
            request.say("left out", option.offset, message, help_, *about)
        yield Part(name, path)


def _form_text(request: Request, option: Option, value: str, here: str) -> str:
    """A text as `-F` takes it: it ends at a semicolon, or is in quotes of its own."""
    quoted = re.match(r'"((?:\\["\\]|[^"\\])*)"(?=;|\Z)', value)
    text, semicolon, rest = value.partition(";")
    if quoted:
        text, rest = re.sub(r"\\([\"\\])", r"\1", quoted[1]), value[quoted.end() :].removeprefix(";")
    if quoted or not semicolon or _is_json(text):
        if rest.strip().lower() == "type=application/json":
            request.say(
                "respelt",
                option.offset,
                "the metadata have a type of their own",
                "they go without",
                here,
                "part=metadata",
            )
        elif rest:
            message = "a part of the form says more than its text"
            request.say("left out", option.offset, message, "see whether it matters", here, "part=metadata")
        return text
    whole = re.sub(r";\s*type=[\w/+.-]+\s*\Z", "", value)
    message = "`-F` ends the metadata at their first semicolon"
    request.say("corrected", option.offset, message, "they are read to their end, as `--form-string` sends them")
    return whole


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True
