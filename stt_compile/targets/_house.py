"""House templates: artefacts of a team's own, from templates in a folder of its own.

A template sees the request plan as JSON has it and nothing else: no files but those of its folder, no attributes of
Python, no values of the environment. What it says wrong is an error at its file and line.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial, wraps
from pathlib import Path
from types import TracebackType
from typing import Any, cast

from jinja2 import BaseLoader, StrictUndefined, Template, TemplateError, TemplateNotFound, TemplateRuntimeError
from jinja2 import TemplateSyntaxError as SyntaxFault
from jinja2.compiler import CodeGenerator, Frame
from jinja2.nodes import Call, Concat, Dict, EnvironmentAttribute, Expr, For, List, Tuple
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
MOST_BITS = 4096
"""Of a whole number that a template reckons with."""
MOST_SECONDS = 5
"""Of a processor, for one artefact."""


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
    except (
        TemplateError,
        ArithmeticError,
        LookupError,
        TypeError,
        ValueError,
        RecursionError,
        MemoryError,
        OSError,
    ) as error:
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
            pieces.throw(_too_much())
    artefact = "".join(made)
    return artefact if artefact.endswith("\n") else artefact + "\n"


def _too_much() -> TemplateRuntimeError:
    return TemplateRuntimeError(f"this makes more than {MOST:,} characters")


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
        case MemoryError():
            return "this needs more memory than there is"
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
    if isinstance(value, (int, float)):
        return spelling(value)
    if isinstance(value, (str, _Missing, _Data, _Pieces)):
        return value  # the last three say themselves what is wrong
    raise TemplateRuntimeError(
        "this is no text: a list, an object, or a macro that is not called; use a filter, like `json`"
    )


def _joined(pieces: Iterable[Any]) -> str:
    """Texts together, as `~`, macros and `{% set %}` blocks do: doubling one thirty times ends here."""
    made: list[str] = []
    length = 0
    for piece in pieces:
        made.append(str(piece))
        length += len(made[-1])
        if length > MOST:
            raise _too_much()
    return "".join(made)


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


class _Code(CodeGenerator):
    def visit_Concat(self, node: Concat, frame: Frame) -> None:  # noqa: N802  (Jinja's name)
        """`~` joins what could be printed, and no more than an artefact may have."""
        self.write("environment.tied((")
        for part in node.nodes:
            self.visit(part, frame)
            self.write(", ")
        self.write("))")

    def visit_For(self, node: For, frame: Frame) -> None:  # noqa: N802
        """Each turn of a loop looks at the clock: it may have nothing in it that does."""
        node.iter = Call(EnvironmentAttribute("turns"), [node.iter], [], None, None, lineno=node.lineno)
        super().visit_For(node, frame)

    def visit_List(self, node: List, frame: Frame) -> None:  # noqa: N802
        self._sized(super().visit_List, node, frame)

    def visit_Dict(self, node: Dict, frame: Frame) -> None:  # noqa: N802
        self._sized(super().visit_Dict, node, frame)

    def visit_Tuple(self, node: Tuple, frame: Frame) -> None:  # noqa: N802
        if node.ctx == "load":
            self._sized(super().visit_Tuple, node, frame)
        else:
            super().visit_Tuple(node, frame)  # names that are set

    def _sized(self, visit: Callable[[Any, Frame], None], node: Expr, frame: Frame) -> None:
        """What a list holds twice it holds twice: to compare lists of lists of lists would never end."""
        self.write("environment.sized(")
        visit(node, frame)
        self.write(")")


class _Environment(ImmutableSandboxedEnvironment):
    intercepted_binops = frozenset({"+", "-", "*", "**", "%"})
    code_generator_class = _Code
    concat = staticmethod(_joined)

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
        self.end = time.thread_time() + MOST_SECONDS
        self.globals.clear()  # `range` and the like: what a template repeats is in the plan
        self.filters.update(FILTERS)
        self.filters["format"] = _no_format  # its widths have no bound
        self.filters.update({name: _bounded(name, self._timed(made)) for name, made in self.filters.items()})
        tests = cast("dict[str, Callable[..., Any]]", self.tests)
        tests.update({name: self._timed(holds) for name, holds in tests.items()})

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Of the methods of texts and numbers those that make nothing longer."""
        allowed = attr in METHODS or not isinstance(obj, (str, bytes, int, float))
        return allowed and super().is_safe_attribute(obj, attr, value)

    def wrap_str_format(self, value: Any) -> None:
        """`format` is a method like others, and not allowed."""

    def in_time(self) -> None:
        """Whatever could go on without an end comes here again and again: turns, calls, filters, tests, templates."""
        if time.thread_time() > self.end:
            raise TemplateRuntimeError(f"this takes too long: more than {MOST_SECONDS} seconds for an artefact")

    def _timed(self, made: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(made)
        def timed(*arguments: Any, **named: Any) -> Any:
            self.in_time()
            return made(*arguments, **named)

        return timed

    def turns(self, items: Iterable[Any]) -> Iterator[Any]:
        """What a loop goes through."""
        for item in items:
            self.in_time()
            yield item

    def sized(self, value: Any) -> Any:
        """A list or object that a template writes."""
        _size(value)
        return value

    def call(self, context: Any, made: Any, /, *arguments: Any, **named: Any) -> Any:
        self.in_time()
        _size((arguments, named))
        return super().call(context, made, *arguments, **named)

    def _load_template(self, name: str, globals: Any) -> Template:
        self.in_time()
        return super()._load_template(name, globals)

    def tied(self, pieces: Iterable[Any]) -> str:
        """What `~` makes."""
        return _joined(map(_printed, pieces))

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Numbers are reckoned with; texts and lists are put together, and not repeated or laid out."""
        sides = (_there(left), _there(right))
        numbers = all(isinstance(side, (int, float)) for side in sides)
        if operator == "**" or not (numbers or operator == "+"):
            raise TemplateRuntimeError(f"`{operator}` is not for this")
        if any(isinstance(side, int) and side.bit_length() > MOST_BITS for side in sides):
            raise TemplateRuntimeError("this number is too large")
        _size(sides)
        return super().call_binop(context, operator, left, right)


def _no_format(*_: Any, **__: Any) -> str:
    raise TemplateRuntimeError("`format` is not for templates: put texts together by `~`")


def _size(value: Any, known: dict[int, int] | None = None) -> int:
    """The characters and items of a value: an error where they are more than an artefact may have."""
    known = {} if known is None else known  # what is held twice counts twice, and is looked at once
    size = known.get(id(value), 1)
    if isinstance(value, (str, bytes)):
        size += len(value)
    elif isinstance(value, (Mapping, list, tuple)) and id(value) not in known:
        items = [*value, *value.values()] if isinstance(value, Mapping) else value
        size = known[id(value)] = 1 + sum(_size(item, known) for item in items)
    if size > MOST:
        raise _too_much()
    return size


def _measured(items: Iterator[Any]) -> Iterator[Any]:
    """What is made one by one, while it is made."""
    size = 0
    for item in items:
        size += _size(item)
        if size > MOST:
            raise _too_much()
        yield item


def _said(value: Any) -> Any:
    """What a filter of texts takes: also `true`, since `| lower` is how it is spelt elsewhere."""
    return value if isinstance(value, bool) or value is None else _printed(value)


def _bounded(name: str, made: Callable[..., Any]) -> Callable[..., Any]:
    """A filter that neither takes nor makes more than an artefact may have."""
    at = 1 if hasattr(made, "jinja_pass_arg") else 0

    @wraps(made)
    def bounded(*arguments: Any, **named: Any) -> Any:
        before, value, others = arguments[:at], arguments[at], (*arguments[at + 1 :], *named.values())
        if isinstance(value, Iterator):
            value = list(_measured(value)) if name in GROWING else _measured(value)
        if name in OF_TEXTS:
            value = _said(value)
        elif name == "join" and isinstance(value, (list, tuple)) and not others[1:] and "attribute" not in named:
            value = [_said(item) for item in value]
        size = _size(value)
        _size(others)
        if name in GROWING and size * max((_times(other) for other in others), default=1) > 32 * MOST:
            raise _too_much()  # before it is made; what is made is measured below
        result = made(*before, value, *arguments[at + 1 :], **named)
        _size(result)
        return result

    return bounded


def _times(argument: Any) -> int:
    """How much longer an argument can make each character or item."""
    return len(argument) if isinstance(argument, str) else abs(argument) if isinstance(argument, int) else 1


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

OF_TEXTS = frozenset(
    {
        "capitalize",
        "center",
        "e",
        "escape",
        "forceescape",
        "indent",
        "lower",
        "replace",
        "safe",
        "string",
        "striptags",
        "title",
        "trim",
        "truncate",
        "upper",
        "urlize",
        "wordcount",
        "wordwrap",
    }
)
"""Filters of Jinja that would spell whatever they are given."""
GROWING = frozenset(
    {
        "batch",
        "center",
        "indent",
        "join",
        "replace",
        "slice",
        "tojson",
        "truncate",
        "urlize",
        "wordwrap",
    }
)
"""Filters of Jinja whose arguments say how much they make."""
METHODS = frozenset(
    {
        "startswith",
        "endswith",
        "find",
        "rfind",
        "index",
        "rindex",
        "count",
        "split",
        "rsplit",
        "splitlines",
        "partition",
        "rpartition",
        "strip",
        "lstrip",
        "rstrip",
        "removeprefix",
        "removesuffix",
        "upper",
        "lower",
        "title",
        "capitalize",
        "isdigit",
        "isalpha",
        "isalnum",
        "islower",
        "isupper",
        "isspace",
    }
)
"""Methods of texts that a template may call: none of them makes a text longer by an argument."""
