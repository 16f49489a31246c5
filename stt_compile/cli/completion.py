"""What shells complete: the values of options and arguments, by their names, for all commands.

Click has the scripts for bash, zsh and fish; a shell then asks at each TAB, so nothing here loads more than it needs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import click
from click.shell_completion import CompletionItem

from .. import registry
from .reading import STDIN

Completer = Callable[[click.Context, str], Iterable[CompletionItem]]


class _Completed(click.types.StringParamType):
    """A text with completions."""

    def __init__(self, completer: Completer) -> None:
        self.completer = completer

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """What the text may become; nothing where that cannot be found out: nobody asked for an error."""
        try:
            return list(self.completer(ctx, incomplete))
        except Exception:  # a shell would print it into the line that somebody is typing
            return []


def completing(command: click.Command) -> click.Command:
    """A command whose texts have completions."""
    for parameter in command.params:
        if isinstance(parameter.type, click.types.StringParamType) and parameter.name in COMPLETERS:
            parameter.type = _Completed(COMPLETERS[parameter.name])
    return command


def _of(names: Callable[[], Iterable[str]]) -> Completer:
    def complete(ctx: click.Context, incomplete: str) -> Iterator[CompletionItem]:
        yield from (CompletionItem(name) for name in names() if name.startswith(incomplete))

    return complete


def _kind(kind: str) -> Completer:
    """Left to the shell, which knows files best."""
    return lambda ctx, incomplete: [CompletionItem(incomplete, type=kind)]


def _in_profile(section: str) -> Completer:
    def complete(ctx: click.Context, incomplete: str) -> Iterator[CompletionItem]:
        # Behind an option without its value, which is what somebody is typing, Click leaves arguments unparsed.
        what = ctx.params.get("profile") or ctx.params.get("what") or next(iter(ctx.args), "")
        names = _names(what.partition("#")[0], section)
        yield from (CompletionItem(name) for name in names if name.startswith(incomplete))

    return complete


def _names(profile: str, section: str) -> Iterator[str]:
    """The names of requests or environments in a profile and in what it extends, whether it is right or not."""
    from ..reading import content
    from ..syntax import read

    waiting, seen = [Path(profile)] if profile not in ("", STDIN) else [], set[Path]()
    found: dict[str, None] = {}
    while waiting:
        path = waiting.pop()
        seen.add(path.resolve())
        _, tree, _ = read(path.name, content(path), path)
        entries, listed = (tree.get(section), tree.get("extends")) if tree else (None, None)
        found.update(dict.fromkeys(entries.entries if entries else ()))
        others = [path.parent / str(item.value) for item in (listed.items if listed else ())]
        waiting += [other for other in others if other.resolve() not in seen and other.is_file()]
    yield from found


def _codes(ctx: click.Context, incomplete: str) -> Iterator[CompletionItem]:
    """The last of several codes with commas between."""
    from ..codes import table

    before, comma, begun = incomplete.rpartition(",")
    for code in table().values():
        if code.code.startswith(begun):
            yield CompletionItem(f"{before}{comma}{code.code}", help=code.title)


def _explained(ctx: click.Context, incomplete: str) -> Iterator[CompletionItem]:
    """A request of a profile, a code, a parameter, or the profile to begin with."""
    profile, hash_, begun = incomplete.rpartition("#")
    if hash_:
        names = _names(profile, "requests")
        yield from (CompletionItem(f"{profile}#{name}") for name in names if name.startswith(begun))
        return
    yield CompletionItem(incomplete, type="file")
    if incomplete.startswith("STT"):
        yield from _codes(ctx, incomplete)
    yield from _of(_parameters)(ctx, incomplete)


def _parameters() -> Iterable[str]:
    from ..catalog.parameters import PARAMETERS

    return PARAMETERS


def _groups() -> Iterable[str]:
    from ..catalog.parameters import PARAMETERS

    return dict.fromkeys(row.group for row in PARAMETERS.values())


def _models() -> Iterable[str]:
    from ..catalog.models import MODELS

    return MODELS


def _languages() -> Iterable[str]:
    from ..catalog.models import MODELS

    return sorted({row.language for row in MODELS.values()})


def _locations() -> Iterable[str]:
    from ..catalog.platforms import LOCATIONS

    return LOCATIONS


def _platforms() -> Iterable[str]:
    from ..catalog.rows import PLATFORM_IDS

    return PLATFORM_IDS


_FILE, _FOLDER = _kind("file"), _kind("dir")

COMPLETERS: Mapping[Any, Completer] = {
    "audio": _FILE,
    "environment": _in_profile("environments"),
    "files": _FILE,
    "format_": _of(lambda: registry.names("report")),
    "group": _of(_groups),
    "ignore": _codes,
    "language": _of(_languages),
    "location": _of(_locations),
    "model": _of(_models),
    "new": _FILE,
    "old": _FILE,
    "out": _FOLDER,
    "output_file": _FILE,
    "path": _FILE,
    "paths": _FILE,
    "platform": _of(_platforms),
    "profile": _FILE,
    "request": _in_profile("requests"),
    "select": _codes,
    "stdin_filename": _FILE,
    "target": _of(lambda: registry.called("targets")),
    "template": _FOLDER,
    "what": _explained,
}
"""By the name that an option or argument has in every command; those with fixed choices need none."""
