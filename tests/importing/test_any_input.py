"""Any bytes: never a defect, never an endless run, never a secret in what is printed, and what is printed is valid."""

from __future__ import annotations

import re
import string
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import assume, example, given, settings
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


@pytest.mark.parametrize(
    "piece",
    [
        "curl '",
        "{action: 'start', a: ",
        "{action: 'start', /* ",
        "a = a + a;",
        "A=$A$A\n",
        "curl -a $(",
        "for if ",
        "a",
        f"curl {URL}?&a=",
    ],
)
def test_long_texts_take_as_much_longer_as_they_are_longer(piece: str) -> None:
    def taken(count: int) -> float:
        source = Source("a.md", piece * count)
        begin = time.process_time()
        importing.read([source])
        return time.process_time() - begin

    taken(10)
    short, long = taken(1000), taken(4000)
    assert long < 8 * max(short, 0.05), (short, long)


# --- secrets ---------------------------------------------------------------------------------------------------------

PLACES = (
    "curl -u apikey:{} {url} -d @a.flac",
    "curl -uapikey:{} {url} --data-binary @a.flac",
    "curl --user 'apikey:{}' {url} --data-binary @a.flac",
    'curl -u "user:{}" {url} --data-binary @a.flac',
    'curl -u "{}:x" {url} --data-binary @a.flac',
    "curl -sku apikey:{} https://example.com/other",
    "curl --oauth2-bearer {} {url} --data-binary @a.flac",
    "curl -H 'Authorization: Bearer {}' {url} --data-binary @a.flac",
    'curl -H "Authorization: bearer   {}" https://example.com/',
    "curl -H 'Authorization: {}' {url} --data-binary @a.flac",
    "curl -H 'Authorization: Strange {}' {url} -T a.flac",
    "curl -H X-Watson-Authorization-Token:{} {url} -T a.flac",
    "curl -H 'X-Api-Key: {}' {url} -T a.flac",
    "curl -b session={} {url} -T a.flac",
    "curl -x http://me:{}@proxy:80 {url} -T a.flac",
    "curl -U me:{} {url} -T a.flac",
    "curl https://apikey:{}@api.eu-de.speech-to-text.watson.cloud.ibm.com/v1/recognize -T a.flac",
    "curl '{url}?apikey={}' -T a.flac",
    "curl '{url}?access_token={}&model=x' -T a.flac",
    "curl -X POST 'https://iam.cloud.ibm.com/identity/token' -d 'grant_type=x&apikey={}'",
    'curl -X POST https://iam.cloud.ibm.com/identity/token --data-urlencode "apikey={}"',
    "curl -X POST '{base}/v1/register_callback?callback_url=http://x.example/y&user_secret={}' -u apikey:x",
    'curl -X POST \'https://h.example/icp4d-api/v1/authorize\' -d \'{{"username":"me","password":"{}"}}\'',
    "curl -k -u me:{} \\\n  -X GET {base}/v1/customizations",
    "wss://h.example/v1/recognize?access_token={}",
    "wss://h.example/v1/recognize?watson-token={}&model=a",
    "var token = '{}';\nvar u = 'wss://h.example/v1/recognize?access_token=' + token;",
    "const u = `wss://h.example/v1/recognize?access_token={}`",
    "API_KEY={}\ncurl -u apikey:$API_KEY {url} -T a.flac",
    "CRED=apikey:{}\ncurl -u $CRED {url} -T a.flac",
    'AUTH="Authorization: Bearer {}"\ncurl -H "$AUTH" {url} -T a.flac',
    "curl -u apikey:{} {url} -T a.flac\ncurl https://h.example/{}/x -I",
    'curl -F \'metadata={{"apikey":"{}"}}\' -F upload=@a.flac {url}',
    '{{"action": "start", "access_token": "{}"}} wss://h.example/v1/recognize',
    'curl.exe -u "apikey:{}" `\n -T a.flac {url}',
    "curl --user=apikey:{} {url} -T a.flac",
    "curl —user apikey:{} {url} -T a.flac",
    "curl -u “apikey:{}” {url} -T a.flac",
    "curl -E cert.pem:{} {url} -T a.flac",
    "curl -u apikey:$K -T a.flac '{base}/v1/recognitions?callback_url=https://me:{}@ops.example.com/cb'",
    "curl -u apikey:$K -T a.flac '{base}/v1/recognitions?callback_url=https%3A%2F%2Fme%3A{}%40ops.example.com'",
    "curl -u apikey:$K -T a.flac '{base}/v1/recognitions?callback_url=https://h.example/cb%3Ftoken%3D{}'",
    "curl -u apikey:$K -T a.flac '{base}/v1/recognitions?callback_url=https://h.example/cb?a=1%26sig={}'",
    "curl -u apikey:$K -X POST '{base}/v1/register_callback?callback_url=https://h.example/cb%3Fsig%3D{}'",
    "KEY={}; curl -u apikey:$KEY --data-binary @$KEY.flac {url}",
    "KEY={}\ncurl -u apikey:$KEY --data-binary @$KEY.flac {url}\ncurl -T $KEY.flac {url}",
    'PASS={}\ncurl -u apikey:$K -H "X-Foo: $PASS" {url} -T a.flac',
    "{{action: 'start', auth: '{}', bearer: '{}', x: [{{sig: '{}'}}]}} wss://h.example/v1/recognize",
    "curl -u apikey:$K -H 'X-Auth: {}' {url} -T a.flac",
    "curl -u apikey:$K -H 'X-Auth: {}' https://h.example/other",
    "curl -u apikey:$K -H 'X-Watson-Metadata: customer_id=a;token={}' {url} -T a.flac",
    "curl -u apikey:$K '{url}?timestamps=true&sig={}' -T a.flac",
    "curl -u apikey {} {url} -T a.flac",
    "curl -u me {} https://h.example/other",
    "curl --unknown-option {} https://h.example/other",
    "curl --unknown-option {} {url} -T a.flac",
)
AROUND = (
    "",
    "\n",
    "```\n",
    "'",
    '"',
    "`",
    "\\",
    "\\\n",
    " | ",
    "$(",
    "# ",
    "> ",
    "{",
    "}",
    " -F a=",
    " --json ",
    " -X DELETE ",
)


@settings(max_examples=150 * EFFORT)
@given(
    st.sampled_from(PLACES),
    st.text(string.ascii_letters + string.digits + "-_", min_size=10, max_size=44).filter(
        lambda text: text[0] not in "-_" and not re.search("(?i)stt|apikey|token|user|http|example", text)
    ),
    st.sampled_from(AROUND),
    st.sampled_from(AROUND),
)
def test_no_secret_is_shown(place: str, secret: str, before: str, behind: str) -> None:
    def filled(value: str) -> str:
        text = place.replace("{url}", URL).replace("{base}", URL.removesuffix("/v1/recognize"))
        return text.replace("{}", value).replace("{{", "{").replace("}}", "}")

    text, other = filled(secret), holds(filled("0123456789ABCDEF").encode())
    assume(secret not in other.stdout + other.stderr)  # a word that is printed anyway
    for source in (text, before + text + behind, f"{text}\n{behind}{text}"):
        result = holds(source.encode())
        assert secret not in result.stdout, result.stdout
        assert secret not in result.stderr, result.stderr


@pytest.mark.parametrize(
    "text",
    [
        "curl -u apikey {} {url} -T a.flac",
        "curl -u apikey:$K -H 'X-Auth: {}' {url} -T a.flac",
        "curl -u apikey:$K '{url}?sig={}' -T a.flac",
        "curl -u apikey:$K -T a.flac '{base}/v1/recognitions?callback_url=https://me:{}@ops.example.com/cb'",
        "curl --unknown-option {} https://h.example/other",
        "curl -u apikey {} https://h.example/other",
        "{action: 'start', auth: '{}', x: {bearer: '{}'}} wss://h.example/v1/recognize",
        'PASS={}\ncurl -u apikey:$K -H "X-Foo: $PASS" {url} -T a.flac',
    ],
)
def test_short_secrets_are_hidden_where_they_stand(text: str) -> None:
    text = text.replace("{url}", URL).replace("{base}", URL.removesuffix("/v1/recognize")).replace("{}", "s3Kr!t")
    result = holds(f"{text}\ncurl -u apikey:$K -T a.flac {URL}\n".encode())
    assert "s3Kr" not in result.stdout + result.stderr, result.output
