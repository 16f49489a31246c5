"""A rule, a parameter, a base model, a format of reports, a target: each is one file or one row, and all else follows.

Every test adds just that to a copy of the package. What is generated from the catalogue (`schema/`) is generated, not
edited.
"""

from __future__ import annotations

import json
from typing import Any

from .conftest import Copy

ENVIRONMENT = """\
version: 1
environments:
  production:
    platform: ibm-cloud
    location: eu-de
    instance_id: {env: STT_INSTANCE_ID}
    auth: {apikey: {env: STT_APIKEY}}
    service_date: 2022-06-30
"""


def test_the_copy_is_what_runs(copy: Copy) -> None:
    assert copy.python("import stt_compile; print(stt_compile.__file__)") == str(
        copy.folder / "stt_compile" / "__init__.py"
    )


# --- a rule ----------------------------------------------------------------------------------------------------------

RULE = '''\
"""A request that is named like a draft.

Problem::

    requests:
      draft-live: {interface: websocket}

Instead::

    requests:
      live: {interface: websocket}
"""

from __future__ import annotations

from ..diagnostics import Finding, Severity
from ..profile import Use
from . import Findings, Rule


def check(use: Use) -> Findings:
    """The name of a request."""
    if use.request.startswith("draft-"):
        yield Finding(use.at(), "this is a draft", "give it its final name", on="key")


RULE = Rule(
    code="STT998",
    severity=Severity.WARNING,
    title="Draft of a request",
    effect="None.",
    sources=("house rules",),
    use=check,
)
'''
DRAFT = """\
requests:
  draft-live: {interface: websocket, model: en-US_Telephony}
"""


def test_a_rule_is_one_file(copy: Copy) -> None:
    copy.profile(ENVIRONMENT + DRAFT)
    assert copy.run("check", "--strict", "stt.yaml").returncode == 0
    copy.add_file("rules/draft_name.py", RULE)
    checked = copy.run("check", "stt.yaml")
    assert checked.stdout.startswith("stt.yaml:10:3: warning STT998: this is a draft\n"), checked.stderr
    assert "= help: give it its final name" in checked.stdout
    assert checked.returncode == 0
    assert copy.run("check", "--strict", "stt.yaml").returncode == 1


def test_a_rule_is_in_every_table_of_codes(copy: Copy) -> None:
    copy.add_file("rules/draft_name.py", RULE)
    copy.profile(ENVIRONMENT + DRAFT)
    sarif = json.loads(copy.run("check", "--format", "sarif", "stt.yaml").stdout)
    (run,) = sarif["runs"]
    assert [result["ruleId"] for result in run["results"]] == ["STT998"]
    assert "STT998" in [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    explained = copy.run("explain", "STT998")
    assert explained.returncode == 0, explained.stderr
    assert "Draft of a request" in explained.stdout
    assert "house rules" in explained.stdout


def test_a_rule_can_be_chosen_and_silenced(copy: Copy) -> None:
    copy.add_file("rules/draft_name.py", RULE)
    copy.profile(ENVIRONMENT + DRAFT)
    assert copy.run("check", "--strict", "--ignore", "STT998", "stt.yaml").returncode == 0
    assert "STT998" in copy.run("check", "--select", "STT9", "stt.yaml").stdout
    copy.profile(ENVIRONMENT + DRAFT.replace("Telephony}", "Telephony}  # stt: ignore[STT998] we know"))
    assert copy.run("check", "--strict", "stt.yaml").stdout == "1 profile, nothing to report\n"
    copy.profile('[tool.stt-compile]\nignore = ["STT998"]\n', "pyproject.toml")
    copy.profile(ENVIRONMENT + DRAFT)
    assert copy.run("check", "--strict", "stt.yaml").returncode == 0


def test_a_file_for_rules_is_no_rule(copy: Copy) -> None:
    copy.add_file("rules/_drafts.py", "raise ImportError\n")
    copy.profile(ENVIRONMENT + DRAFT)
    assert copy.run("check", "--strict", "stt.yaml").returncode == 0


# --- a parameter -----------------------------------------------------------------------------------------------------

FIRST_PARAMETER = "_ROWS: tuple[Parameter, ...] = (\n"
PARAMETER = """\
    Parameter(
        name="echo_cancellation",
        group="detection",
        summary="Sets how much of the echo of a call is taken out.",
        type=Number(minimum=0.0, maximum=1.0),
        key="parameters.echo_cancellation",
        default="0",
        placement=_places("start_message", "query", "metadata", "none"),
        wire_names={"sync-http": "echo"},
        previous=_GA,
        next=_GA,
        large=_NONE,
        previous_2020=_NONE,
        dates=Dates(since="2021-05-01"),
        sources=("release-notes.md@2027-01-01",),
    ),
"""
ECHO = """\
requests:
  echo:
    interface: INTERFACE
    model: MODEL
    audio: AUDIO
    parameters: {NAME: VALUE}
"""


def echo(**said: str) -> str:
    text = ECHO
    defaults = {"INTERFACE": "websocket", "MODEL": "en-US_Telephony", "AUDIO": "{file: a.wav}"}
    for word, instead in {**defaults, "NAME": "echo_cancellation", "VALUE": "0.50", **said}.items():
        text = text.replace(word, instead)
    return ENVIRONMENT + text


def errors(copy: Copy, *profiles: str) -> list[list[tuple[str, int, str]]]:
    """Code, line and the whole of what is said, of each finding of each profile."""
    names = [f"{number}.stt.yaml" for number in range(len(profiles))]
    for name, text in zip(names, profiles):
        copy.profile(text, name)
    done = copy.run("check", "--format", "json", *names)
    found: list[dict[str, Any]] = json.loads(done.stdout)["findings"]
    return [
        [
            (one["code"], one["place"]["start"]["line"], f"{one['message']}; {one['help']}")
            for one in found
            if one["place"]["file"] == name
        ]
        for name in names
    ]


def test_a_parameter_is_one_row(copy: Copy) -> None:
    """Accepted, and sent where its placement says, under the name that it has there, as it was spelt."""
    ((found,),) = errors(copy, echo())
    assert found[0] == "STT201"
    copy.add_row("parameters.py", FIRST_PARAMETER, PARAMETER)
    copy.profile(echo())
    (plan,) = plans(copy)
    assert plan["messages"][0] == {"action": "start", "echo_cancellation": 0.5}
    assert '"echo_cancellation": 0.50' in copy.run("render", "stt.yaml").stdout
    copy.profile(echo(INTERFACE="sync-http"))
    (plan,) = plans(copy)
    assert ["echo", "0.50"] in plan["query"]
    assert "?echo=0.50&model=" in copy.run("render", "stt.yaml").stdout
    copy.profile(echo(INTERFACE="sync-http", AUDIO="{file: a.wav, multipart: true}"))
    (plan,) = plans(copy)
    assert plan["body"]["metadata"] == {"echo_cancellation": 0.5}


def plans(copy: Copy) -> list[dict[str, Any]]:
    done = copy.run("render", "stt.yaml", "--target", "json", "--all")
    assert done.returncode == 0, done.stderr
    made: list[dict[str, Any]] = json.loads(done.stdout)
    return made


def test_a_parameter_is_judged_by_its_row(copy: Copy) -> None:
    """Its carriers, its range, its generations, its days, its name."""
    copy.add_row("parameters.py", FIRST_PARAMETER, PARAMETER)
    wrong = (
        (echo(INTERFACE="async-http"), "STT501", "asynchronous HTTP does not carry `echo_cancellation`"),
        (echo(VALUE="1.01"), "STT204", "give a number from 0 to 1"),
        (echo(VALUE="'0.5'"), "STT203", "write the number without quotes"),
        (echo(VALUE="{env: ECHO}"), "STT206", "a run-time value cannot stand here"),
        (echo(NAME="echo_cancelation"), "STT201", "did you mean `echo_cancellation`?"),
        (echo(MODEL="en-GB").replace("2022-06-30", "2026-06-30"), "STT502", "`echo_cancellation`"),
        (echo(MODEL="en-US_NarrowbandModel").replace("2022-06-30", "2020-12-31"), "STT804", "2021-05-01"),
    )
    for (text, code, piece), found in zip(wrong, errors(copy, *(text for text, _, _ in wrong))):
        ((its_code, line, said),) = found
        assert (its_code, line) == (code, 14), text
        assert piece in said


def test_a_parameter_of_the_defaults_is_left_out_where_it_has_no_place(copy: Copy) -> None:
    copy.add_row("parameters.py", FIRST_PARAMETER, PARAMETER)
    copy.profile(
        ENVIRONMENT
        + "defaults: {parameters: {echo_cancellation: 0.5}}\n"
        + "requests: {a: {interface: async-http, model: en-US_Telephony, audio: {file: a.wav}}}\n"
    )
    (plan,) = plans(copy)
    assert "echo" not in json.dumps(plan["query"])


def test_a_parameter_is_described_everywhere(copy: Copy) -> None:
    copy.add_row("parameters.py", FIRST_PARAMETER, PARAMETER)
    described = properties(copy.run("schema").stdout)["echo_cancellation"]
    assert described["description"].startswith("Sets how much of the echo of a call is taken out. Default: 0.")
    assert "WebSocket: start message" in described["description"]
    assert described["title"] == "echo_cancellation"
    assert "- **Base models:** previous generation: yes; next generation: yes;" in described["markdownDescription"]
    assert "- **Since:** 2021-05-01\n- **Source:** release-notes.md@2027-01-01" in described["markdownDescription"]
    assert (described["minimum"], described["maximum"], described["default"]) == (0, 1, 0)
    assert copy.run(module="stt_compile.schema").returncode == 0
    published = (copy.folder / "schema" / "profile.schema.json").read_text(encoding="utf-8")
    assert properties(published)["echo_cancellation"] == described
    assert "the echo of a call" in copy.run("explain", "echo_cancellation").stdout
    assert "echo_cancellation" in copy.run("parameters").stdout


def properties(schema: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(schema)["definitions"]["parameters"]["properties"]
    return found


# --- a base model ----------------------------------------------------------------------------------------------------

FIRST_MODEL = "_ROWS: tuple[BaseModel, ...] = (\n"
MODEL = """\
    BaseModel(
        name="cy-GB_Telephony",
        language="cy-GB",
        language_name="Welsh",
        generation="next",
        type="telephony",
        rate=8000,
        status=_era("not_yet", "ga"),
        acoustic_customization=_era("none", "none"),
        language_customization=_era("none", "ga"),
        grammars=_era("none", "ga"),
        low_latency=True,
        low_latency_since="2022-01-01",
        speaker_labels=_era("none", "ga"),
        periods={
            "ibm-cloud": _period("2022-01-01"),
            "cloud-pak-for-data": _period("2022-02-01"),
            "software-hub": _period(),
        },
        sources=("release-notes.md@2027-01-01",),
    ),
"""
WELSH = """\
    language_models:
      places: {customization_id: 0f1d2c3b-4a59-4687-9102-132435465768, base_model: cy-GB_Telephony}
requests:
  call:
    interface: [websocket, sync-http, async-http]
    model: cy-GB_Telephony
    language_model: places
    audio: {file: galwad.wav, content_type: audio/wav}
    parameters: {low_latency: true, timestamps: true}
"""


def test_a_base_model_is_one_row(copy: Copy) -> None:
    (found,) = errors(copy, ENVIRONMENT + WELSH)
    assert {code for code, _, _ in found} == {"STT407"}
    copy.add_row("models.py", FIRST_MODEL, MODEL)
    copy.profile(ENVIRONMENT + WELSH)
    assert copy.run("check", "--strict", "stt.yaml").stdout == "1 profile, nothing to report\n"
    assert [plan["query"][0] for plan in plans(copy)] == [["model", "cy-GB_Telephony"]] * 3


def test_a_base_model_is_judged_by_its_row(copy: Copy) -> None:
    """Its days, and what its generation and it itself take."""
    copy.add_row("models.py", FIRST_MODEL, MODEL)
    wrong = (
        (("2022-06-30", "2021-12-31"), "STT801"),
        (("timestamps: true", "keywords: [pont], keywords_threshold: 0.5"), "STT502"),
        (("language_model", "acoustic_model"), "STT405"),
    )
    for (instead, code), found in zip(wrong, errors(copy, *((ENVIRONMENT + WELSH).replace(*it) for it, _ in wrong))):
        assert code in {its_code for its_code, _, _ in found}, instead


def test_a_base_model_is_suggested(copy: Copy) -> None:
    copy.add_row("models.py", FIRST_MODEL, MODEL)
    misspelt = (ENVIRONMENT + WELSH).replace("model: cy-GB_Telephony\n", "model: cy-GB_Telefony\n")
    ((found,),) = errors(copy, misspelt)
    assert (found[0], found[1]) == ("STT407", 14)
    assert found[2].endswith("did you mean `cy-GB_Telephony`?")
    suggested, *_ = json.loads(copy.run("schema").stdout)["definitions"]["baseModel"]["anyOf"]
    assert "cy-GB_Telephony" in suggested["enum"]
    assert "cy-GB_Telephony" in copy.run("models").stdout


# --- a format of reports ---------------------------------------------------------------------------------------------

FORMAT = '''\
"""Findings for a spreadsheet."""

from __future__ import annotations

from . import Report


def render(report: Report, colour: bool) -> str:
    """A row a finding."""
    return "".join(f"{found.code}\\t{found.severity.value}\\t{found.message}\\n" for found in report.findings)
'''
BROKEN = """\
requests:
  call: {interface: sync-http, model: en-US_Telephony, audio: {file: a.wav}, parameters: {timestamps: 1}}
"""


def test_a_format_is_one_file(copy: Copy) -> None:
    copy.profile(ENVIRONMENT + BROKEN)
    unknown = copy.run("check", "--format", "tabs", "stt.yaml")
    assert (unknown.returncode, unknown.stdout) == (2, "")
    copy.add_file("report/tabs.py", FORMAT)
    checked = copy.run("check", "--format", "tabs", "stt.yaml")
    assert checked.stdout == "STT203\terror\texpected true or false, found 1\n", checked.stderr
    assert checked.returncode == 1
    assert copy.run("check", "--format", "tabs", "--output-file", "out.tsv", "stt.yaml").stdout == ""
    assert (copy.folder / "out.tsv").read_text(encoding="utf-8") == checked.stdout


def test_a_format_is_told_of(copy: Copy) -> None:
    copy.add_file("report/tabs.py", FORMAT)
    copy.profile(ENVIRONMENT + BROKEN)
    assert " tabs," in copy.run("check", "--help").stdout.replace("\n", " ") + ","
    assert "did you mean `tabs`?" in copy.run("check", "--format", "tab", "stt.yaml").stderr


# --- a target --------------------------------------------------------------------------------------------------------

TARGET = '''\
"""The request as a line for a log; not for a WebSocket, and no forms."""

from __future__ import annotations

from ..wire import FormBody, Plan
from . import Target


def render(plan: Plan) -> str:
    """Method, path and query."""
    return f"{plan.method} {plan.request}? {' '.join(name for name, _ in plan.query)}\\n"


def cannot(plan: Plan) -> tuple[str, ...]:
    """A form has more than one line."""
    return ("it knows no forms",) if isinstance(plan.body, FormBody) else ()


TARGET = Target(
    name="logline",
    summary="a line for a log",
    interfaces=("sync-http", "async-http"),
    ending="log",
    render=render,
    cannot=cannot,
    notes=lambda plan: ("times are missing",),
)
'''
NEVER = TARGET.replace('"logline"', '"never"').replace(" if isinstance(plan.body, FormBody) else ()", "")
CALL = """\
requests:
  call: {interface: INTERFACE, model: en-US_Telephony, audio: {file: a.wav, multipart: MULTIPART}}
"""


def test_a_target_is_one_file(copy: Copy) -> None:
    call = ENVIRONMENT + CALL.replace("MULTIPART", "false")
    copy.profile(call.replace("INTERFACE", "sync-http"))
    unknown = copy.run("render", "stt.yaml", "--target", "logline")
    assert (unknown.returncode, unknown.stdout) == (2, "")
    copy.add_file("targets/logline.py", TARGET)
    rendered = copy.run("render", "stt.yaml", "--target", "logline")
    assert (rendered.stdout, rendered.returncode) == ("POST call? model\n", 0), rendered.stderr
    assert rendered.stderr == "note: call: times are missing\n"
    copy.profile(call.replace("INTERFACE", "[sync-http, async-http, websocket]"))
    several = copy.run("render", "stt.yaml", "--target", "logline", "--all")
    assert several.stdout.count("POST call? model\n") == 2


def test_what_a_target_cannot_express_is_refused(copy: Copy) -> None:
    copy.add_file("targets/logline.py", TARGET)
    copy.profile(ENVIRONMENT + CALL.replace("MULTIPART", "true").replace("INTERFACE", "sync-http"))
    refused = copy.run("render", "stt.yaml", "--target", "logline")
    assert (refused.stdout, refused.returncode) == ("", 2)
    assert "logline cannot express this request: it knows no forms; use --target curl" in refused.stderr
    copy.profile(ENVIRONMENT + CALL.replace("MULTIPART", "false").replace("INTERFACE", "websocket"))
    refused = copy.run("render", "stt.yaml", "--target", "logline")
    assert (refused.stdout, refused.returncode) == ("", 2)
    assert "not made for websocket" in refused.stderr


def test_a_target_is_told_of(copy: Copy) -> None:
    """In the help, to whoever misspells it, where another target has to give up, and to programs."""
    copy.add_file("targets/logline.py", TARGET)
    copy.profile(ENVIRONMENT + CALL.replace("MULTIPART", "false").replace("INTERFACE", "sync-http"))
    assert "logline" in copy.run("render", "--help").stdout
    assert "did you mean `logline`?" in copy.run("render", "stt.yaml", "--target", "loglines").stderr
    copy.add_file("targets/never.py", NEVER)
    assert "logline" in copy.run("render", "stt.yaml", "--target", "never").stderr
    program = "from stt_compile import *; print(render(plan(load('stt.yaml'))[0], 'logline'), end='')"
    assert copy.python(program) == "POST call? model"
