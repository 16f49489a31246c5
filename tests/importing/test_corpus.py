"""Commands as people write them: each is run as it stands, and so is what `import` and `render` make of it.

What arrives is compared: without a finding it must be the same characters, with one it must differ just as the note
above the command says, which was written by hand. Browsers' programs are run by Node, and what comes back of them as a
module in a page; an address alone is opened by a client that sends just its message. Commands of PowerShell and cmd.exe
have twins for sh, since there are none to run them.
"""

from __future__ import annotations

import base64
import json
import re
import shlex
import shutil
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from stt_compile import load, targets
from stt_compile.cli import main
from stt_compile.compile import Compilation
from stt_compile.diagnostics import Severity
from stt_compile.targets.json import data
from stt_compile.wire import Plan

from ..recorder.exchange import Exchange, decoded_query
from ..recorder.namespace import HOSTS, Recorder, Unavailable, require
from ..targets.cases import filled
from ..targets.test_javascript import installed_node
from .annotated import Command, commands

HERE = Path(__file__).parent
CORPUS = HERE / "corpus"
FILES = sorted(file.name for file in CORPUS.iterdir() if ".twins." not in file.name)
CLOUD = "speech-to-text.watson.cloud.ibm.com"
OLD = ["stream", "stream-fra", *(f"gateway-{place}" for place in ("syd", "wdc", "tok", "lon", "seo"))]
OTHERS = [f"api.private.eu-de.{CLOUD}", *(f"{name}.watsonplatform.net" for name in OLD)]
AUDIO = bytes(range(256)) * 3 + b"\r\n"
STDIN = AUDIO + b"call.flac"
HOST = f"api.eu-de.{CLOUD}"
KNOWN = {
    "STT_HOST": HOST,
    "STT_HOST_2": HOST,
    "STT_URL": f"https://{HOST}",
    "STT_LOCATION": "eu-de",
    "STT_BASE_HOST": f"api.us-east.{CLOUD}/instances/v-STT_INSTANCE_ID",
    "BASE": f"https://api.us-east.{CLOUD}/instances/v-STT_INSTANCE_ID",
    "MODEL": "en-US_NarrowbandModel",
    "ACOUSTIC_ID": "v:ACOUSTIC_ID",
    "RECORDING": "w16.flac",
    "STT_COMMAND": "w17.flac",
    "STT_PATH_TO_FILE": "calls/",
    "file": "s01.flac",
}
"""Variables that must be what they are called, or something that not every option of curl encodes; the value of any
other says its name."""
FILLED = {
    "{url}": KNOWN["STT_URL"],
    "{location}": KNOWN["STT_LOCATION"],
    "{path_to_file}": KNOWN["STT_PATH_TO_FILE"],
    "{apikey}": "v-STT_APIKEY",
    "<API-KEY>": "v-STT_APIKEY",
    "<INSTANCE-ID>": "v-STT_INSTANCE_ID",
    "{instance_id}": "v-STT_INSTANCE_ID",
    "{token}": "v-STT_TOKEN",
    "{customization_id}": "v-STT_ACOUSTIC_CUSTOMIZATION_ID",
    "{customer_id}": "v-STT_CUSTOMER_ID",
    "{username}": "v-username",
    "{password}": "v-password",
}
"""What a reader puts in for the placeholders, and says again for the variables that take their place."""
ODD_NAMES = (
    "calls/2020 06 23/first call.flac",
    'calls/it\'s "one".flac',
    "calls/one; two, three.flac",
    "calls/v-BATCH_DATE.flac",
    "calls/v-BATCH_DATE.pcm",
    "calls/h02.flac",
    "it's t02.flac",
    "big.wav",
    "call.flac",
    "C:\\calls\\t03.flac",
    "first v07.flac",
    "cost $5 t07.flac",
)
OTHER_FILES = {
    "stt.conf": b'user = "apikey:v-STT_APIKEY"\n',
    "meta.json": b'{"part_content_type": "audio/flac"}',
    "corpus.txt": b"one two three\n",
    "lines.flac": b"one\r\ntwo\nlines",
    "key.txt": b"v-key\n",
    "url.txt": KNOWN["STT_URL"].encode(),
    "list.txt": b"g16.flac\n",
}
PORTS = [443, 31843]


def value(name: str, source: str) -> str:
    """The value of a variable: of one that the source does not know it says so."""
    given = {*re.findall(r"\w+", source), *(text[2:] for placeholder, text in FILLED.items() if placeholder in source)}
    return KNOWN.get(name) or f"{'v' if name in given else 'new'}-{name}"


# What arrives, as lines


@dataclass
class Facts:
    """What a request says, in lines that can be compared; the secret stands apart."""

    lines: Counter[str]
    secret: str = field(default="", repr=False)
    raw: tuple[tuple[str, str], ...] = ()
    """Lines with the characters that they came in, in their order; these may differ only where a finding says so."""


OWN = {"Host", "X-Corpus", "Content-Length", "Transfer-Encoding", "Expect", "Authorization", "Sec-Websocket-Key"}
"""Headers that a client sends of its own (curl asks to go on where it likes to), or that another line is for."""
_UNASKED = re.compile(r"Accept: \*/\*|User-Agent: curl/[\d.]+")
"""What curl sends of its own."""


def of_exchange(exchange: Exchange, bodies: Mapping[bytes, str], encodes: bool = False) -> Facts:
    """The lines of what arrived; a body by the name of the file that has it.

    Of headers the order counts, but not the place of `Authorization`, which is that of the option that makes it.

    Args:
        encodes: whether curl was told to encode something: in which letters it writes its digits depends on its age.
    """
    target = re.sub("%[0-9a-f]{2}", lambda found: found[0].upper(), exchange.target) if encodes else exchange.target
    path, mark, query = target.partition("?")
    raw = [(f"url {exchange.scheme} {exchange.host}{exchange.path}", path)]
    found = Counter({f"method {exchange.method}": 1, raw[0][0]: 1})
    tokens = []
    for piece in query.split("&") if mark else ():
        ((name, content),) = decoded_query(piece) or (("", ""),)
        if exchange.kind == "websocket" and name == "access_token":
            tokens.append(content)  # where in the address it stands is the client's own, as with headers
        else:
            raw.append((f"query {name}={content}", piece))
    raw += _headers(exchange)
    raw += _parts(exchange, bodies) if exchange.parts is not None else ()
    found.update(line for line, _ in raw[1:])
    if exchange.kind == "websocket":
        started = _start(exchange)
        raw += started
        found.update(line for line, _ in started)
    elif exchange.parts is None and exchange.body:
        found[f"body {_body(exchange.body, bodies)}"] += 1
    scheme, secret, spelt = ("bearer", tokens[0], "") if tokens else _authorization(exchange)
    if scheme != "none":
        scheme += ", and no secret" if not secret else ", with blanks" if secret != secret.strip() else ""
    found[f"auth {scheme}"] += 1
    return Facts(found, secret.strip(), (*raw, (f"auth {scheme}", spelt)))


def _headers(exchange: Exchange) -> Iterator[tuple[str, str]]:
    form = exchange.parts is not None
    for name, content in exchange.headers:
        line = f"{name.title()}: {content}".rstrip()
        if name.title() not in OWN and not _UNASKED.fullmatch(line) and not (form and name.title() == "Content-Type"):
            yield f"header {line}", name
    if exchange.kind == "http":
        chunked = [name for name, _ in exchange.headers if name.lower() == "transfer-encoding"]
        length = "length" if exchange.header("content-length") else "none"
        yield f"framing {'chunked' if exchange.chunked else length}", "".join(chunked)


def _parts(exchange: Exchange, bodies: Mapping[bytes, str]) -> Iterator[tuple[str, str]]:
    for part in exchange.parts or ():
        line = f"part {part.name}: {_body(part.body, bodies)}"
        yield line, part.body.decode("latin-1")
        for name, content in part.headers:
            if name.lower() != "content-disposition":
                yield f"part {part.name}: {name.replace('Content-Type', 'type')} {content}", ""
        if part.filename:
            yield f"part {part.name}: name {part.filename}", dict(part.headers)["Content-Disposition"]


def _start(exchange: Exchange) -> list[tuple[str, str]]:
    """The first message of a session: its values, and how its numbers are spelt. Order and blanks are nobody's."""
    said = next((message.data for message in exchange.messages if message.kind == "text"), None)
    if said is None:
        return []
    values, spelt = json.loads(said), json.loads(said, parse_int=str, parse_float=str)
    assert values.pop("action") == "start"
    return [(f"start {name}={json.dumps(values[name])}", json.dumps(spelt[name])) for name in sorted(values)]


def _authorization(exchange: Exchange) -> tuple[str, str, str]:
    """Kind, secret, and how the header is spelt."""
    for name, content in exchange.headers:
        if name.lower() == "authorization":
            scheme, _, rest = content.partition(" ")
            spelt = f"{name}: {scheme}"
            if scheme.lower() == "basic":
                user, _, secret = base64.b64decode(rest).decode().partition(":")
                return f"basic {user}", secret, spelt
            return scheme.lower(), rest, spelt
    return "none", "", ""


def _body(body: bytes, bodies: Mapping[bytes, str]) -> str:
    if body in bodies:
        return f"file {bodies[body]}"
    try:
        return json.dumps(json.loads(body), sort_keys=True)
    except ValueError:
        return f"text {body.decode('utf-8', 'backslashreplace')}".replace("\n", "\\n")


# What import says


_SECRETS = re.compile(r"kQ7-made-up-key_\w+|eyJ[\w.-]+|YXBpa2V5\w+|oldPassw0rd|hunter2hunter2|made-up-Secret-77")
"""The credentials of the corpus that are written out."""


@dataclass(frozen=True)
class Imported:
    """A profile that `import` wrote, and its findings."""

    compilation: Compilation
    text: str
    findings: tuple[tuple[str, int, str], ...]
    """File, line and kind."""
    requests: Mapping[tuple[str, int], tuple[str, ...]]
    """By the file and line that they came from."""

    def keeps(self, name: str, line: int) -> bool:
        """Whether what stands there is kept as a comment."""
        return re.search(rf"^# {re.escape(name)}:{line}: ", self.text, re.MULTILINE) is not None


def imported(names: Sequence[str], folder: Path) -> Imported:
    """What `import` makes of some files, which must be a profile in which nothing is unknown, and hold no secret."""
    ran = CliRunner().invoke(main, ["import", *names])
    assert ran.exit_code == 0, ran.stderr
    secrets = {secret for name in names for secret in _SECRETS.findall((CORPUS / name).read_text(encoding="utf-8"))}
    assert [secret for secret in secrets if secret in ran.stdout + ran.stderr] == []
    file = folder / "imported.stt.yaml"
    file.write_text(ran.stdout, encoding="utf-8")
    compilation = load(file)
    assert [finding for finding in compilation.diagnostics if finding.code < "STT3"] == [], ran.stdout
    said = re.findall(
        r"^([\w.-]+:\d+:\d+): ([a-z ]+): .*\n {5}= help: .*(?:\n {5}= also: (.*))?", ran.stderr, re.MULTILINE
    )
    told = [
        (place.split(":"), kind) for first, kind, also in said for place in (first, *filter(None, also.split(", ")))
    ]
    findings = tuple((name, int(line), kind) for (name, line, _), kind in told)
    return Imported(compilation, ran.stdout, findings, _origins(ran.stdout))


def _origins(profile: str) -> dict[tuple[str, int], tuple[str, ...]]:
    """Each place that a request came from, with the names of the requests below the comments that say so."""
    found: dict[tuple[str, int], tuple[str, ...]] = {}
    waiting: list[tuple[str, int]] = []
    for line in profile.partition("\nrequests:")[2].splitlines():
        key = re.match(r"  ([\w.\"-]+):", line)
        if key:
            for origin in waiting:
                found[origin] = (*found.get(origin, ()), key[1].strip('"'))
            waiting = []
        elif line.startswith("  # "):
            waiting += [(file, int(number)) for file, number in re.findall(r"([\w.-]+):(\d+)", line)]
    return found


# The runs


@dataclass
class Bench:
    """A folder with the files that commands name, beside a recorder."""

    recorder: Recorder
    folder: Path
    trust: bool = True
    """Whether clients know the recorder's authority; else commands must say whom they trust."""

    def prepare(self, source: str) -> tuple[Path, dict[bytes, str]]:
        """A new folder, and the names of its files by what is in them."""
        folder = self.folder / f"{len(list(self.folder.iterdir())):02}"
        names = {*re.findall(r"[\w/.-]+\.(?:flac|wav|ogg|mp3|pcm|ulaw|opus|webm|bin)\b", source), *ODD_NAMES}
        bodies: dict[bytes, str] = {}
        for name in sorted(name.lstrip("/") for name in names):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(AUDIO + name.encode())
            bodies[AUDIO + name.encode()] = name
        for name, content in OTHER_FILES.items():
            (folder / name).write_bytes(content)
        bodies[OTHER_FILES["lines.flac"]] = "lines.flac"
        bodies[re.sub(rb"[\r\n]", b"", OTHER_FILES["lines.flac"])] = "lines.flac without its line ends"
        (folder / "certs").mkdir()
        shutil.copy(self.recorder.ca_file, folder / "certs" / "authority.pem")
        return folder, bodies

    def run(
        self, folder: Path, scripts: Mapping[str, str], environment: Mapping[str, str]
    ) -> list[tuple[str, Exchange]]:
        """What arrived, and from which script. Curl says that by a header, which it is told in a file of its own."""
        for name, script in scripts.items():
            (folder / "marks" / name).mkdir(parents=True)
            (folder / "marks" / name / ".curlrc").write_text(f'header = "X-Corpus: {name}"\n', encoding="utf-8")
            (folder / "marks" / name / "script").write_text(script + "\n", encoding="utf-8")
        each = 'for name; do CURL_HOME="marks/$name" sh "marks/$name/script" < stdin; done'
        (folder / "stdin").write_bytes(STDIN)
        argv = ["sh", "-c", each, "sh", *scripts]
        run = self.recorder.run(argv, env=environment, cwd=folder, timeout=300, trust=self.trust)
        assert not run.expired, run.stderr.decode()
        found: list[tuple[str, Exchange]] = []
        for exchange in run.exchanges:
            mark = exchange.header("x-corpus") or (found[-1][0],)  # curl forgets its file behind --next
            found.append((mark[0], exchange))
        return found

    def browse(self, programs: Sequence[Mapping[str, Any]], folder: Path) -> list[tuple[str, Facts]]:
        """What programs for browsers open and say first; see `browser.cjs`."""
        if not programs:
            return []
        argv = [installed_node(), str(HERE / "browser.cjs")]
        told = json.dumps(programs).encode()
        run = self.recorder.run(argv, env={}, cwd=folder, stdin=told, timeout=300, trust=self.trust)
        assert (run.returncode, run.expired) == (0, False), run.stderr.decode()
        return [(exchange.header("x-corpus")[0], of_exchange(exchange, {})) for exchange in run.exchanges]


@pytest.fixture(autouse=True)
def in_the_corpus(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are named as they are there."""
    monkeypatch.chdir(CORPUS)


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    try:
        with Recorder([*HOSTS, *OTHERS], PORTS) as recorder:
            yield Bench(recorder, tmp_path_factory.mktemp("corpus"))
    except Unavailable as reason:
        require(str(reason))


def test_the_corpus_has_what_it_should() -> None:
    found = [command for name in FILES for command in commands(CORPUS / name)]
    assert len(found) >= 240
    assert {Path(name).suffix for name in FILES} == {
        ".sh",
        ".md",
        ".ps1",
        ".cmd",
        ".txt",
        ".js",
        ".rst",
        ".json",
        ".html",
    }


@pytest.mark.parametrize("name", FILES)
def test_what_comes_back_is_what_went_in(bench: Bench, name: str, tmp_path: Path) -> None:
    source = (CORPUS / name).read_text(encoding="utf-8")
    bench = replace(bench, trust="trust" not in name)
    found = commands(CORPUS / name)
    originals = _originals(bench, name, found, source)
    profile = imported([name], tmp_path)
    compilation = profile.compilation
    plans = {
        index: compilation.plan(index) for index in range(len(compilation.uses)) if index not in compilation.blocked
    }
    rendered = _rendered(bench, plans, source)
    keys = _Keys()
    problems: list[str] = []
    for command in found:
        lines = range(command.first, command.last + 1)
        requests = [request for line in lines for request in profile.requests.get((name, line), ())]
        here = [index for request in requests for index in compilation.select(request)]
        judged = Judged(
            command,
            [facts for key, facts in originals if key == str(command.first)],
            [rendered[index] for index in here if index in rendered],
            {kind for _, line, kind in profile.findings if line in lines},
            {finding.code for finding in compilation.touching(here) if finding.severity is Severity.ERROR},
            any(profile.keeps(name, line) for line in lines),
        )
        problems += [f"{name}:{command.first}: {problem}" for problem in judged.problems(keys)]
    own = {
        request
        for command in found
        for line in range(command.first, command.last + 1)
        for request in profile.requests.get((name, line), ())
    }
    others = {place for place, requests in profile.requests.items() if not own & set(requests)}
    problems += [f"{file}:{line}: no command stands there" for file, line in others]
    assert problems == [], "\n".join(["", *problems, "", profile.text])
    secret = any("user_secret" in data(plan).get("registration", {}) for plan in plans.values())
    assert secret == any(command.becomes == "registration" for command in found)
    requests = [json.dumps({**data(plan), "request": ""}) for plan in plans.values()]
    assert len(set(requests)) == len(requests), "equal requests are one"


def test_all_files_make_one_profile(tmp_path: Path) -> None:
    profile = imported(FILES, tmp_path)
    lost = [
        f"{name}:{command.first}"
        for name in FILES
        for command in commands(CORPUS / name)
        if command.becomes != "registration"
        for lines in [range(command.first, command.last + 1)]
        if not any((name, line) in profile.requests or profile.keeps(name, line) for line in lines)
    ]
    assert lost == []


def _rendered(bench: Bench, plans: Mapping[int, Plan], source: str) -> dict[int, Facts]:
    """What the plans send, by their index."""
    folder, bodies = bench.prepare(source)
    environment = {variable: value(variable, source) for plan in plans.values() for variable in plan.variables}
    sockets = {index: plan for index, plan in plans.items() if plan.interface == "websocket"}
    scripts = {str(i): targets.render(plan, targets.load("curl")) for i, plan in plans.items() if i not in sockets}
    arrived = [
        (key, of_exchange(one, bodies, _encodes(scripts[key]))) for key, one in bench.run(folder, scripts, environment)
    ]
    modules = [_module(index, plan, folder, environment) for index, plan in sockets.items()]
    arrived += bench.browse(modules, folder)
    assert sorted(int(index) for index, _ in arrived) == sorted(plans)
    return {int(index): facts for index, facts in arrived}


FETCHED = "fetched"
"""A token that a page has got for an API key."""


def _module(index: int, plan: Plan, folder: Path, environment: Mapping[str, str]) -> dict[str, Any]:
    """A plan as a module in a page."""
    file = folder / f"{index}.mjs"
    file.write_text(targets.render(plan, targets.load("javascript")), encoding="utf-8")
    auth = data(plan)["auth"]
    token = filled(auth["token"], environment) if "token" in auth else FETCHED
    return {"mark": str(index), "module": str(file), "token": token, "variables": environment}


_CLIENT = "const socket = new WebSocket(address); socket.onopen = () => message && socket.send(message);"
"""What opens an address alone, and sends the message that stands below it."""


def _originals(bench: Bench, name: str, found: list[Command], source: str) -> list[tuple[str, Facts]]:
    """What the commands send, with the first line of each."""
    folder, bodies = bench.prepare(source)
    variables = re.finditer(r"\$(?:env:)?\{?(?:env:)?([A-Za-z_]\w*)|%([A-Z_]+)%", source)
    environment = {name: value(name, source) for name in (found[1] or found[2] for found in variables)}
    codes = {str(command.first): f"{command.code}\n{command.then}".rstrip() for command in found}
    if name.endswith((".ps1", ".cmd")):
        twins = commands((CORPUS / name).with_suffix(".twins.sh"))
        codes = {key: twin.code for key, twin in zip(codes, twins, strict=True)}
    programs = [_program(key, code, environment) for key, code in codes.items() if "wss://" in code]
    scripts = {key: _script(code) for key, code in codes.items() if "wss://" not in code}
    arrived = bench.run(folder, scripts, environment)
    http = [(key, of_exchange(one, bodies, _encodes(scripts[key]))) for key, one in arrived]
    return http + bench.browse(programs, folder)


def _encodes(script: str) -> bool:
    return "--url-query" in script or "--data-urlencode" in script


def _script(code: str) -> str:
    """A command as a reader would give it to a shell, with the placeholders filled in."""
    for placeholder, text in FILLED.items():
        code = code.replace(placeholder, text)
    if code.startswith("subprocess."):
        return shlex.join([sys.executable, "-c", f"import subprocess\n{code}"])
    return code


def _program(key: str, code: str, environment: Mapping[str, str]) -> dict[str, Any]:
    """A program as it stands, with its token given to it, or an address with the client that opens it."""
    if "new WebSocket" in code:
        return {"mark": key, "code": code, "globals": {**environment, "token": "v-token", "accessToken": "v-token"}}
    address, _, message = code.partition("\n")
    address = re.sub(r"\$\{?(\w+)\}?", lambda found: environment[found[1]], address)
    return {"mark": key, "code": _CLIENT, "globals": {"address": address, "message": message}}


# The judgement


class _Keys:
    """Which secret each new variable stands for: always the same, and no other variable stands for it."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}

    def fit(self, before: str, after: str) -> bool:
        """Whether the variable that was given `after` may stand for the secret of before."""
        if before == after or after == FETCHED:
            return True
        others = {secret for variable, secret in self._known.items() if variable != after}
        return after.startswith("new-") and self._known.get(after, before) == before and before not in others

    def learn(self, before: str, after: str) -> None:
        if before != after:
            self._known[after] = before


@dataclass(frozen=True)
class Judged:
    """A command with all that came of it."""

    command: Command
    before: list[Facts]
    """What it sends itself."""
    rendered: list[Facts]
    """What the requests send that came from it, and what has been folded with them."""
    kinds: set[str]
    codes: set[str]
    kept: bool
    """Whether it stands in the profile as a comment."""

    def problems(self, keys: _Keys) -> Iterator[str]:
        """What is not as the notes say."""
        if self.kinds != self.command.kinds:
            yield f"findings {sorted(self.kinds)}, not {sorted(self.command.kinds)}"
        if self.command.becomes:
            return
        if self.codes or self.command.check:
            if not self.command.check or not any(code.startswith(self.command.check) for code in self.codes):
                yield f"check says {sorted(self.codes)}, not {self.command.check or 'nothing'}"
        elif not self.rendered:
            if not (self.kept and "left out" in self.kinds):
                yield "nothing came back"
        elif not self.before:
            yield "the command itself sent nothing"
        else:
            nearest = [self._nearest(before, keys) for before in self.before]
            changes = sorted(change for _, after_changes, _ in nearest for change in after_changes)
            if changes != sorted(self.command.changes):
                yield "differs:\n    " + "\n    ".join(changes or ["in nothing"])
            for before, (after, changes, strange) in zip(self.before, nearest, strict=True):
                yield from self._compared(before, after, changes, strange, keys)

    def _nearest(self, before: Facts, keys: _Keys) -> tuple[Facts, list[str], bool]:
        """Of what came back that which differs least, and whether its secret is another one."""
        judged = [
            (_changes(before, after), not keys.fit(before.secret, after.secret), after) for after in self.rendered
        ]
        changes, strange, after = min(judged, key=lambda one: (len(one[0]), one[1]))
        return after, changes, strange

    def _compared(self, before: Facts, after: Facts, changes: list[str], strange: bool, keys: _Keys) -> Iterator[str]:
        same = before.lines & after.lines
        was, now = ([one for one in facts.raw if one[0] in same] for facts in (before, after))
        if "respelt" not in self.kinds and was != now:
            yield f"not the same characters, and not `respelt`:\n    {was}\n    {now}"
        if "respelt" in self.kinds and was == now and not changes:
            yield "`respelt`, and yet the same characters"
        if not any("auth" in change for change in changes):
            if strange:
                yield f"another secret: {before.secret} became {after.secret}"
            keys.learn(before.secret, after.secret)


def _changes(before: Facts, after: Facts) -> list[str]:
    gone, come = before.lines - after.lines, after.lines - before.lines
    found = [f"- {line}" for line in gone.elements()] + [f"+ {line}" for line in come.elements()]
    return sorted(re.sub(r"/new-\w+/", "/*/", line) for line in found)
