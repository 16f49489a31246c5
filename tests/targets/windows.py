"""How a command gets from PowerShell to a program on Windows, by the published rules: nothing here runs there.

- Strings and tokens: about_Quoting_Rules (verbatim and expandable strings), about_Parsing (argument mode, backtick).
- From arguments to one command line: about_Parsing, Passing arguments to native commands: `Legacy`, which is all that
  Windows PowerShell 5.1 has (7.0 to 7.2 double a backslash at the end), and `Windows`, the default from 7.3 on, which
  is .NET's ProcessStartInfo.ArgumentList.
- From the command line to the program: CommandLineToArgvW, and Parsing C command-line arguments (2008 and before).

As a program it does what a file of PowerShell says, as far as our artefacts go, and runs the curl of this machine.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_TOKEN = re.compile(
    r"""(?P<verbatim>'(?:[^'\u2018-\u201b]|'')*')"""
    r"""|(?P<expandable>"(?:[^"`$\u201c-\u201e]|\$\{env:\w+\})*")"""
    r"""|(?P<variable>\$(?:env:)?\w+)"""
    r"""|(?P<sign>[(),+|{}&=])"""
    r"""|(?P<type>\[[A-Za-z.]+\]::\w+)"""
    r"""|(?P<bare>[A-Za-z-][A-Za-z0-9.-]*|-)"""
)


class Thrown(Exception):
    """What `throw` says."""


@dataclass(frozen=True)
class Command:
    """What reaches curl.exe."""

    arguments: tuple[str, ...]
    stdin: tuple[str, ...]
    """The lines that are piped."""


def interpreted(artefact: str, environment: Mapping[str, str]) -> Command:
    """What an artefact does; it is made of nothing but what is understood here."""
    head, *statements, tail = artefact.replace(" `\n", " ").replace(",\n", ", ").splitlines()
    assert (head, tail) == ("& {", "}")
    known: dict[str, str] = {}
    *checks, encoding, call = (statement.strip() for statement in statements)
    for check in checks:
        _check(check, known, environment)
    assert encoding == "$OutputEncoding = [Text.Encoding]::ASCII"
    tokens = _tokens(call)
    bar = tokens.index(("sign", "|"))
    lines = tuple(_piped(tokens[:bar], environment))
    assert "".join(lines).isascii()
    assert tokens[bar + 1] == ("bare", "curl.exe")
    return Command(tuple(_word(kind, token, environment) for kind, token in tokens[bar + 2 :]), lines)


def _check(statement: str, known: dict[str, str], environment: Mapping[str, str]) -> None:
    assigned = re.fullmatch(r"\$(\w+) = ('.*')", statement)
    if assigned:
        known[assigned[1]] = verbatim(assigned[2])
        return
    check = re.fullmatch(r"if \(\$env:(\w+) -cnotmatch \$(\w+)\) \{ throw ('.*') \}", statement)
    assert check, statement
    pattern = known[check[2]].replace(r"\z", r"\Z")  # the same to .NET and Python else
    if not re.search(pattern, environment.get(check[1], "")):
        raise Thrown(verbatim(check[3]))


def _tokens(line: str) -> list[tuple[str, str]]:
    found, at = [], 0
    while at < len(line):
        if line[at] == " ":
            at += 1
            continue
        token = _TOKEN.match(line, at)
        assert token, line[at:]
        found.append((str(token.lastgroup), token[0]))
        at = token.end()
    return found


def _piped(tokens: Sequence[tuple[str, str]], environment: Mapping[str, str]) -> list[str]:
    """Strings, and sums of strings and variables, with commas between them."""
    lines = [""]
    for kind, token in tokens:
        if token == ",":
            lines.append("")
        elif kind == "variable":
            lines[-1] += environment[token.removeprefix("$env:")]
        elif kind == "verbatim":
            lines[-1] += verbatim(token)
        else:
            assert token in "()+", token
    return lines


def _word(kind: str, token: str, environment: Mapping[str, str]) -> str:
    if kind == "verbatim":
        return verbatim(token)
    if kind == "expandable":
        return re.sub(r"\$\{env:(\w+)\}", lambda name: environment[name[1]], token[1:-1])
    assert kind == "bare", token
    return token


def verbatim(token: str) -> str:
    """about_Quoting_Rules: all is what it is, and two quotes are one."""
    return token[1:-1].replace("''", "'")


def legacy(arguments: Sequence[str], *, doubling: bool) -> str:
    """Up to 7.2: quotes around what holds white space outside of quotes; what is empty is dropped."""
    written = []
    for argument in arguments:
        if _has_open_space(argument):
            end = re.search(r"\\*\Z", argument)
            argument = f'"{argument}{end[0] if end and doubling else ""}"'
        written.append(argument)
    return " ".join(filter(None, written))


def _has_open_space(argument: str) -> bool:
    quotes, before = 0, ""
    for char in argument:
        if char == '"' and before != "\\":
            quotes += 1
        elif char.isspace() and quotes % 2 == 0:
            return True
        before = char
    return False


def listed(arguments: Sequence[str]) -> str:
    """From 7.3 on: quotes where there are blanks or quotes, backslashes doubled before a quote."""
    written = []
    for argument in arguments:
        if argument and not re.search(r'[\s"]', argument):
            written.append(argument)
            continue
        escaped = re.sub(r'(\\*)"', r'\1\1\\"', argument)
        written.append(_enclosed(escaped))
    return " ".join(written)


def _enclosed(escaped: str) -> str:
    end = len(escaped) - len(escaped.rstrip("\\"))
    return f'"{escaped}{escaped[len(escaped) - end :]}"'


def argv(line: str, *, doubled_quotes: bool) -> list[str]:
    """The arguments of a command line; since 2008 two quotes within quotes are one, and the quotes go on."""
    found: list[str] = []
    current: str | None = None
    quoted, at = False, 0
    while at < len(line):
        char = line[at]
        if char == "\\":
            end = at
            while end < len(line) and line[end] == "\\":
                end += 1
            count, before_quote = end - at, line[end : end + 1] == '"'
            current = (current or "") + "\\" * (count // 2 if before_quote else count)
            at = end
            if before_quote and count % 2:
                current += '"'
                at += 1
        elif char == '"':
            current = current or ""
            if quoted and doubled_quotes and line[at + 1 : at + 2] == '"':
                current += '"'
                at += 1
            else:
                quoted = not quoted
            at += 1
        elif char in " \t" and not quoted:
            if current is not None:
                found.append(current)
            current = None
            at += 1
        else:
            current = (current or "") + char
            at += 1
    return found if current is None else [*found, current]


def ways(arguments: Sequence[str]) -> list[list[str]]:
    """What a program gets, for each version of PowerShell and each parser."""
    lines = [legacy(arguments, doubling=False), legacy(arguments, doubling=True), listed(arguments)]
    return [argv(line, doubled_quotes=doubled) for line in lines for doubled in (False, True)]


def main(file: str) -> int:
    command = interpreted(Path(file).read_text(encoding="ascii"), os.environ)
    (arguments,) = {tuple(way) for way in ways(command.arguments)}
    piped = "".join(f"{line}\r\n" for line in command.stdin)
    return subprocess.run(["curl", *arguments], input=piped.encode("ascii"), check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
