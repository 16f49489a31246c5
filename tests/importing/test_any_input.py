"""Any bytes: never a defect, never an endless run, never a secret in what is printed, and what is printed is valid."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import example, given, settings
from hypothesis import strategies as st

from stt_compile import importing
from stt_compile.cli import main
from stt_compile.compile import compile_bytes
from stt_compile.source import Source

from ..properties.conftest import EFFORT
from ..properties.invariants import no_masks

ID = "6bbda3b3-d572-45e1-8c54-22d6ed9e52c2"
URL = f"https://api.eu-de.speech-to-text.watson.cloud.ibm.com/instances/{ID}/v1/recognize"
PIECES = (
    *(
        "curl ",
        "curl.exe ",
        "curl",
        "\n",
        " \\\n",
        "`\n",
        "^\n",
        "\r\n",
        " ",
        "\t",
        "```sh\n",
        "```\n",
        "> ",
        "$ ",
        "| jq",
    ),
    *(
        "-u ",
        "--user ",
        "-H ",
        "--header=",
        "-d ",
        "--data-binary ",
        "-T ",
        "-F ",
        "--form-string ",
        "-G ",
        "-K x ",
        "-X ",
    ),
    *("--url ", "--url-query ", "--next ", "-sSk", "-k ", "--oauth2-bearer ", "--json ", "--compressed ", "--", "-:"),
    *(
        "'",
        '"',
        "`",
        "$'",
        '$"',
        "\\",
        "$(",
        ")",
        "(",
        "${",
        "}",
        "{",
        "[",
        "]",
        "<",
        ">",
        "<<EOF",
        "&",
        "&amp;",
        ";",
        "#",
    ),
    *(
        "$A",
        "${A}",
        "${A:?set A}",
        "$env:A",
        "%A%",
        "{apikey}",
        "<API-KEY>",
        "$(date)",
        "${A%.x}",
        "$1",
        "“",
        "’",
        "—data",
    ),
    *(
        "apikey:{apikey}",
        "a:b",
        "Authorization: Bearer x",
        "Authorization: Basic YTpi",
        "X-Watson-Metadata: customer_id=a",
    ),
    *(
        "Content-Type: audio/l16;rate=1;x=2",
        "Content-Type:",
        "@a.flac",
        "@-",
        "@",
        "a.flac",
        "metadata={",
        "upload=@a,b",
    ),
    *(URL, f"{URL}?", f"{URL[:-9]}recognitions?callback_url=http://x&", "{url}/v1/recognize?", "wss://h/v1/recognize?"),
    *("?model=", "&keywords=a,b", '&keywords="a","b"', "&timestamps=True", "&x=%00%ff", "&acoustic_customization_id="),
    *(
        "&version=1",
        "&customization_id={id}",
        "&radaction=true",
        "&=",
        "&events=x",
        "&results_ttl=1e9",
        "&max_active=1",
    ),
    *("&speech_event_sensitivity=0.5", "&customization_weight=1e400", "&hints=a", "&keywords_threshold=-.5"),
    *(
        "{action: 'start', ",
        '{"action": "start", "x": {"y": [1, null]}, ',
        "content-type: 'audio/wav'",
        "interim_results: tru",
    ),
    *(
        "}",
        "var a = '",
        "a + '",
        "+= `",
        "${a}`",
        "new WebSocket(a)",
        "JSON.stringify(",
        "\0",
        "\x1b[31m",
        "\ufeff",
        "é",
        "日",
    ),
    *(
        "# stt: ignore[STT501] reason",
        "A=b\n",
        "export URL=https://x\n",
        "/v1/register_callback?callback_url=http://x&user_secret=",
    ),
)


def run(data: bytes, name: str = "page.md") -> Result:
    with no_masks():
        result = CliRunner().invoke(main, ["import", "-", "--stdin-filename", name], input=data)
    assert result.exit_code in (0, 1), (result.exit_code, result.stderr)
    assert not result.exception or isinstance(result.exception, SystemExit), result.exception
    return result


def holds(data: bytes, name: str = "page.md") -> Result:
    """Reads a text, and asserts all that holds for every one."""
    result = run(data, name)
    assert (result.exit_code == 0) == bool(result.stdout)
    if result.stdout:
        compilation = compile_bytes("x.stt.yaml", result.stdout.encode(), Path("x.stt.yaml"))
        unreadable = [found for found in compilation.diagnostics if found.code.startswith(("STT1", "STT2"))]
        assert not unreadable, (unreadable[0].message, result.stdout)
        assert compilation.requests
        assert not compilation.ignored
        assert "STT301" not in {found.code for found in compilation.diagnostics}
    for line in result.stderr.splitlines():
        assert line.isprintable(), line
    return result


@settings(max_examples=120 * EFFORT)
@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
@example(f"curl {URL} -u a:b -d @x")
@example("curl " + '"' * 300)
def test_texts_of_pieces(text: str) -> None:
    holds(text.encode("utf-8", "replace"))


@settings(max_examples=60 * EFFORT)
@given(st.binary(max_size=300), st.sampled_from(["a.md", "a.ps1", "a.cmd", "a.js", ""]))
def test_bytes(data: bytes, name: str) -> None:
    holds(b"curl -u a:b " + URL.encode() + b"?" + data, name or "x")
    holds(data, name or "x")


@pytest.mark.parametrize(
    "piece",
    [
        '"',
        "'",
        "curl '",
        'curl "\n',
        "$(",
        "`",
        "{",
        "[",
        "a + ",
        "wss://",
        "${",
        "<a",
        "/*",
        "\\\n",
        "{action: 'start', a: {",
        "&a=",
        "${A:-",
        "curl -F a=",
        "''' + ",
    ],
)
def test_long_texts_come_to_an_end(piece: str) -> None:
    for text in (piece * 2000, f"curl {URL}?" + piece * 2000, f"x = '{URL}' + {piece * 2000}"):
        run(text.encode())


REPEATED = (
    # words and quotes of a shell
    *(
        "curl ",
        "curl %",
        "curl $(",
        "curl ${A:-",
        "curl -u ",
        "curl -u a b ",
        "curl '",
        'curl "',
        "curl 'x -a ",
        "curl >",
    ),
    *("curl > $(", "curl <<EOF ", "curl #", "curl ;", "curl --next ", "curl -a ", "curl --unknown x ", "curl $'\\'"),
    *(
        "curl \u2018",
        "curl \u2014a ",
        "curl \\\n",
        "curl `\n",
        "curl ^\n",
        'curl \\\n-a \\"\n',
        "curl {a,",
        "curl ?&a=",
    ),
    *("./curl.exe ", "$ curl x ", "1. curl ", "sudo curl ", "<pre>curl ", "`curl ", "```\ncurl ", '&a="curl" b:`curl '),
    *("cat x | ", "cat x | curl ", "xargs curl ", "'a' | curl.exe -K -\n", "'a',\n", "'a' ,'b' | & curl.exe -K - "),
    # what a script says around commands
    *("A=$A$A\n", "A=$B$A\n", "A='b'\n", ";IFS=", "for if ", "for x in a b; do\n", "if x; then\n", "done\n", "cd x\n"),
    *(" ", "\t", "\n", "> ", "| ", "&amp;", "&amp;a=b", "# ", "\\", "<a ", "{url", "{action} ", "```\n", "~~~ x\n"),
    # programs
    *('"', "'", "`", '\\"', "\\'", "\\`", "/*", "/* */", "// x\n", "a + ", "a = a + a;", "a += 'b';", "b = a + 'c';"),
    *(
        "'a' + ",
        "`${a}` + ",
        "`${",
        "f(",
        "f(a, ",
        "a.b(",
        "{",
        "[",
        "{a: ",
        "{a: 1, ",
        "{'a': [",
        "wss://",
        "wss://x]}]}",
    ),
    *(
        "{action: 'start', a: ",
        "{action: 'start', /* ",
        "{action: 'start'}\n",
        "action: 'start' ",
        "https://a{b}[c]..x",
    ),
    *("wss://h/v1/recognize\n", "wss://h/v1/recognize?", "```\nwss://h/v1/recognize\n{action: 'start'}\n```\n"),
    # words that stand before secrets
    *(
        "token",
        "apikey=",
        "key: ",
        "Bearer ",
        "Authorization: ",
        "-u ",
        "--user=",
        "%3A%2F%2F",
        "https://a:b@",
        "?",
        "&x",
    ),
    # commands that are taken over; the second ones with a number
    *(f"curl -T a.flac {URL}\n", f"curl {URL} --next ", f"curl -u a:b {URL} ", "curl https://x/y\n"),
    *(
        f"curl -T a.flac {URL}?timestamp§=true\n",
        f"curl -T a§.flac {URL}?p§=1\n",
        "curl -T a https://h§/v1/recognize\n",
    ),
    *("for x in a b; do\ncurl -T a§.flac https://h/v1/recognize\ndone\n", "wss://h§/v1/recognize\n"),
    *("a§ = 'wss://h§/v1/recognize' + a§;\n", "A§=$A$B\n", "curl -T a https://h/v1/recognize?customization_id=§\n"),
    *("curl -u apikey:abcdefghijk§ -T a https://h/v1/recognize\n", "wss://h/v1/recognize?access_token=abcdefghijk§\n"),
)
"""What texts are made of that are slow to read for what only seems to be simple; `§` is a number."""


@pytest.mark.parametrize("piece", REPEATED)
def test_long_texts_take_as_much_longer_as_they_are_longer(piece: str) -> None:
    def taken(size: int) -> float:
        text = "".join(piece.replace("§", str(number)) for number in range(size // len(piece)))
        begin = time.process_time()
        importing.read([Source("a.md", text)])
        return time.process_time() - begin

    for _ in range(3):  # what else the machine does disturbs what is measured
        if taken(24_000) < 8 * max(taken(6_000), 0.02):
            return
    pytest.fail("four times the text takes more than eight times as long")
