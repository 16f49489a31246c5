"""The custom acoustic model with everything else, pair by pair: every artefact runs, and what arrives is the plan.

What no artefact carries is refused before, by the rules or by the target, for reasons that are listed here.
"""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from string import Template
from urllib.parse import unquote

import pytest
import trustme

from stt_compile import load, targets
from stt_compile.diagnostics import Severity

from ..conftest import missing
from ..recorder.compare import compare
from ..recorder.exchange import Exchange, decoded_query
from ..recorder.namespace import HOSTS, Recorder, Run, Unavailable, require
from .cases import filled
from .pairs import (
    FACTORS,
    OF_ENVIRONMENTS,
    OF_REQUESTS,
    PRIVATE,
    REFUSED,
    cases,
    chosen,
    goals,
    name,
    passes,
    profile,
    rows,
)
from .pairs import environment as environment_of
from .pairs import request as request_of
from .programs import polls
from .runners import RUNNERS, Runner
from .test_javascript import installed_node
from .test_markdown import code, parsed
from .test_really import MULTIPART, environment, files, stdin
from .test_script import AT_ONCE

SHELLS = ("dash", "bash", "zsh")
PROGRAMS = ("curl", "script", "register", "websocat", "python", "python-http", "javascript", "markdown")
JAVASCRIPT = Runner("javascript", "node", ("node",))
"""Which `test_javascript` gives nasty characters."""
TEXTS = ("json", "uri")
"""What nothing runs."""
REASONS: Mapping[str, tuple[str, ...]] = {
    "python": (MULTIPART,),
    "register": ("the request has no callback",),
}
"""Why a target refuses what its interface could."""


# The rows


@pytest.mark.parametrize("values", FACTORS["values"])
def test_the_rules_refuse_what_the_table_says(values: str) -> None:
    """Of everything that can be written down."""
    every = [row for row in rows() if row["values"] == values]
    compilation = load(
        profile(
            {name(row, OF_ENVIRONMENTS): environment_of(row, 0) for row in every},
            {name(row, OF_REQUESTS): request_of(row) for row in every},
        )
    )
    assert {found.code for found in compilation.diagnostics} - set(REFUSED) == {"STT313"}
    assert {(found.code, found.path[1]) for found in compilation.diagnostics if found.severity is Severity.ERROR} == {
        (code, name(row, factors)) for row in every for code, (factors, refuses) in REFUSED.items() if refuses(row)
    }
    uses = [compilation.uses[index] for index in range(len(compilation.uses)) if index not in compilation.blocked]
    assert {(use.environment.name, use.request) for use in uses} == {
        (name(row, OF_ENVIRONMENTS), name(row, OF_REQUESTS)) for row in every if passes(row)
    }


def test_all_that_may_come_together_does(record_property: Callable[[str, object], None]) -> None:
    able = [row for row in rows() if passes(row)]
    wanted = set(chain.from_iterable(map(goals, able)))
    assert set(chain.from_iterable(map(goals, chosen()))) == wanted
    assert {value for row in chosen() for value in row.items()} == {
        (factor, value) for factor, values in FACTORS.items() for value in values
    }
    count = len(list(rows()))
    record_property(
        "proof",
        f"pairs: {len(chosen())} requests hold the {len(wanted)} combinations that occur in any of {len(able)}; "
        f"the rules refuse {count - len(able)} of {count}",
    )


# The artefacts


@dataclass(frozen=True)
class Bench:
    recorder: Recorder
    folder: Path

    def run(
        self, runner: Runner, artefacts: Mapping[int, str], authority: bytes, *, trust: bool
    ) -> tuple[Run, dict[int, str]]:
        """Runs artefacts in one process; what each said of an end that is none of success."""
        folder = self.folder / str(len(list(self.folder.iterdir())))
        for number, artefact in artefacts.items():
            case = cases()[number]
            place = folder / str(number)
            (place / "calls").mkdir(parents=True)
            (place / "certs").mkdir()
            for file, content in files(case).items():
                (place / file).write_bytes(content)
            ca_file = case.data.get("tls", {}).get("ca_file")
            if ca_file:
                (place / filled(ca_file, environment(case))).write_bytes(authority)
            (folder / f"{number}.in").write_bytes(stdin(case))
            (folder / f"{number}.{runner.kind.ending}").write_text(artefact, encoding="utf-8")
        if runner.client == "node":
            runner = replace(runner, command=(installed_node(),))
        elif runner.command and not shutil.which(runner.command[0]):
            missing(f"{runner.command[0]} is missing: install it")
        values = {key: value for number in artefacts for key, value in environment(cases()[number]).items()}
        done = self.recorder.run(
            runner.argv(max(artefacts) + 1), env={**values, **AT_ONCE}, cwd=folder, timeout=200, trust=trust
        )
        assert not done.expired
        ends = {number: (folder / f"{number}.status").read_text().strip() for number in artefacts}
        said = {number: (folder / f"{number}.err").read_text(errors="replace") for number in artefacts}
        return done, {number: f"{end}: {said[number]}" for number, end in ends.items() if end != "0"}


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    try:
        with Recorder([*HOSTS, PRIVATE]) as recorder:
            yield Bench(recorder, tmp_path_factory.mktemp("pairs"))
    except Unavailable as reason:
        require(str(reason))


def able(target: str) -> tuple[list[int], Counter[str]]:
    """The numbers of what a target can express, and why not the rest of what its interfaces carry."""
    kind = targets.load(target)
    reasons = {
        number: targets.reasons_against(case.plan, kind)
        for number, case in enumerate(cases())
        if case.plan.interface in kind.interfaces
    }
    return [number for number in reasons if not reasons[number]], Counter(chain.from_iterable(reasons.values()))


def batches(target: str, numbers: Sequence[int]) -> Iterator[tuple[Runner, dict[int, str]]]:
    """Artefacts by what runs them. What the plan trusts by itself is not run with a trusted authority around it."""
    found: dict[tuple[str, bool], dict[int, str]] = defaultdict(dict)
    for number in numbers:
        case = cases()[number]
        artefact = case.artefact(target)
        by = target
        if target == "markdown":
            by = "websocat" if case.plan.interface == "websocket" else "curl"
            artefact = code(parsed(artefact))[0]
        if by == "curl":
            by = f"curl in {SHELLS[number % len(SHELLS)]}"
        found[by, bool(case.plan.tls)][number] = artefact
    for (by, _), artefacts in found.items():
        yield JAVASCRIPT if by == "javascript" else RUNNERS[by], artefacts


def by_number(exchanges: Sequence[Exchange]) -> dict[int | None, list[Exchange]]:
    """The exchanges of each artefact: its address says which; a token is fetched before. None is for what is left."""
    found: dict[int | None, list[Exchange]] = defaultdict(list)
    for exchange in exchanges:
        number = re.search(r"(\d+)(?:/api)?/v1/", exchange.raw_path)
        found[None].append(exchange)
        if number:
            found[int(number[1])] += found.pop(None)
    return found


@pytest.mark.parametrize("target", PROGRAMS)
def test_what_arrives_is_the_plan(bench: Bench, target: str, record_property: Callable[[str, object], None]) -> None:
    numbers, refused = able(target)
    assert set(refused) == set(REASONS.get(target, ()))
    for runner, artefacts in batches(target, numbers):
        trusted = not cases()[next(iter(artefacts))].plan.tls
        done, failed = bench.run(runner, artefacts, bench.recorder.ca_file.read_bytes(), trust=trusted)
        arrived = by_number([exchange for exchange in done.exchanges if exchange not in polls(done)])
        assert (failed, arrived.get(None)) == ({}, None)
        differences = {number: differing(number, runner, arrived[number]) for number in artefacts}
        assert {number: found for number, found in differences.items() if found} == {}
    why = ", ".join(f"{reason}: {count}" for reason, count in refused.items())
    record_property("proof", f"pairs: {target}: ran {len(numbers)}, refused {refused.total()}{why and f' ({why})'}")


def differing(number: int, runner: Runner, exchanges: Sequence[Exchange]) -> list[str]:
    """What of the plan as the target `json` prints it did not arrive."""
    case = cases()[number]
    (plan,) = json.loads(case.artefact("json"))
    return compare(
        runner.sends(plan),
        exchanges,
        client=runner.client,
        environment=environment(case),
        files=files(case),
        stdin=stdin(case),
        used=set(),
    )


@pytest.mark.parametrize("target", PROGRAMS)
def test_nobody_is_trusted_but_whom_the_file_names(bench: Bench, target: str) -> None:
    """No token call, no request, no session."""
    numbers = [number for number in able(target)[0] if chosen()[number]["tls"] == "ca_file"]
    for runner, artefacts in batches(target, numbers):
        done, failed = bench.run(runner, artefacts, trustme.CA().cert_pem.bytes(), trust=False)
        assert (failed.keys(), done.exchanges) == (artefacts.keys(), ())
        assert all(re.search("certificate", said, re.IGNORECASE) for said in failed.values()), failed


def test_the_addresses_are_those_of_the_plans(record_property: Callable[[str, object], None]) -> None:
    numbers, refused = able("uri")
    assert not refused
    for case in (cases()[number] for number in numbers):
        values, plan = environment(case), case.data
        address, *start = case.artefact("uri").splitlines()
        base, _, query = Template(address).substitute(values).partition("?")
        token = values[plan["auth"].get("token", {"env": "STT_ACCESS_TOKEN"})["env"]]
        told = [("access_token", token)] * (case.plan.interface == "websocket")
        assert unquote(base) == filled(plan["url"], values)
        assert list(decoded_query(query)) == [*told, *((key, filled(value, values)) for key, value in plan["query"])]
        assert [json.loads(line) for line in start] == plan.get("messages", [])[:1]
    record_property("proof", f"pairs: uri: read {len(numbers)}, refused 0")


def test_every_target_is_proven_here() -> None:
    assert sorted((*PROGRAMS, *TEXTS)) == targets.names()
