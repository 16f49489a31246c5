"""What `check` does with each of its files: mend, write, compile. A file that cannot be had stops no other."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from ..names import printable
from ..settings import Settings
from .printing import WrongCall, cannot
from .progress import watched
from .reading import read, real, settings_of, shown, with_dependents

if TYPE_CHECKING:
    from ..compile import Compilation
    from ..diagnostics import Diagnostic
    from ..fixes import Dependent


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
    withheld: list[WrongCall] = field(default_factory=list)
    """Patches that cannot be shown; said at the end, too."""
    failed: bool = False
    """Whether a profile has errors, or warnings where these count."""
    _settings: dict[Path, Settings] = field(default_factory=dict)
    _extending: Mapping[str, frozenset[str]] | None = None

    def mend(self, names: Sequence[str]) -> None:
        """Applies the fixes of files, in memory."""
        from ..fixes import of_extends

        for name in names:  # first of all who extends whom: those have to stay what they are
            self._mend(name, names, of_extends)
        for _ in names:  # what is put right in one file may make clear what is meant in those that extend it
            done = len(self.fixed)
            for name in names:
                self._mend(name, names)
            if len(self.fixed) == done:
                return

    def _mend(self, name: str, names: Sequence[str], wanted: Callable[[Diagnostic], bool] = lambda found: True) -> None:
        """Applies the fixes of one of the files."""
        from ..fixes import mend, of_extends
        from ..reading import Files

        with self._noting():
            called, own = shown(name, self.stdin_filename), self._settings_for(name)
            if name not in self.texts:
                self.texts[name] = (read(name),) * 2
            old, now = self.texts[name]
            mended = mend(
                called,
                now,
                Path(called),
                own.as_of,
                reports=own.reports,
                wanted=wanted,
                files=Files(read=self._content),
                dependents=lambda: self._dependents(called, names),
            )
            self.texts[name] = (old, mended.data)
            self.fixed += mended.fixed
            if any(map(of_extends, mended.fixed)):
                self._extending = None

    def _content(self, path: Path) -> bytes:
        """What is in a file once it is written."""
        from ..reading import content

        for name, (old, new) in self.texts.items():
            if new != old and str(path) == real(shown(name, self.stdin_filename)):
                return new
        return content(path)

    def _dependents(self, file: str, names: Iterable[str]) -> Iterator[Dependent]:
        """The profiles that extend one of the files that are mended; those of all are looked for at once."""
        from ..dependents import extending
        from ..fixes import Dependent

        if self._extending is None:
            called = [shown(name, self.stdin_filename) for name in names]
            profiles = with_dependents(called, []).checked
            self._extending = extending(frozenset(map(real, called)), profiles, self._content)
        for profile, extended in self._extending.items():
            if real(file) in extended:
                settings = self._settings_for(profile)
                yield Dependent(Path(profile), settings.as_of, settings.reports)

    def write(self) -> None:
        """Writes the files that are no longer what they were; one that cannot be written stays as it was."""
        from ..writing import write

        for name, (old, new) in self.texts.items():
            with self._noting():
                try:
                    if new != old:
                        write(Path(name), new)
                except OSError as error:
                    self.texts[name] = (old, old)
                    self.fixed = [found for found in self.fixed if found.span and found.span.source.name != name]
                    raise cannot("write", name, error) from None

    def patch(self) -> str:
        """What `write` would change, without the files of which that would show a secret."""
        from ..patch import betrayed, unified
        from ..reading import from_bytes

        patches: list[str] = []
        for name, (old, new) in self.texts.items():
            called = shown(name, self.stdin_filename)
            patch = unified(called, old, new)
            loaded = [(data, from_bytes(called, data, Path(called))) for data in (old, new) if patch]
            texts = [(data, text.sources[0], text.hidden) for data, text in loaded]
            line = betrayed(called, texts) if patch else None
            if line:
                reason = f"it would show line {line}, which holds what may be a secret"
                help_ = "replace that by a reference, {env: NAME}, first"
                self.withheld.append(WrongCall(f"no patch for {printable(called)}: {reason}; {help_}"))
            else:
                patches.append(patch)
        self.failed |= any(patches) or bool(self.withheld)
        return "".join(patches)

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
        mended = {real(name): new for name, (_, new) in self.texts.items()}  # which a link may lead to as well
        for name in watched(names, len(names)):
            with self._noting():
                own = self._settings_for(name)
                made.append(self._compiled(name, own, mended.get(real(name)) if mended else None))
                self.failed |= bool(made[-1].errors or (own.strict and made[-1].warnings))
        return made

    def _compiled(self, name: str, own: Settings, mended: bytes | None) -> Compilation:
        from ..compile import compile_bytes

        called = shown(name, self.stdin_filename)
        data = read(name) if mended is None else mended
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
