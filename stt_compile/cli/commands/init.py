"""`init`: a first profile."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

import click

from ...language import PROFILE_ENDINGS, PROFILE_NAMES, is_profile
from ...names import printable
from ...starting import PRE_COMMIT, QUESTIONS, SCHEMA, Question
from ..boundary import DONE
from ..printing import WrongCall, cannot, coloured, say


def _options(command: click.Command) -> click.Command:
    """A command with an option for each question."""
    for question in QUESTIONS:
        kind = click.Choice(question.choices) if question.choices else click.STRING
        metavar = None if question.choices else "TEXT"
        option = click.Option([_option(question)], type=kind, metavar=metavar, help=question.help)
        command.params.append(option)
    return command


def _option(question: Question) -> str:
    return f"--{question.name.replace('_', '-')}"


@_options
@click.command()
@click.argument("path", default=PROFILE_NAMES[0])
@click.option("--yes", is_flag=True, help="Ask nothing: take the defaults of what no option says.")
@click.option("--runbook/--no-runbook", default=None, help="Write a first runbook too.  [default: no]")
def command(path: str, yes: bool, runbook: bool | None, **given: str | None) -> int:
    """Write a first profile to PATH, a file or a folder (by default stt.yaml), and its schema beside it.

    Asks a few questions at a terminal; each of them is an option too. Nothing is overwritten.
    """
    from ...starting import completed, files

    profile = _profile(path)
    if not yes and not (sys.stdin and sys.stdin.isatty()):
        raise WrongCall("no terminal to ask questions at: give --yes for the defaults, and options for what you know")
    _refuse(profile)  # before anybody has answered anything
    answers: dict[str, str] = {}
    for question in QUESTIONS:
        said = given[question.name]
        if question.asked(answers):
            answers[question.name] = _answer(question, answers, said, yes)
        elif said is not None:
            raise WrongCall(f"{_option(question)} does not go with the other answers")
    if runbook is None:
        runbook = not yes and click.confirm("A first runbook too?", default=False, err=True)
    wanted = {
        _place(profile.parent, name): data for name, data in files(completed(answers), profile.name, runbook=runbook)
    }
    _write(wanted)
    _report(profile, answers)
    return DONE


def _profile(path: str) -> Path:
    file = Path(path)
    if file.is_dir():
        file /= PROFILE_NAMES[0]
    if not is_profile(file.name):
        raise WrongCall(
            f"a profile is called {PROFILE_NAMES[0]} or NAME{PROFILE_ENDINGS[0]}, not {printable(file.name)}"
        )
    return file


def _answer(question: Question, answers: Mapping[str, str], said: str | None, yes: bool) -> str:
    """An answer that holds: of the option, or by default, or of who sits at the terminal."""
    default = question.default(answers)
    if said is None and yes and default is None:
        raise WrongCall(f"{_option(question)} is needed: it has no default")
    if said is not None or yes:
        try:
            return _checked(question, answers, said or default or "")
        except click.UsageError as error:
            raise WrongCall(f"{_option(question)}: {error.message}") from None
    kind = click.Choice(question.choices) if question.choices else click.STRING

    def judge(text: str) -> str:
        return _checked(question, answers, str(kind(text)))

    return str(click.prompt(question.text, default=default, type=kind, value_proc=judge, err=True))


def _checked(question: Question, answers: Mapping[str, str], answer: str) -> str:
    from ...starting import errors

    if not answer.strip() or not answer.isprintable():
        raise click.UsageError("write something")
    for message in errors({**answers, question.name: answer}):
        raise click.UsageError(message)
    return answer


def _place(folder: Path, name: str) -> Path:
    """Where a file belongs: beside the profile, but what configures a repository at its top."""
    here = Path(os.path.abspath(folder))
    tops = [above for above in (here, *here.parents) if (above / ".git").exists()] if name == PRE_COMMIT else []
    return tops[0] / name if tops else folder / name


def _write(wanted: Mapping[Path, bytes]) -> None:
    """Writes the files, or none where one is there already; a schema that is there may be the same."""
    from ...writing import write

    missing = {path: data for path, data in wanted.items() if not _same(path, data)}
    for path in missing:
        _refuse(path)
    written: list[Path] = []
    for path, data in missing.items():
        try:
            write(path, data)
        except OSError as error:
            for file in written:
                file.unlink()
            raise cannot("write", str(path), error) from None
        written.append(path)
    say(f"wrote {', '.join(printable(str(path)) for path in written)}")


def _refuse(path: Path) -> None:
    if os.path.lexists(path):
        raise WrongCall(f"{printable(str(path))} exists already, and nothing was written")


def _same(path: Path, data: bytes) -> bool:
    try:
        return path.name == SCHEMA and path.read_bytes() == data
    except OSError:
        return False


def _report(profile: Path, answers: Mapping[str, str]) -> None:
    """What is not quite right with the profile, and what to do next."""
    from ...quoting import sh
    from ...report.text import finding
    from ...starting import compiled

    made = compiled(answers, profile)
    for diagnostic in made.diagnostics:
        say(finding(diagnostic, made.hidden, coloured(sys.stderr)))
    say(f"next: stt-compile render {sh.word((str(profile),))}")
