"""Long lines, of which nothing can be read: `check` comes to an end, and shows no secret of them."""

from __future__ import annotations

import time

import pytest
from click.testing import CliRunner

from stt_compile.cli import main

REPEATED = (
    *(" x", "-", "-token", "token ", "apikey:", "secret=", "https://", "https://a@", "?token=", "?a&", "'", '"', "\\"),
    *("[", "{a: ", "- ", "*a ", "&a ", "!t ", "# ", "? ", ": ", "é", "env", "${", "a: b, "),
)


def check(text: str) -> str:
    """What is said of a text."""
    result = CliRunner().invoke(main, ["check", "-"], input=text.encode())
    assert result.exit_code in (0, 1), result.stderr
    return result.stdout + result.stderr


@pytest.mark.parametrize("piece", REPEATED)
def test_long_lines_take_as_much_longer_as_they_are_longer(piece: str) -> None:
    def taken(size: int) -> float:
        begin = time.process_time()
        check("a: [" + piece * (size // len(piece)))
        return time.process_time() - begin

    for _ in range(3):  # what else the machine does disturbs what is measured
        if taken(24_000) < 8 * max(taken(6_000), 0.05):
            return
    pytest.fail("four times the text takes more than eight times as long")


@pytest.mark.parametrize(
    "line",
    [
        "auth: {apikey: kxqvz, token: kxqvz",
        "auth: {token: kxqvz, apikey: kxqvz",
        "x: [password=kxqvz, secret: {env: A}",
        "url: 'https://me:kxqvz@h.example",
        "a: {my-token : kxqvz",
        "auth: {apikey: {env: A}, token: kxqvz",
        "auth: {apikey: {env: A} kxqvz, token: {env: B}",
        '{"Authorization": "Bearer kxqvz"',
    ],
)
def test_a_line_that_is_unreadable_shows_no_secret(line: str) -> None:
    assert "kxqvz" not in check(f"version: 1\n{line}\n")
