"""Commands as people write them: each is run as it stands, and so is what `import` and `render` make of it.

What arrives is compared: without a finding it must be the same, with one it must differ just as the note above the
command says, which was written by hand. Browsers' programs are run by Node, addresses of WebSockets are only read, and
PowerShell's commands have twins for sh, since there is none to run them.
"""

from __future__ import annotations

import base64
import json
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from stt_compile import load, targets
from stt_compile.compile import Compilation
from stt_compile.diagnostics import Severity
from stt_compile.targets.json import data
from stt_compile.wire import Plan, StdinBody

from ..conftest import missing
from ..recorder.exchange import Exchange, decoded_query
from ..recorder.namespace import HOSTS, Recorder, Unavailable, require
from ..targets.cases import filled
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
    "STT_URL": f"https://{HOST}",
    "STT_LOCATION": "eu-de",
    "STT_BASE_HOST": f"api.us-east.{CLOUD}/instances/v-STT_INSTANCE_ID",
    "BASE": f"https://api.us-east.{CLOUD}/instances/v-STT_INSTANCE_ID",
    "MODEL": "en-US_NarrowbandModel",
    "RECORDING": "w16.flac",
    "STT_COMMAND": "w17.flac",
    "STT_PATH_TO_FILE": "calls/",
    "file": "s01.flac",
}
"""Variables that must be what they are called; the value of any other says its name."""
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
    "cost $5 t07.flac",
)
OTHER_FILES = {
    "stt.conf": b'user = "apikey:v-STT_APIKEY"\n',
    "meta.json": b'{"part_content_type": "audio/flac"}',
    "corpus.txt": b"one two three\n",
    "lines.flac": b"one\r\ntwo\nlines",
}
PORTS = [443, 31843]


def value(name: str, source: str) -> str:
    """The value of a variable: of one that the source does not know it says so."""
    given = {*re.findall(r"\w+", source), *(text[2:] for placeholder, text in FILLED.items() if placeholder in source)}
    return KNOWN.get(name) or f"{'v' if name in given else 'new'}-{name}"


COMMENTED = {("12-script.sh", 29)}
"""Commands that are commented out, and are read all the same."""


# What arrives, as lines


@dataclass
class Facts:
    """What a request says, in lines that can be compared; the secret stands apart."""

    lines: Counter[str]
    secret: str = field(default="", repr=False)
    raw: tuple[str, ...] = ()
    """The characters that may differ only where a finding says so: of the query, of the names of headers, of parts."""


FETCHED = "fetched"
"""A token that a program gets for an API key before it opens a WebSocket."""
IGNORED = {"Host", "User-Agent", "Content-Length", "Expect", "X-Corpus", "Authorization", "Connection"}
"""What a client sends of its own, or what is compared elsewhere."""


def of_exchange(exchange: Exchange, bodies: Mapping[bytes, str], streamed: bool) -> Facts:
    """The lines of what arrived; a body by the name of the file that has it.

    `streamed` is whether one of the two takes its standard input: then its framing is the client's own.
    """
    found = Counter({f"method {exchange.method}": 1})
    found[f"url {exchange.scheme} {exchange.host}{exchange.path}"] += 1
    found.update(f"query {name}={value}" for name, value in exchange.query)
    parts = exchange.parts
    for name, content in exchange.headers:
        name = name.title()
        own = (name, content) == ("Accept", "*/*") or (name == "Transfer-Encoding" and streamed)
        if name not in IGNORED and not own and not (name == "Content-Type" and parts is not None):
            found[f"header {name}: {content}".rstrip()] += 1
    for part in parts or ():
        if part.content_type:
            found[f"part {part.name}: type {part.content_type}"] += 1
        found[f"part {part.name}: {_body(part.body, bodies)}"] += 1
        if part.filename:
            found[f"part {part.name}: name {part.filename}"] += 1
    if parts is None and exchange.body:
        found[f"body {_body(exchange.body, bodies)}"] += 1
    scheme, secret = _authorization(exchange)
    found[f"auth {scheme}"] += 1
    query = re.sub("%[0-9a-f]{2}", lambda found: found[0].upper(), exchange.raw_query or "")  # curl's depend on its age
    spelt = sorted(name for name, _ in exchange.headers if name.title() not in IGNORED - {"Authorization"})
    return Facts(found, secret, (query, *spelt, *(part.body.decode("latin-1") for part in parts or ())))


def _authorization(exchange: Exchange) -> tuple[str, str]:
    for content in exchange.header("authorization"):
        scheme, _, rest = content.partition(" ")
        if scheme.lower() == "basic":
            user, _, secret = base64.b64decode(rest).decode().partition(":")
            return f"basic {user}", secret
        return scheme.lower(), rest
    return "none", ""


def _body(body: bytes, bodies: Mapping[bytes, str]) -> str:
    if body in bodies:
        return f"file {bodies[body]}"
    try:
        return json.dumps(json.loads(body), sort_keys=True)
    except ValueError:
        return f"text {body.decode('utf-8', 'backslashreplace')}"


def of_address(address: str, start: Mapping[str, Any] | None) -> Facts:
    """The lines of a WebSocket's address and its start message."""
    split = urlsplit(address)
    found = Counter({f"url {split.scheme} {split.netloc}{split.path}": 1})
    query = decoded_query(split.query)
    tokens = [value for name, value in query if name == "access_token"]
    found.update(f"query {name}={value}" for name, value in query if name != "access_token")
    found[f"auth {'bearer' if tokens else 'none'}"] += 1
    found.update(f"start {name}={json.dumps(value)}" for name, value in (start or {}).items() if name != "action")
    return Facts(found, "".join(tokens))


def of_plan(plan: Plan, environment: Mapping[str, str]) -> Facts:
    """The same of a plan for a WebSocket."""
    told = data(plan)
    pairs = [(filled(name, environment), filled(text, environment)) for name, text in told["query"]]
    token = filled(told["auth"]["token"], environment) if "token" in told["auth"] else FETCHED
    query = "&".join(f"{_quoted(name)}={_quoted(text)}" for name, text in [*pairs, ("access_token", token)])
    start = next(message for message in told["messages"] if message.get("action") == "start")
    return of_address(f"{filled(told['url'], environment)}?{query}", start)


def _quoted(text: str) -> str:
    return "".join(f"%{byte:02X}" for byte in text.encode())


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
    command = [sys.executable, "-m", "stt_compile", "import", *names]
    ran = subprocess.run(command, cwd=CORPUS, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    secrets = {secret for name in names for secret in _SECRETS.findall((CORPUS / name).read_text(encoding="utf-8"))}
    assert [secret for secret in secrets if secret in ran.stdout + ran.stderr] == []
    file = folder / "imported.stt.yaml"
    file.write_text(ran.stdout, encoding="utf-8")
    compilation = load(file)
    assert [finding for finding in compilation.diagnostics if finding.code < "STT3"] == [], ran.stdout
    said = re.findall(r"^([\w.-]+):(\d+):\d+: ([a-z ]+): ", ran.stderr, re.MULTILINE)
    findings = tuple((name, int(line), kind) for name, line, kind in said)
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


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    try:
        with Recorder([*HOSTS, *OTHERS], PORTS) as recorder:
            yield Bench(recorder, tmp_path_factory.mktemp("corpus"))
    except Unavailable as reason:
        require(str(reason))


def test_the_corpus_has_what_it_should() -> None:
    found = [command for name in FILES for command in commands(CORPUS / name)]
    assert len(found) >= 150
    assert {Path(name).suffix for name in FILES} == {".sh", ".md", ".ps1", ".txt", ".js"}


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
    problems += [f"{file}:{line}: no command stands there" for file, line in others - COMMENTED]
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
    arrived = bench.run(folder, scripts, environment)
    assert [int(index) for index, _ in arrived] == [index for index in plans if index not in sockets]
    return {
        **{index: of_plan(plan, environment) for index, plan in sockets.items()},
        **{int(i): of_exchange(one, bodies, isinstance(plans[int(i)].body, StdinBody)) for i, one in arrived},
    }


def _originals(bench: Bench, name: str, found: list[Command], source: str) -> list[tuple[str, Facts]]:
    """What the commands send, with the first line of each."""
    folder, bodies = bench.prepare(source)
    variables = re.findall(r"\$(?:env:)?\{?(?:env:)?([A-Za-z_]\w*)", source)
    environment = {variable: value(variable, source) for variable in variables}
    codes = {str(command.first): f"{command.code}\n{command.then}".rstrip() for command in found}
    if name.endswith(".ps1"):
        twins = commands(CORPUS / name.replace(".ps1", ".twins.sh"))
        codes = {key: twin.code for key, twin in zip(codes, twins, strict=True)}
    programs = {key: code for key, code in codes.items() if "new WebSocket" in code}
    addresses = {key: code for key, code in codes.items() if "wss://" in code and key not in programs}
    scripts = {key: _filled_in(code) for key, code in codes.items() if key not in programs and key not in addresses}
    arrived = bench.run(folder, scripts, environment)
    return [
        *((key, of_exchange(one, bodies, _streams(scripts[key]))) for key, one in arrived),
        *((key, _read(code, environment)) for key, code in addresses.items()),
        *_in_browser(programs, environment).items(),
    ]


_STREAMS = re.compile(r"@-|(?:-T|--upload-file) ?-")
_ASKS = re.compile(r"cat \S+ \|.*Transfer-Encoding: chunked")


def _streams(script: str) -> bool:
    """Whether a command streams because of where its audio comes from: what it asks for itself must come back."""
    return bool(_STREAMS.search(script)) and not _ASKS.match(script)


def _filled_in(code: str) -> str:
    for placeholder, text in FILLED.items():
        code = code.replace(placeholder, text)
    return code


def _read(code: str, environment: Mapping[str, str]) -> Facts:
    address, _, message = code.partition("\n")
    address = re.sub(r"\$\{?(\w+)\}?", lambda found: environment[found[1]], address)
    return of_address(address, json.loads(message) if message else None)


def _in_browser(programs: Mapping[str, str], environment: Mapping[str, str]) -> dict[str, Facts]:
    """What programs open and say first, with their token given to them."""
    if not programs:
        return {}
    node = shutil.which("node") or missing("node is missing: it runs the programs for browsers")
    given = {**environment, "token": "v-token", "accessToken": "v-token"}
    told = json.dumps([{"code": code, "globals": given} for code in programs.values()])
    ran = subprocess.run([node, HERE / "browser.cjs"], input=told, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    found = {}
    for key, sessions in zip(programs, json.loads(ran.stdout), strict=True):
        (session,) = sessions
        found[key] = of_address(session["url"], json.loads(session["sent"][0]) if session["sent"] else None)
    return found


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
        if self.kinds != self.command.kinds and self.kinds - {"respelt"} != self.command.kinds:
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
        if not self.kinds and before.raw != after.raw:
            yield f"no finding, but not the same characters:\n    {before.raw}\n    {after.raw}"
        if not any("auth" in change for change in changes):
            if strange:
                yield f"another secret: {before.secret} became {after.secret}"
            keys.learn(before.secret, after.secret)


def _changes(before: Facts, after: Facts) -> list[str]:
    gone, come = before.lines - after.lines, after.lines - before.lines
    found = [f"- {line}" for line in gone.elements()] + [f"+ {line}" for line in come.elements()]
    return sorted(re.sub(r"/new-\w+/", "/*/", line) for line in found)
