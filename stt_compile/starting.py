"""A first profile: a few questions, and the files that their answers make."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias, cast

from . import __version__
from .catalog import AS_OF, INTERFACES
from .catalog.rows import PLATFORM_IDS
from .language import PROFILE_NAMES
from .quoting import yaml

if TYPE_CHECKING:
    from .catalog.rows import Day, PlatformId
    from .compile import Compilation

Answers: TypeAlias = Mapping[str, str]
"""By the names of the questions."""
NONE = "-"
"""The answer of who has nothing to say."""

ENVIRONMENT = "production"
REQUEST = "transcribe"
RUNBOOK = "RUNBOOK.md"
PRE_COMMIT = ".pre-commit-config.yaml"
SCHEMA = "stt.schema.json"
"""The profile's schema, kept beside it: an address would have to be there when an editor asks, in that version."""

_MODEL = "trained"
_URL = "https://cpd.example.com/speech-to-text/cpd/instances/1600000000000001/api"
"""Stands in the trial profiles of questions that come before the real one."""


@dataclass(frozen=True)
class Question:
    """A question, which is an option of the command line too."""

    name: str
    text: str
    help: str
    """Of the option that answers it."""
    default: Callable[[Answers], str | None]
    """None: there is none, and it must be answered."""
    asked: Callable[[Answers], bool] = lambda answers: True
    choices: tuple[str, ...] = ()


def _on_cloud(answers: Answers) -> bool:
    return answers["platform"] == "ibm-cloud"


def _acoustic(answers: Answers) -> bool:
    return answers["acoustic_model"] != NONE


def _first_location(answers: Answers) -> str:
    from .catalog.platforms import LOCATIONS

    return next(iter(LOCATIONS))


def _default_model(answers: Answers) -> str:
    """The default of the service, from which acoustic models can be made; without one, what took its place."""
    from .catalog.models import DEFAULT_MODEL, MODELS

    return DEFAULT_MODEL if _acoustic(answers) else MODELS[DEFAULT_MODEL].replaced_by or DEFAULT_MODEL


def _until(answers: Answers) -> Day | None:
    """The first day without the base model; None where that has not come, by the catalogue's own day."""
    from .catalog.models import MODELS

    row = MODELS.get(answers["model"])
    until = row.periods[cast("PlatformId", answers["platform"])].until if row else None
    return until if until and until <= AS_OF else None


def _day_before(answers: Answers) -> Day:
    return (date.fromisoformat(_until(answers) or AS_OF) - timedelta(days=1)).isoformat()


QUESTIONS = (
    Question(
        "platform",
        "Where does the service run?",
        "Where the service runs.",
        lambda answers: PLATFORM_IDS[0],
        choices=PLATFORM_IDS,
    ),
    Question(
        "location",
        "In which location is your instance?",
        "IBM Cloud: the location of the instance.",
        _first_location,
        _on_cloud,
    ),
    Question(
        "url",
        "What is the URL of your instance? (as its page shows it)",
        "Installations: the URL of the instance.",
        lambda answers: None,
        lambda answers: not _on_cloud(answers),
    ),
    Question(
        "interface",
        "Which interface of the service?",
        "The interface of the service.",
        lambda answers: "sync-http",
        choices=INTERFACES,
    ),
    Question(
        "acoustic_model",
        "What do you call your custom acoustic model? (- for none)",
        "What the custom acoustic model is called here; - for none.",
        lambda answers: _MODEL,
    ),
    Question(
        "customization_id",
        "What is its customization id? (- takes it from STT_ACOUSTIC_CUSTOMIZATION_ID where the request runs)",
        "The customization id of that model; - takes it from STT_ACOUSTIC_CUSTOMIZATION_ID where the request runs.",
        lambda answers: NONE,
        _acoustic,
    ),
    Question(
        "model",
        "Which base model?",
        "The base model; that of the custom acoustic model.",
        _default_model,
    ),
    Question(
        "service_date",
        "This base model is discontinued. As of which day do you rely on it?",
        "As of which day models are judged, for those that are discontinued.",
        _day_before,
        lambda answers: _until(answers) is not None,
    ),
    Question(
        "audio",
        "Which audio file? (- for standard input)",
        "The audio file; - for standard input.",
        lambda answers: "audio.flac",
    ),
    Question(
        "pre_commit",
        "For pre-commit: what is the address of stt_compile's Git repository? (- for no configuration)",
        "Write a pre-commit configuration too, with the hooks of stt_compile's Git repository at this address.",
        lambda answers: NONE,
    ),
)


def errors(answers: Answers) -> Iterator[str]:
    """What is wrong with the answers so far, by the rules for profiles; those still to come are taken for granted."""
    for found in compiled(completed(answers)).diagnostics:
        if found.severity.value == "error":
            yield f"{found.message}; {found.help}"


def completed(answers: Answers) -> Answers:
    """The answers, with defaults in place of those that are missing."""
    whole: dict[str, str] = {}
    for question in QUESTIONS:
        if question.asked({**answers, **whole}):
            whole[question.name] = answers.get(question.name) or question.default(whole) or _URL
    return whole


def compiled(answers: Answers, file: Path = Path(PROFILE_NAMES[0])) -> Compilation:
    """The profile that all answers make."""
    from .compile import compile_bytes

    return compile_bytes(str(file), profile(answers).encode("utf-8", "surrogateescape"), file)


def files(answers: Answers, name: str, *, runbook: bool) -> Iterator[tuple[str, bytes]]:
    """What is to be written, each file by its name, the profile first."""
    from .schema import dumped, published

    yield name, profile(answers).encode("utf-8", "surrogateescape")
    yield SCHEMA, dumped(published("profile")).encode()
    if runbook:
        yield RUNBOOK, _filled(_runbook(name), answers).encode("utf-8", "surrogateescape")
    if answers["pre_commit"] != NONE:
        yield PRE_COMMIT, _pre_commit(answers["pre_commit"]).encode("utf-8", "surrogateescape")


def _filled(page: str, answers: Answers) -> str:
    """The page with its block, as `stt-compile runbook` leaves it."""
    from . import runbook

    (block,), _ = runbook.blocks(page)
    compilation = compiled(answers)
    made, _ = runbook.content(compilation, runbook.chosen(block.wanted, compilation), block.wanted.target)
    return runbook.refreshed(page, [(block, made)])


def profile(answers: Answers) -> str:
    """The profile that all answers make: as short as it can be, with comments for who has never seen one."""
    return "".join(f"{line}\n" for line in _profile(answers))


def _profile(answers: Answers) -> Iterator[str]:
    yield f"# yaml-language-server: $schema={SCHEMA}"
    yield "# Requests to IBM Watson Speech to Text. Check them: stt-compile check. What runs: stt-compile render."
    yield "version: 1"
    yield ""
    yield "environments:"
    yield f"  {ENVIRONMENT}:"
    yield f"    platform: {yaml.text(answers['platform'])}"
    if _on_cloud(answers):
        yield f"    location: {yaml.text(answers['location'])}"
        yield "    instance_id: {env: STT_INSTANCE_ID}  # a variable of the machine where the request runs"
        yield "    auth: {apikey: {env: STT_APIKEY}}  # a secret is only named here, never written"
    else:
        yield f"    url: {yaml.text(answers['url'])}"
        yield "    auth: {token: {env: STT_TOKEN}}  # a secret is only named here, never written"
    if "service_date" in answers:
        day = answers["service_date"]
        written = day if day.replace("-", "").isdecimal() else yaml.text(day)
        yield f"    # Models are judged as of this day: {answers['model']} is discontinued since {_until(answers)}."
        yield f"    service_date: {written}"
    if _acoustic(answers):
        id_ = answers["customization_id"]
        yield "    acoustic_models:  # those that this instance owns, by names of your own"
        yield f"      {yaml.text(answers['acoustic_model'])}:"
        yield f"        customization_id: {'{env: STT_ACOUSTIC_CUSTOMIZATION_ID}' if id_ == NONE else yaml.text(id_)}"
        yield f"        base_model: {yaml.text(answers['model'])}"
    yield ""
    yield "requests:"
    yield f"  {REQUEST}:"
    yield f"    interface: {yaml.text(answers['interface'])}"
    if _acoustic(answers):
        yield f"    acoustic_model: {yaml.text(answers['acoustic_model'])}  # the base model follows from it"
    else:
        yield f"    model: {yaml.text(answers['model'])}"
    yield f"    audio: {{{', '.join(_audio(answers['audio']))}}}"
    yield "    # parameters: {timestamps: true}  # by the service's names: `stt-compile parameters` lists them"


def _audio(file: str) -> Iterator[str]:
    from .catalog.audio import TYPES_BY_EXTENSION

    yield f"file: {yaml.text(file)}"
    kind, _, codecs = TYPES_BY_EXTENSION.get(Path(file).suffix.lower(), "").partition(";codecs=")
    if kind:
        yield f"content_type: {kind}"
    if codecs:
        yield f"codecs: {codecs}"


def _runbook(name: str) -> str:
    return f"""\
# Requests to Speech to Text

`stt-compile runbook {RUNBOOK}` writes what stands between the two comments, and whatever the profile says by then.

<!-- stt-compile: {shlex.quote(name)}#{REQUEST} environment={ENVIRONMENT} target=markdown -->
<!-- stt-compile: end -->
"""


def _pre_commit(address: str) -> str:
    return f"""\
# Checks what is committed, and every profile that extends it (https://pre-commit.com).
repos:
  - repo: {yaml.text(address)}
    rev: v{__version__}
    hooks:
      - id: stt-compile-check
"""
