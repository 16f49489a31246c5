"""What `check` does with each of its files: mend, write, compile. A file that cannot be had stops no other."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from ..settings import Settings
from .printing import WrongCall, cannot
from .progress import watched
from .reading import read, settings_of, shown

if TYPE_CHECKING:
    from ..compile import Compilation
    from ..diagnostics import Diagnostic


@dataclass
class Checking:
    """A run of `check`: what was asked for, and what has become of it so far."""

    options: Settings
    """They win over what is set for a folder."""
    stdin_filename: str | None
    audio: bool
    wrong_calls: list[WrongCall]
    """What could not be done; each is said once, at the end."""
    texts: dict[str, tuple[bytes, bytes]] = field(default_factory=dict)
    """What was mended: what it was, and what it is now."""
    fixed: list[Diagnostic] = field(default_factory=list)
    failed: bool = False
    """Whether a profile has errors, or warnings where these count."""
    _settings: dict[Path, Settings] = field(default_factory=dict)

    def mend(self, names: Iterable[str]) -> None:
        """Applies the fixes of files, in memory."""
        from ..fixes import mend

        for name in names:
            with self._noting():
                called, own = shown(name, self.stdin_filename), self._settings_for(name)
                old = read(name)
                mended = mend(called, old, Path(called), own.as_of, reports=own.reports)
                self.texts[name] = (old, mended.data)
                self.fixed += mended.fixed

    def write(self) -> None:
        """Writes the files that are no longer what they were."""
        from ..writing import write

        for name, (old, new) in self.texts.items():
            with self._noting():
                try:
                    if new != old:
                        write(Path(name), new)
                except OSError as error:
                    raise cannot("write", name, error) from None

    def patch(self) -> str:
        """What `write` would change."""
        from ..patch import unified

        return "".join(unified(shown(name, self.stdin_filename), *texts) for name, texts in self.texts.items())

    def left(self, compilations: Iterable[Compilation]) -> list[Compilation]:
        """The profiles without what is said of files that they extend and that `write` would change."""
        changed = {os.path.realpath(name) for name, (old, new) in self.texts.items() if new != old}

        def stays(found: Diagnostic, own: str) -> bool:
            path = found.span.source.path if found.span else None
            return not path or path == Path(own) or os.path.realpath(path) not in changed

        return [
            replace(made, diagnostics=tuple(found for found in made.diagnostics if stays(found, made.name)))
            for made in compilations
        ]

    def compile(self, names: list[str]) -> list[Compilation]:
        """The profiles as they are now."""
        made: list[Compilation] = []
        for name in watched(names, len(names)):
            with self._noting():
                own = self._settings_for(name)
                made.append(self._compiled(name, own))
                self.failed |= bool(made[-1].errors or (own.strict and made[-1].warnings))
        return made

    def _compiled(self, name: str, own: Settings) -> Compilation:
        from ..compile import compile_bytes

        called = shown(name, self.stdin_filename)
        data = self.texts[name][1] if name in self.texts else read(name)
        return compile_bytes(called, data, Path(called), own.as_of, audio=self.audio, reports=own.reports)

    def _settings_for(self, name: str) -> Settings:
        folder = Path(shown(name, self.stdin_filename)).parent
        if folder not in self._settings:
            set_, given = settings_of(folder), self.options
            self._settings[folder] = replace(
                set_,
                select=given.select or set_.select,
                ignore=given.ignore or set_.ignore,
                strict=given.strict or set_.strict,
                as_of=given.as_of or set_.as_of,
            )
        return self._settings[folder]

    @contextmanager
    def _noting(self) -> Iterator[None]:
        try:
            yield
        except WrongCall as error:
            if error.message not in [known.message for known in self.wrong_calls]:  # read twice, or set for many
                self.wrong_calls.append(error)
