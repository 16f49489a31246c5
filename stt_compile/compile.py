"""The pipeline, top to bottom: a profile's text becomes findings and request plans.

    text -> tree with places -> shape -> profile -> rules -> request -> wire -> target -> artefact

Each step reports all it can, and a finding stops only the requests that it touches.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from . import ignores, reading, rules
from .catalog.rows import Day, InterfaceId
from .diagnostics import Diagnostic, Finding, Severity, order
from .names import one_line, shortened
from .profile import Environment, Profile, Use, build
from .reading import DISK, Files, Loaded, place
from .request import resolve
from .shape import meant
from .source import Source, Span
from .tree import KeyPath, Node
from .wire import Plan
from .wire import place as plan_of

_OF_ALL = ("environments", "defaults")
_MODELS = ("acoustic_models", "language_models")


@dataclass(frozen=True)
class Compilation:
    """A profile, all that is to say about it, and which of its requests can be made."""

    name: str
    diagnostics: tuple[Diagnostic, ...]
    uses: tuple[Use, ...]
    """Every request in each of its environments on each of its interfaces, in the order of the profile."""
    blocked: frozenset[int]
    """Indices of the uses that have errors."""
    about: tuple[frozenset[int], ...]
    """For each diagnostic, the uses that it touches."""
    requests: tuple[str, ...]
    """The names of all requests of the profile, those included that could not be read."""
    environments: tuple[str, ...]
    """The same of all environments."""
    complete: bool
    """False where something is missing of which nothing is known: a file that could not be read."""
    ignored: tuple[Diagnostic, ...]
    """What comments in the profile silence."""
    hidden: frozenset[Span]
    """What may be a secret: nothing may show it."""
    sources: tuple[Source, ...]

    @property
    def errors(self) -> int:
        """How many errors there are."""
        return sum(diagnostic.severity is Severity.ERROR for diagnostic in self.diagnostics)

    @property
    def warnings(self) -> int:
        """How many warnings there are."""
        return len(self.diagnostics) - self.errors

    def touching(self, chosen: Iterable[int]) -> tuple[Diagnostic, ...]:
        """The diagnostics that touch some of the uses."""
        wanted = frozenset(chosen)
        return tuple(diagnostic for diagnostic, about in zip(self.diagnostics, self.about) if about & wanted)

    def select(
        self, request: str | None = None, environment: str | None = None, interface: InterfaceId | None = None
    ) -> tuple[int, ...]:
        """The uses of a request, an environment, an interface; None is any."""
        return tuple(
            index
            for index, use in enumerate(self.uses)
            if request in (None, use.request)
            and environment in (None, use.environment.name)
            and interface in (None, use.interface)
        )

    def plan(self, index: int) -> Plan:
        """The plan of a use.

        Raises:
            ValueError: the use has errors.
        """
        if index in self.blocked:
            raise ValueError(f"{self.uses[index].request} has errors")
        return plan_of(resolve(self.uses[index]))


def compile_bytes(
    name: str,
    data: bytes,
    path: Path,
    as_of: Day | None = None,
    *,
    audio: bool = False,
    reports: Callable[[str], bool] = lambda code: True,
    files: Files = DISK,
) -> Compilation:
    """A profile from the bytes of a file.

    Args:
        name: what messages call the file.
        path: where it is, or would be; what it extends is looked for beside it.
        as_of: the day to judge by where an environment declares none, as `YYYY-MM-DD`.
        audio: whether to look at the audio files as well, beside the profile.
        reports: whether findings of a code count; those of text, shape and secrets always do.
        files: where what it extends comes from.
    """
    return compile_loaded(reading.from_bytes(name, data, path, files), as_of, path.parent if audio else None, reports)


def compile_data(data: Mapping[str, object], folder: Path = Path(), as_of: Day | None = None) -> Compilation:
    """A profile from Python data. Its findings have paths of keys and no lines.

    Raises:
        TypeError, ValueError: the data holds what JSON cannot.
    """
    return compile_loaded(reading.from_data("<data>", data, folder), as_of)


def compile_loaded(
    loaded: Loaded,
    as_of: Day | None,
    audio: Path | None = None,
    reports: Callable[[str], bool] = lambda code: True,
) -> Compilation:
    """The steps behind reading.

    Args:
        audio: the folder beside which audio files are looked at; None: they are not.
    """
    collector = _Collector(loaded)
    loaded = collector.files()
    profile = build(loaded, as_of)
    collector.profile(profile)
    if audio is not None:
        collector.audio(profile, audio)
    return collector.result(loaded, profile, reports)


@dataclass
class _Collector:
    """Gathers findings from rules, and places them."""

    loaded: Loaded

    def __post_init__(self) -> None:
        self.of_values: list[tuple[Diagnostic, Node | None]] = list(self.loaded.diagnostics)
        self.of_uses: dict[tuple[str, Span | KeyPath, str], tuple[Diagnostic, set[int]]] = {}
        self.of_environments: list[tuple[Diagnostic, Environment]] = []
        self.structural: list[Diagnostic] = []

    def files(self) -> Loaded:
        """Runs the rules on the files as they were written; what they find can no longer be used."""
        broken: set[Node] = set(self.loaded.broken)
        for rule in rules.load():
            for tree in self.loaded.trees if rule.file else ():
                for finding in rule.file(tree) if rule.file else ():
                    node = tree.get(*finding.path)
                    self.of_values.append((place(finding, rule.code, rule.severity, tree), node))
                    if node:
                        broken.add(node)
        self.loaded = replace(self.loaded, broken=frozenset(broken))
        return self.loaded

    def profile(self, profile: Profile) -> None:
        """Runs all other rules."""
        uses = {id(use.tree): index for index, use in enumerate(profile.uses)}
        for code, finding, tree in profile.missing:
            if id(tree) in uses:
                self.of_use(code, Severity.ERROR, finding, uses[id(tree)], profile)
            else:
                self.structural.append(place(finding, code, Severity.ERROR, tree))
        for rule in rules.load():
            for finding in rule.profile(self.loaded.tree) if rule.profile else ():
                self.structural.append(place(finding, rule.code, rule.severity, self.loaded.tree))
            for environment in profile.environments if rule.environment else ():
                for finding in rule.environment(environment) if rule.environment else ():
                    diagnostic = place(finding, rule.code, rule.severity, self.loaded.tree)
                    self.of_environments.append((diagnostic, environment))
            for index, use in enumerate(profile.uses) if rule.use else ():
                for finding in rule.use(use) if rule.use else ():
                    self.of_use(rule.code, rule.severity, finding, index, profile)

    def audio(self, profile: Profile, folder: Path) -> None:
        """Looks at the audio files; what they say themselves takes the place of what their names said."""
        from .audio import SUPERSEDED, check_audio

        for index, use in enumerate(profile.uses):
            for code, severity, finding in check_audio(use, folder):
                self.of_use(code, severity, finding, index, profile)
                place_of = use.tree.place(finding.path, finding.on) or finding.path
                for (other, where, _), (_, about) in self.of_uses.items():
                    if other == SUPERSEDED.get(code) and where == place_of:
                        about.discard(index)
        self.of_uses = {key: found for key, found in self.of_uses.items() if found[1]}

    def of_use(self, code: str, severity: Severity, finding: Finding, index: int, profile: Profile) -> None:
        """Adds a finding of one use; the same of another use is the same finding."""
        diagnostic = place(finding, code, severity, profile.uses[index].tree)
        key = (code, diagnostic.span or diagnostic.path, diagnostic.message)
        self.of_uses.setdefault(key, (diagnostic, set()))[1].add(index)

    def agree(self, profile: Profile) -> None:
        """Takes back the fix of a value that another use has as well, and where it is right or means something else."""
        same: dict[tuple[str, Span | None], list[tuple[Diagnostic, set[int]]]] = {}
        for diagnostic, about in self.of_uses.values():
            if diagnostic.fix:
                same.setdefault((diagnostic.code, diagnostic.span), []).append((diagnostic, about))
        doubtful: set[tuple[str, Span | None]] = set()
        for place_of, found in same.items():
            touched = set[int]().union(*(about for _, about in found))
            having = {index for index, use in enumerate(profile.uses) if _has(use, found[0][0])}
            if having != touched or len({diagnostic.fix for diagnostic, _ in found}) > 1:
                doubtful.add(place_of)
        for key, (diagnostic, about) in self.of_uses.items():
            if (diagnostic.code, diagnostic.span) in doubtful:
                self.of_uses[key] = (replace(diagnostic, fix=None), about)

    def result(self, loaded: Loaded, profile: Profile, reports: Callable[[str], bool]) -> Compilation:
        """All findings in order, each once, and the uses that they touch."""
        self.agree(profile)
        everything = frozenset(range(len(profile.uses)))
        broken = _broken_uses(loaded, profile)
        found: list[tuple[Diagnostic, frozenset[int]]] = []
        for diagnostic, node in self.of_values:
            shared = not loaded.complete or _says_of_all(diagnostic.path)
            found.append((diagnostic, everything if shared else frozenset(_holding(node, profile))))
        found += [(diagnostic, frozenset(_named(diagnostic.path, profile))) for diagnostic in self.structural]
        for diagnostic, environment in self.of_environments:
            found.append((diagnostic, frozenset(_depending(diagnostic.path, environment, profile))))
        for diagnostic, indices in self.of_uses.values():
            found.append((_scoped(diagnostic, indices, profile), frozenset(indices)))
        unique: dict[tuple[object, ...], tuple[Diagnostic, frozenset[int]]] = {}
        for diagnostic, about in found:
            key = (diagnostic.code, diagnostic.span or diagnostic.path, diagnostic.message)
            first = unique.get(key)
            unique[key] = (first[0], first[1] | about) if first else (diagnostic, about)
        counting = [pair for pair in unique.values() if reports(pair[0].code) or not ignores.may_silence(pair[0].code)]
        kept, ignored = _silenced(counting, loaded, profile)
        ordered = sorted(kept, key=lambda pair: order(pair[0]))
        errors = [about for diagnostic, about in ordered if diagnostic.severity is Severity.ERROR]
        blocked = everything if not loaded.complete else frozenset(broken).union(*errors)
        requests, environments = loaded.tree.get("requests"), loaded.tree.get("environments")
        return Compilation(
            loaded.name,
            tuple(diagnostic for diagnostic, _ in ordered),
            profile.uses,
            blocked,
            tuple(about for _, about in ordered),
            tuple(requests.entries if requests else ()),
            tuple(environments.entries if environments else ()),
            loaded.complete,
            tuple(sorted(ignored, key=order)),
            loaded.hidden,
            loaded.sources,
        )


def _silenced(
    found: Iterable[tuple[Diagnostic, frozenset[int]]], loaded: Loaded, profile: Profile
) -> tuple[list[tuple[Diagnostic, frozenset[int]]], list[Diagnostic]]:
    """The findings that are left, with complaints of the comments of the profile's own file, and those silenced."""
    comments = [comment for tree in loaded.trees if tree.span for comment in ignores.find(tree.span.source, tree)]
    if not comments:
        return list(found), []
    kept: list[tuple[Diagnostic, frozenset[int]]] = []
    ignored: list[Diagnostic] = []
    used: set[tuple[Span, str]] = set()
    for diagnostic, about in found:
        silencing = [comment for comment in comments if comment.silences(diagnostic)]
        if silencing and ignores.may_silence(diagnostic.code):
            ignored.append(diagnostic)
            used.update((comment.span, diagnostic.code) for comment in silencing)
        else:
            kept.append((diagnostic, about))
    own = loaded.trees[0].span
    for comment in comments:
        if own and comment.span.source is own.source:
            effective = {code for span, code in used if span == comment.span}
            complaints = ignores.complaints(comment, effective, judged=bool(profile.uses))
            kept += [(complaint, frozenset()) for complaint in complaints]
    return kept, ignored


def _broken_uses(loaded: Loaded, profile: Profile) -> Iterator[int]:
    """The uses in which something was lost that they need."""
    for index, use in enumerate(profile.uses):
        lost = {*use.lost, *use.environment.lost}
        if any(_concerns(path, use) for path in lost):
            yield index


def _concerns(path: KeyPath, use: Use) -> bool:
    """Whether a use needs what stands at a path; of an environment's custom models it needs those that it names."""
    if path[0] != "environments" or len(path) < 4 or path[2] not in _MODELS:
        return True
    return path[3] in (use.acoustic_models if path[2] == "acoustic_models" else use.language_models)


def _says_of_all(path: KeyPath) -> bool:
    """Whether what stands at a path is, or was meant to be, of all environments or all requests."""
    return len(path) == 1 and (path if path[0] in _OF_ALL else meant(path)) in {(key,) for key in _OF_ALL}


def _holding(node: Node | None, profile: Profile) -> Iterator[int]:
    """The uses that have lost a value and need it."""
    for index, use in enumerate(profile.uses):
        lost = {**use.lost, **use.environment.lost}
        if any(value is node and _concerns(path, use) for path, value in lost.items()):
            yield index


def _named(path: KeyPath, profile: Profile) -> Iterator[int]:
    """The uses of the request or environment that a path is about."""
    for index, use in enumerate(profile.uses):
        if (
            (path[:1] == ("requests",) and path[1] == use.request)
            or path[:1] == ("defaults",)
            or (path[:1] == ("environments",) and path[1] == use.environment.name and _concerns(path, use))
        ):
            yield index


def _depending(path: KeyPath, environment: Environment, profile: Profile) -> Iterator[int]:
    for index, use in enumerate(profile.uses):
        if use.environment.name == environment.name and _concerns(path, use):
            yield index


def _has(use: Use, diagnostic: Diagnostic) -> bool:
    """Whether a use has the very key or value that a finding of another use is about."""
    kind, _, *below = diagnostic.path
    if kind == "environments" and not _concerns(diagnostic.path, use):
        return False
    path = (kind, use.request if kind == "requests" else use.environment.name, *below)
    return diagnostic.span in (use.tree.place(path), use.tree.place(path, "key"))


def _scoped(diagnostic: Diagnostic, about: set[int], profile: Profile) -> Diagnostic:
    """A finding that names its requests, where its place does not."""
    names = list(dict.fromkeys(profile.uses[index].request for index in sorted(about)))
    own = profile.uses[min(about)].tree.place(("requests", names[0]), "key")
    inside = diagnostic.span and own and len(names) == 1 and diagnostic.span.source is own.source
    if inside and diagnostic.path[:2] == ("requests", names[0]) and _within_request(diagnostic, profile, min(about)):
        return diagnostic
    plural = "requests" if len(names) > 1 else "request"
    return replace(diagnostic, scope=f"{plural} {one_line(shortened(names))}")


def _within_request(diagnostic: Diagnostic, profile: Profile, index: int) -> bool:
    """Whether a place lies in the request's own text, and not in the defaults."""
    use = profile.uses[index]
    key = use.tree.place(("requests", use.request), "key")
    node = use.tree.get("requests", use.request)
    span = diagnostic.span
    if not key or not node or not node.span or not span:
        return False
    return key.start <= span.start <= max(key.end, node.span.end)
