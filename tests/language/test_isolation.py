"""A finding stops only the requests that it touches; the others compile beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from stt_compile import ProfileError, plan
from stt_compile.compile import Compilation
from tests.language.profiles import compiled, found

HEAD = "version: 1\nextends: [environments.stt.yaml]\n"
GOOD = "  good: {interface: websocket, acoustic_model: call-center}\n"


def names(compilation: Compilation, indices: frozenset[int]) -> set[str]:
    """Uses as `request` or, where there are several environments, `request@environment`."""
    several = len({use.environment.name for use in compilation.uses}) > 1
    uses = [compilation.uses[index] for index in indices]
    return {f"{use.request}@{use.environment.name}" if several else use.request for use in uses}


def check(compilation: Compilation, good: set[str], code: str) -> None:
    """Exactly these uses compile, all others are blocked, and the finding is told with each of those."""
    everything = frozenset(range(len(compilation.uses)))
    assert names(compilation, everything - compilation.blocked) == good
    for index in compilation.blocked:
        assert code in {diagnostic.code for diagnostic in compilation.touching([index])}
        use = compilation.uses[index]
        with pytest.raises(ProfileError, match=code):
            plan(compilation, use.request, use.environment.name, use.interface)
    for index in everything - compilation.blocked:
        assert code not in {diagnostic.code for diagnostic in compilation.touching([index])}
        use = compilation.uses[index]
        assert plan(compilation, use.request, use.environment.name, use.interface)


BROKEN_REQUESTS = {
    "STT103": "  bad: {interface: websocket, acoustic_model: call-center, customer_id: a, customer_id: b}\n",
    "STT106": "  bad: {interface: websocket, acoustic_model: call-center, parameters: {customization_weight: .inf}}\n",
    "STT201": "  bad: {interface: websocket, acoustic_model: call-center, parameter: {timestamps: true}}\n",
    "STT202": "  bad: {interface: sync-http, acoustic_model: call-center}\n",
    "STT203": "  bad: {interface: websocket, acoustic_model: call-center, parameters: {timestamps: 'true'}}\n",
    "STT204": "  bad: {interface: websocket, acoustic_model: call-center, parameters: {keywords_threshold: 2}}\n",
    "STT205": "  bad: {interface: sync-http, acoustic_model: call-center, audio: {file: a, files: [b]}}\n",
    "STT206": "  bad: {interface: websocket, acoustic_model: call-center, parameters: {keywords: [{env: A}]}}\n",
    "STT301": "  bad: {interface: async-http, acoustic_model: call-center, audio: {file: a}, job: {user_secret: a}}\n",
    "STT303": "  bad: {interface: websocket, acoustic_model: call-center, environments: [production, elsewhere]}\n",
    "STT402": "  bad: {interface: websocket, acoustic_model: call-center, model: en-US_BroadbandModel}\n",
    "STT404": "  bad: {interface: websocket, acoustic_model: call-centre}\n",
    "STT501": "  bad: {interface: sync-http, acoustic_model: call-center, audio: {file: a}, job: {results_ttl: 1}}\n",
}


@pytest.mark.parametrize(("code", "bad"), BROKEN_REQUESTS.items(), ids=BROKEN_REQUESTS)
@pytest.mark.parametrize("good_first", [True, False])
def test_a_broken_request_leaves_the_others_alone(tmp_path: Path, code: str, bad: str, good_first: bool) -> None:
    requests = GOOD + bad if good_first else bad + GOOD
    compilation = compiled(tmp_path, f"{HEAD}requests:\n{requests}")
    assert [line.split(" ")[0] for line in found(compilation)] == [code]
    assert names(compilation, compilation.blocked) == {"bad"}
    check(compilation, {"good"}, code)


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        ("  bad: 3\n", "STT203"),
        ("  bad: [websocket]\n", "STT203"),
        ("  bad one: {interface: websocket, acoustic_model: call-center}\n", "STT207"),
        ("  bad: {interface: websockets, acoustic_model: call-center}\n", "STT204"),
        ("  bad: {acoustic_model: call-center}\n", "STT202"),
        ("  bad: {interface: websocket, acoustic_model: call-center, environments: []}\n", "STT204"),
    ],
)
def test_a_request_without_any_use_leaves_the_others_alone(tmp_path: Path, bad: str, code: str) -> None:
    compilation = compiled(tmp_path, f"{HEAD}requests:\n{bad}{GOOD}")
    assert [line.split(" ")[0] for line in found(compilation)] == [code]
    assert compilation.requests == (bad.strip().split(":")[0], "good")
    assert names(compilation, frozenset(range(len(compilation.uses)))) == {"good"}
    check(compilation, {"good"}, code)


def test_a_mistake_on_one_interface_blocks_that_one(tmp_path: Path) -> None:
    text = HEAD + (
        "requests:\n"
        "  live:\n"
        "    {interface: [websocket, sync-http], acoustic_model: call-center, audio: {file: a},"
        " parameters: {interim_results: true}}\n"
    )
    compilation = compiled(tmp_path, text)
    assert [compilation.uses[index].interface for index in compilation.blocked] == ["sync-http"]
    assert plan(compilation, interface="websocket")
    with pytest.raises(ProfileError, match="STT501"):
        plan(compilation)


# --- environments ----------------------------------------------------------------------------------------------------


def two_environments(bad: str) -> str:
    return (
        HEAD
        + f"environments:\n  stage: {bad}\n"
        + "requests:\n  live: {interface: websocket, model: en-US_NarrowbandModel}\n"
        + "  here: {interface: websocket, model: en-US_NarrowbandModel, environments: [production]}\n"
    )


STAGE = "platform: ibm-cloud, url: https://stage.example.com, auth: {token: {env: T}}, service_date: 2020-06-23"


@pytest.mark.parametrize(
    ("stage", "code"),
    [
        (f"{{{STAGE}, platfrom: x}}", "STT201"),
        (f"{{{STAGE}, default_model: [x]}}", "STT203"),
        (f"{{{STAGE.replace('2020-06-23', '2020-13-23')}}}", "STT204"),
        (f"{{{STAGE}, location: eu-de}}", "STT205"),
        (f"{{{STAGE.replace('ibm-cloud', '{env: P}')}}}", "STT206"),
        ("{platform: ibm-cloud, url: https://s.example.com, service_date: 2020-06-23}", "STT202"),
        (f"{{{STAGE.replace('{env: T}', 'literal')}}}", "STT301"),
        (f"{{{STAGE.replace('https:', 'http:')}}}", "STT304"),
        (f"{{{STAGE}, learning_opt_out: true, learning_opt_out: false}}", "STT103"),
    ],
)
def test_a_broken_environment_blocks_what_goes_there(tmp_path: Path, stage: str, code: str) -> None:
    compilation = compiled(tmp_path, two_environments(stage))
    assert [line.split(" ")[0] for line in found(compilation)] == [code]
    assert names(compilation, compilation.blocked) == {"live@stage"}
    check(compilation, {"live@production", "here@production"}, code)


@pytest.mark.parametrize("stage", ["3", "[ibm-cloud]"])
def test_an_environment_that_cannot_be_read_leaves_the_others_alone(tmp_path: Path, stage: str) -> None:
    compilation = compiled(tmp_path, two_environments(stage))
    assert [line.split(" ")[0] for line in found(compilation)] == ["STT203"]
    assert names(compilation, frozenset(range(len(compilation.uses)))) == {"live", "here"}
    assert compilation.blocked == frozenset()


# --- custom models ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("declaration", "code"),
    [
        ("{customization_id: {env: A}}", "STT202"),
        ("{base_model: en-US_NarrowbandModel}", "STT202"),
        ("{customization_id: {env: A}, base_model: en-US_NarrowbandModel, guid: b}", "STT201"),
        ("{customization_id: {env: A}, base_model: 3}", "STT203"),
        ("abc", "STT203"),
        ("{customization_id: {env: A}, base_model: en-US_Narrowband}", "STT407"),
        (
            "{customization_id: {env: A}, base_model: en-US_NarrowbandModel, versions: [fr-FR_BroadbandModel.v1]}",
            "STT406",
        ),
    ],
)
@pytest.mark.parametrize("kind", ["acoustic", "language"])
def test_a_broken_declaration_blocks_those_that_name_it(tmp_path: Path, kind: str, declaration: str, code: str) -> None:
    text = (
        f"environments: {{production: {{{kind}_models: {{spare: {declaration}}}}}}}\n"
        f"requests:\n  bad: {{interface: websocket, {kind}_model: spare}}\n{GOOD}"
    )
    compilation = compiled(tmp_path, HEAD + text)
    assert [line.split(" ")[0] for line in found(compilation)] == [code]
    check(compilation, {"good"}, code)


def test_a_broken_declaration_that_nobody_names_blocks_nobody(tmp_path: Path) -> None:
    text = f"environments: {{production: {{acoustic_models: {{spare: 3}}}}}}\nrequests:\n{GOOD}"
    compilation = compiled(tmp_path, HEAD + text)
    assert len(found(compilation)) == 1
    assert compilation.blocked == frozenset()
    assert plan(compilation)


# --- defaults and overrides ------------------------------------------------------------------------------------------


def test_a_broken_default_blocks_those_that_inherit_it(tmp_path: Path) -> None:
    text = (
        "defaults: {parameters: {timestamps: maybe}}\nrequests:\n"
        "  bad: {interface: websocket, acoustic_model: call-center}\n"
        "  own: {interface: websocket, acoustic_model: call-center, parameters: {timestamps: true}}\n"
        "  none: {interface: websocket, acoustic_model: call-center, parameters: null}\n"
    )
    compilation = compiled(tmp_path, HEAD + text)
    assert found(compilation) == ["STT203 3:37"]
    check(compilation, {"own", "none"}, "STT203")


def test_an_unknown_key_in_two_layers_blocks_too(tmp_path: Path) -> None:
    text = (
        "defaults: {paramters: {timestamps: true}}\nrequests:\n"
        "  bad: {interface: websocket, acoustic_model: call-center, paramters: {word_confidence: true}}\n"
    )
    compilation = compiled(tmp_path, HEAD + text)
    assert found(compilation) == ["STT201 3:12", "STT201 5:60"]
    check(compilation, set(), "STT201")


def test_a_default_that_is_left_out_blocks_nobody(tmp_path: Path) -> None:
    text = f"defaults: {{job: {{results_ttl: soon}}}}\nrequests:\n{GOOD}"
    compilation = compiled(tmp_path, HEAD + text)
    assert found(compilation) == ["STT203 3:31"]
    assert plan(compilation)


def test_a_broken_override_blocks_its_environment(tmp_path: Path) -> None:
    text = two_environments(f"{{{STAGE}}}").replace(
        "live: {", "live: {overrides: {stage: {parameters: {timestamps: 1}}}, "
    )
    compilation = compiled(tmp_path, text)
    assert [line.split(" ")[0] for line in found(compilation)] == ["STT203"]
    check(compilation, {"live@production", "here@production"}, "STT203")


def test_an_override_can_repair_a_request(tmp_path: Path) -> None:
    text = two_environments(f"{{{STAGE}}}").replace(
        "live: {", "live: {parameters: {timestamps: 1}, overrides: {stage: {parameters: {timestamps: true}}}, "
    )
    compilation = compiled(tmp_path, text)
    check(compilation, {"live@stage", "here@production"}, "STT203")


# --- files -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        (None, "STT107"),
        ("version: 1\nrequests: [", "STT102"),
        ("", "STT104"),
        ("version: 2", "STT204"),
        ("requests: {}", "STT202"),
        ("- version", "STT203"),
    ],
)
def test_a_file_that_cannot_be_used_blocks_everything(tmp_path: Path, parts: str | None, code: str) -> None:
    """It might say something about each of the requests."""
    text = HEAD.replace("]", ", parts.stt.yaml]") + f"requests:\n{GOOD}"
    compilation = compiled(tmp_path, text, **({} if parts is None else {"parts": parts}))
    assert [line.split(" ")[0] for line in found(compilation)] == [code]
    check(compilation, set(), code)


@pytest.mark.parametrize("extends", ["environments.stt.yaml", "[3]", "[{env: A}]", "[environments.stt.yaml, '']"])
def test_so_does_a_list_of_files_that_cannot_be_read(tmp_path: Path, extends: str) -> None:
    compilation = compiled(tmp_path, f"version: 1\nextends: {extends}\nrequests:\n{GOOD}")
    assert len(found(compilation)) == 1
    assert len(compilation.blocked) == len(compilation.uses)
    with pytest.raises(ProfileError):
        plan(compilation)


def test_a_finding_in_an_extended_file_touches_what_uses_it(tmp_path: Path) -> None:
    text = HEAD.replace("]", ", parts.stt.yaml]") + f"requests:\n{GOOD}"
    parts = "version: 1\nrequests: {bad: {interface: websocket, acoustic_model: call-center, description: []}}"
    compilation = compiled(tmp_path, text, parts=parts)
    check(compilation, {"good"}, "STT203")


@pytest.mark.parametrize("line", ["notes: {a: 1}", "requests_: {}"])
def test_an_unknown_key_at_the_top_blocks_nobody(tmp_path: Path, line: str) -> None:
    compilation = compiled(tmp_path, f"{HEAD}{line}\nrequests:\n{GOOD}")
    assert [code.split(" ")[0] for code in found(compilation)] == ["STT201"]
    assert plan(compilation)


@pytest.mark.parametrize(
    "line",
    [
        "environmentss: {production: {customer_id: a}}",
        "defalts: {customer_id: a}",
        "defaults: 5",
        "defaults: {job: {model: a}}",
    ],
)
def test_what_may_be_about_all_requests_blocks_all(tmp_path: Path, line: str) -> None:
    """A request would be made without what stands there, or at another place."""
    compilation = compiled(tmp_path, f"{HEAD}{line}\nrequests:\n{GOOD}")
    check(compilation, set(), compilation.diagnostics[0].code)


def test_warnings_block_nobody(tmp_path: Path) -> None:
    text = HEAD + "environments: {production: {service_date: null}}\nrequests:\n" + GOOD
    compilation = compiled(tmp_path, text)
    assert [code.split(" ")[0] for code in found(compilation)] == ["STT803"]
    assert plan(compilation)
    assert [diagnostic.code for diagnostic in compilation.touching([0])] == ["STT803"]
