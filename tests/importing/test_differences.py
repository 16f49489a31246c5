"""Commands with odd spellings: what arrives of them and of their profiles differs only where `import` says so."""

from __future__ import annotations

import re
import shlex
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from stt_compile import importing, targets
from stt_compile.compile import compile_bytes
from stt_compile.importing.findings import Kind
from stt_compile.source import Source

from ..properties.conftest import EFFORT
from ..recorder.exchange import Exchange, decoded_query
from ..recorder.namespace import HOSTS, Recorder, Unavailable, require
from .test_corpus import Bench

ADDRESS = "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/5f0c1e52-7a36-4d0e-9a1d-3b1f5c2e8d01/v1"
VALUES = {"K": "v-K", "T": "v-T", "M": "v,M", "STT_APIKEY": "new", "STT_TOKEN": "new"}
PAIRS = re.findall(
    r"\S+",
    """
    model=en-GB_Telephony model=en%2DGB_Telephony model=en-gb_telephony model=en-GB_Telephony%20 %6dodel=en-GB_Telephony
    timestamps=true timestamps=%74rue timestamps=True timestamps timestamps= Timestamps=true timestamps=false
    word_confidence=true word_confidence=yes word_confidance=true amp;word_confidence=true
    keywords=a,b keywords=a%2Cb keywords=a%2cb keywords=a+b keywords=a%20b keywords="a","b" keywords=%C3%A9,%ff
    keywords_threshold=0.5 keywords_threshold=.5 keywords_threshold=0.50 keywords_threshold=5e-1
    max_alternatives=3 max_alternatives=03 max_alternatives=3.0 max_alternatives=%33 inactivity_timeout=-1
    language_customization_id=$M brand_new=a brand_new=a+b brand%5Fnew=a~b%7E interim_results=true = == &
""",
)
HEADERS = (
    *("Content-Type: audio/flac", "Content-Type:audio/flac", "content-type: audio/flac", "Content-Type: audio/flac;"),
    *(
        "Content-Type: Audio/Flac",
        "Content-Type: audio/l16; rate=16000",
        "Content-Type: audio/l16;rate=16000;channels=1",
    ),
    *('Content-Type: audio/ogg; codecs="opus"', "Content-Type:", "X-Watson-Learning-Opt-Out: true", "Accept:"),
    *("x-watson-learning-opt-out: 1", "X-Watson-Metadata: customer_id=acme", "Accept: application/json"),
    *("Transfer-Encoding: chunked", "Accept-Language: en", "accept-language:  en", "X-Empty;"),
)
CREDENTIALS = (
    *("-u apikey:$K", '-u "apikey:$K"', "--user=apikey:$K", "-u apikey:", '-u "apikey: $K"', "-u me:$K"),
    *("--oauth2-bearer $T", '-H "Authorization: Bearer $T"', '-H "authorization:bearer  $T"'),
    *('-H "Authorization: Bearer $T" -u apikey:$K', "--oauth2-bearer $T -u apikey:$K", "-u apikey:literal-of-a-key"),
)
METADATA = (
    *('{"part_content_type": "audio/flac"}', '{"part_content_type":"audio/flac"}', "{}"),
    *('{"part_content_type": "audio/flac", "timestamps": "true"}', '{"max_alternatives": 3.0, "timestamps": true}'),
    *('{"timestamps": true, "timestamps": false}', '{"keywords": "a,b", "keywords_threshold": 0.50}'),
    *('{"keywords": ["\\u0061", "b"], "keywords_threshold": 0.5}', '{"timestamps": true,}', '{"brand_new": 1}'),
)


FILES = (
    *("upload=@a.flac", "upload=@a.flac", "upload_1=@a.flac", "'upload=@a.flac;type=audio/flac'"),
    *("'upload=@\"a.flac\"'", "upload=@a.flac,b.flac"),
)
BODIES = ("--data-binary @a.flac", "-d @a.flac", "-T a.flac", "-X POST -T a.flac", "-X post --data-binary @a.flac")


def _form(chance: Random) -> str:
    behind = chance.choice(("", "", "", ";type=application/json"))
    parts = [f"-F {shlex.quote(f'metadata={chance.choice(METADATA)}{behind}')}"] * chance.choice((1, 1, 1, 0, 2))
    parts.insert(chance.choice((0, len(parts))), f"-F {chance.choice(FILES)}")
    return " ".join(parts)


def _plain(chance: Random) -> str:
    """A command with one odd spelling at most, or two: many oddities hide one another."""
    pairs, header, body = ["model=en-GB_Telephony"], "Content-Type: audio/flac", "--data-binary @a.flac"
    credentials = "-u apikey:$K"
    odd = chance.choice(("query", "query", "header", "body", "credentials", "form"))
    if odd == "query":
        pairs.insert(chance.randint(0, 1), chance.choice(PAIRS))
    elif odd == "header":
        header = chance.choice(HEADERS)
    elif odd == "body":
        body = chance.choice(BODIES)
    elif odd == "form":
        header, body = "Accept: application/json", _form(chance)
    elif odd == "credentials":
        credentials = chance.choice(CREDENTIALS)
    address = f"{ADDRESS}/recognize?{'&'.join(pairs)}"
    return f"curl -s {credentials} -H {_quoted(header)} {body} {_quoted(address)}"


def _command(chance: Random) -> str:
    pairs = chance.choices(PAIRS, k=chance.randint(0, 3))
    behind = chance.choice((0, len(pairs), len(pairs), chance.randint(0, len(pairs))))
    query = "&".join(pairs[:behind])
    sign = "?" if query or chance.random() < 0.1 else ""
    words = [f"--url-query {_quoted(pair)}" for pair in pairs[behind:]]
    words += [f"-H {_quoted(header)}" for header in chance.choices(HEADERS, k=chance.randint(0, 2))]
    words += [chance.choice(CREDENTIALS), chance.choice((*BODIES, _form(chance), _form(chance)))]
    chance.shuffle(words)
    path = chance.choice(("recognize", "recognize", "recognize", "recognitions", "recognize/"))
    return f"curl -s {' '.join(words)} {_quoted(f'{ADDRESS}/{path}{sign}{query}')}"


def _quoted(word: str) -> str:
    """A word in double quotes, where variables are put in."""
    return '"' + re.sub(r'(["\\`])', r"\\\1", word) + '"'


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    try:
        with Recorder(HOSTS) as recorder:
            yield Bench(recorder, tmp_path_factory.mktemp("differences"))
    except Unavailable as reason:
        require(str(reason))


@pytest.mark.parametrize("seed", range(EFFORT))
def test_what_differs_is_said(bench: Bench, seed: int) -> None:
    chance = Random(seed)
    commands = [_plain(chance) if number % 4 else _command(chance) for number in range(120)]
    kinds: dict[str, set[Kind]] = {}
    made: dict[str, str] = {}
    for number, command in enumerate(commands):
        imported = importing.read([Source("page.sh", command)])
        compilation = compile_bytes("imported", imported.text.encode(), Path("imported.stt.yaml"))
        said = {finding.kind for finding in imported.findings}
        assert ("mistake" in said) == bool(compilation.errors), (command, said)
        if not compilation.errors:
            kinds[str(number)] = said
            made[str(number)] = targets.render(compilation.plan(0), targets.load("curl"))
    before = _arrived(bench, {name: commands[int(name)] for name in made})
    after = _arrived(bench, made)
    problems = []
    for name in kinds.keys() & before.keys():  # some are no commands for curl, which has a finding
        same = before[name] == after[name]
        if kinds[name] <= {"kept"}:
            fits = same
        elif kinds[name] <= {"kept", "respelt"}:
            fits = not same and _read(before[name]) == _read(after[name])
        else:
            fits = not same or bool(kinds[name] & {"credential", "assumed", "left out"})
        if not fits:
            problems.append(f"{sorted(kinds[name])}: {commands[int(name)]}\n    {before[name]}\n    {after[name]}")
    assert problems == [], "\n".join(problems)
    assert all(kinds[name] - {"kept"} for name in kinds.keys() - before.keys())


Arrived = tuple[str, str, tuple[tuple[str, str], ...], tuple[object, ...]]


def _arrived(bench: Bench, scripts: dict[str, str]) -> dict[str, Arrived]:
    folder, _ = bench.prepare("a.flac b.flac")
    return {name: _raw(exchange) for name, exchange in bench.run(folder, scripts, VALUES)}


def _raw(exchange: Exchange) -> Arrived:
    """The characters of a request, without what curl writes of its own and as it likes to."""
    path, mark, query = exchange.target.partition("?")
    own = ("host", "x-corpus", "content-length", "expect", "authorization", "user-agent")
    headers = [(name, value) for name, value in exchange.headers if name.lower() not in own]
    headers += [(name, value) for name, value in exchange.headers if name.lower() == "authorization"]
    parts = exchange.parts
    if parts is not None:
        headers = [(name, value) for name, value in headers if name.lower() != "content-type"]
        return exchange.method, path + mark + query, tuple(headers), parts
    return exchange.method, path + mark + query, tuple(headers), (exchange.body,)


def _read(arrived: Arrived) -> object:
    """What a server takes a request for."""
    method, target, headers, _ = arrived
    path, _, query = target.partition("?")
    pairs = Counter(pair for pair in decoded_query(query) if any(pair))
    folded = sorted((name.lower(), re.sub(r'[\s"]', "", value.lower()).rstrip(";")) for name, value in headers)
    return method, path, pairs, [(name, sorted(value.split(";"))) for name, value in folded if name != "content-type"]
