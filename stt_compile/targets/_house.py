"""House templates: artefacts of a team's own, from templates in a folder of its own.

A template sees the request plan as JSON has it and nothing else: no files but those of its folder, no attributes of
Python, no values of the environment. What it says wrong is an error at its file and line.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any

from jinja2 import BaseLoader, StrictUndefined, TemplateError, TemplateNotFound, TemplateRuntimeError
from jinja2 import TemplateSyntaxError as SyntaxFault
from jinja2.sandbox import ImmutableSandboxedEnvironment

from ..jsontext import compact
from ..names import one_line, printable
from ..quoting import javascript, powershell, python, sh, url
from ..text import Env, Text, text
from ..tree import spelling
from ..wire import Plan
from . import Target, WrongTemplate, json

ENDING = ".j2"
MOST = 1 << 20
"""Characters of a template, and of what is made of it."""


def names(folder: Path) -> list[str]:
    """The templates of a folder, without their ending; those that begin with `_` are for others to include.

    Raises:
        OSError: it cannot be read.
    """
    files = (path.name for path in folder.iterdir() if path.is_file())
    return sorted(name.removesuffix(ENDING) for name in files if name.endswith(ENDING) and not name.startswith("_"))


def target(folder: Path, name: str) -> Target:
    """A template as a target; making an artefact raises `WrongTemplate` where it is wrong."""
    return Target(
        name=f"--template {name}",
        summary="a template of the house",
        interfaces=("websocket", "sync-http", "async-http"),
        ending=name.rpartition(".")[2],
        render=partial(_render, folder, name),
        together=lambda plans: "".join(_render(folder, name, plan) for plan in plans),
    )


def _render(folder: Path, name: str, plan: Plan) -> str:
    environment = _Environment(folder)
    try:
        template = environment.get_template(name + ENDING)
        return _gathered(template.generate(plan=_data(json.data(plan))))
    except SyntaxFault as error:
        raise _wrong(error.filename or name, error.lineno, error.message or "") from None
    except (TemplateError, ArithmeticError, LookupError, TypeError, ValueError, RecursionError, OSError) as error:
        file, line = _place(error.__traceback__, folder) or (str(folder / (name + ENDING)), 1)
        raise _wrong(file, line, _message(error)) from None


def _wrong(file: str, line: int, message: str) -> WrongTemplate:
    return WrongTemplate(f"{printable(file)}:{line}: error: {one_line(message)}")


def _gathered(pieces: Any) -> str:
    made: list[str] = []
    length = 0
    for piece in pieces:
        made.append(piece)
        length += len(piece)
        if length > MOST:
            pieces.throw(TemplateRuntimeError(f"this makes more than {MOST:,} characters"))
    artefact = "".join(made)
    return artefact if artefact.endswith("\n") else artefact + "\n"


def _place(trace: TracebackType | None, folder: Path) -> tuple[str, int] | None:
    """The last line of a template that an exception came through."""
    found = None
    while trace:
        file = trace.tb_frame.f_code.co_filename
        if file.endswith(ENDING) and Path(file).is_relative_to(folder):
            found = file, trace.tb_lineno
        trace = trace.tb_next
    return found


def _message(error: BaseException) -> str:
    match error:
        case TemplateNotFound():
            return f"the folder has no template `{error.name}`"
        case RecursionError():
            return "this calls itself without an end"
        case _:
            return str(error) or type(error).__name__


class _Data(dict[str, Any]):
    """An object of the plan, which is not printed by mistake."""

    def __str__(self) -> str:
        raise TemplateRuntimeError("this is an object: print its parts, or use the filter `json`")


class _Pieces(list[Any]):
    """A list of the plan, which is not printed by mistake: a text with run-time values is one."""

    def __str__(self) -> str:
        raise TemplateRuntimeError("this is a list, or a text with run-time values: use a filter, like `sh` or `json`")


def _data(value: Any) -> Any:
    if isinstance(value, Mapping):
        return _Data((key, _data(item)) for key, item in value.items())
    if isinstance(value, Sequence) and not isinstance(value, str):
        return _Pieces(_data(item) for item in value)
    return value


def _printed(value: Any) -> Any:
    """What `{{ ... }}` prints: texts, and numbers as their author spelt them."""
    if isinstance(value, bool) or value is None:
        raise TemplateRuntimeError("this is no text: use the filter `json`, or another language's own word for it")
    return spelling(value) if isinstance(value, (int, float)) else value


class _Missing(StrictUndefined):
    @property
    def _undefined_message(self) -> str:
        return self._undefined_hint or f"`{self._undefined_name}` is not here"


class _Loader(BaseLoader):
    """Files of one folder, and no others: not by `..`, and not by a link."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def get_source(self, environment: Any, template: str) -> tuple[str, str, Callable[[], bool]]:
        file = self.folder / template
        try:
            if not file.resolve().is_relative_to(self.folder.resolve()):
                raise TemplateNotFound(template)
            content = file.read_bytes()
        except (OSError, RuntimeError, ValueError):  # not there; links in a circle; a null character
            raise TemplateNotFound(template) from None
        if len(content) > MOST:
            raise SyntaxFault(f"this has more than {MOST:,} characters", 1, template, str(file))
        try:
            return content.decode("utf-8-sig"), str(file), lambda: True
        except UnicodeDecodeError as error:
            line = content[: error.start].count(b"\n") + 1
            raise SyntaxFault("this is not UTF-8", line, template, str(file)) from None


class _Environment(ImmutableSandboxedEnvironment):
    intercepted_binops = frozenset({"*", "**"})

    def __init__(self, folder: Path) -> None:
        # artefacts are no HTML: a template quotes each value for its own language by a filter
        super().__init__(
            loader=_Loader(folder),
            undefined=_Missing,
            finalize=_printed,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            autoescape=False,
        )
        self.globals.clear()  # `range` and the like: what a template repeats is in the plan
        self.filters.update(FILTERS)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Numbers are multiplied; texts are not repeated without a bound."""
        if operator == "**" or not all(isinstance(side, (int, float)) for side in (left, right)):
            raise TemplateRuntimeError(f"`{operator}` is not for this")
        return super().call_binop(context, operator, left, right)


def _text(value: Any) -> Text:
    """A text as the plan has it: characters, a reference, or pieces."""
    pieces = value if isinstance(_there(value), list) else [value]
    found: list[str | Env] = []
    for piece in pieces:
        if isinstance(piece, str):
            found.append(piece)
        elif isinstance(piece, Mapping) and piece.keys() == {"env"}:
            found.append(Env(piece["env"]))
        else:
            raise TemplateRuntimeError("this is no text of the plan")
    return text(*found)


def _again(value: Text) -> Any:
    """A text as the plan has it."""
    pieces = _Pieces({"env": piece.name} if isinstance(piece, Env) else piece for piece in value)
    return "".join(pieces) if all(isinstance(piece, str) for piece in pieces) else pieces


def _there(value: Any) -> Any:
    if isinstance(value, _Missing):
        str(value)  # which says what is missing
    return value


def _spelt(spell: Callable[[Text], str]) -> Callable[[Any], str]:
    return lambda value: spell(_text(value))


def _address(plan: Any) -> Any:
    if not isinstance(plan, Mapping):
        raise TemplateRuntimeError("`address` is for `plan`")
    pairs = url.pairs((name, _text(value)) for name, value in plan["query"])
    return _again(text(*url.address(_text(plan["url"])), *(("?", *pairs) if pairs else ())))


def _encoded(value: Any) -> Any:
    return _again(text(*(piece if isinstance(piece, Env) else url.component(piece) for piece in _text(value))))


def _comment(value: Any) -> str:
    return "\n".join(sh.comment(line) for line in "".join(map(str, _text(value))).splitlines())


FILTERS: Mapping[str, Callable[[Any], Any]] = {
    "sh": _spelt(sh.word),
    "python": _spelt(python.expression),
    "javascript": _spelt(javascript.expression),
    "powershell": _spelt(powershell.word),
    "url": _encoded,
    "address": _address,
    "json": lambda value: compact(_there(value)),
    "comment": _comment,
}
"""What quotes, by name; Jinja's own filters are there too."""
