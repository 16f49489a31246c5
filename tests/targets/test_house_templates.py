"""House templates: what they see, what they cannot, and where their mistakes are."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from stt_compile import targets
from stt_compile.targets import WrongTemplate, _house
from tests.cli.conftest import GOOD

from .cases import CASES, ROOT, Case
from .test_quoting import told

HTTP = CASES["nightly/production/nightly.async-http"]
SESSION = CASES["acoustic/production/live.websocket"]
README = ROOT / "README.md"
SAME_COMMAND = """\
{% macro body(plan) %}
{% if plan.body.stdin is defined %}
  --upload-file - \\
{% elif plan.headers | selectattr(0, 'equalto', 'Transfer-Encoding') | list %}
  --upload-file {{ plan.body.file | sh }} \\
{% else %}
  --data-binary @{{ plan.body.file | sh }} \\
{% endif %}
{% endmacro %}
curl -X {{ plan.method }} -u apikey:{{ plan.auth.apikey | sh }} --fail-with-body \\
{% for name, value in plan.headers %}
  --header {{ name | sh }}': '{{ value | sh }} \\
{% endfor %}
{{ body(plan) -}}
{{ "  " ~ (plan | address | sh) }}
"""
Render = Callable[..., str]


@pytest.fixture
def render(tmp_path: Path) -> Render:
    """What a template makes of a request; other files of its folder by name."""

    def made(template: str, case: Case = HTTP, **others: str) -> str:
        (tmp_path / "own.txt.j2").write_text(template, encoding="utf-8")
        for name, content in others.items():
            (tmp_path / f"{name}.j2").write_text(content, encoding="utf-8")
        return targets.render(case.plan, _house.target(tmp_path, "own.txt"))

    return made


def fails(render: Render, template: str, **others: str) -> tuple[str, int, str]:
    """The file, line and message of the mistake."""
    with pytest.raises(WrongTemplate) as wrong:
        render(template, **others)
    found = re.fullmatch(r"(.*):(\d+): error: (.*)", str(wrong.value))
    assert found, str(wrong.value)
    return Path(found[1]).name, int(found[2]), found[3]


# What a template sees


def test_it_sees_the_plan_as_json_has_it(render: Render) -> None:
    assert json.loads(render("{{ plan | json }}")) == json.loads(json.dumps(HTTP.data))
    assert json.loads(render("{{ plan.messages[0] | json }}", SESSION)) == SESSION.data["messages"][0]


def test_an_artefact_ends_with_a_line_end(render: Render) -> None:
    assert render("a") == render("a\n") == "a\n"


@pytest.mark.parametrize(
    ("template", "made"),
    [
        ("{{ 'it\\'s $HOME' | sh }}", "'it'\\''s '\\$'HOME'"),
        ("{{ plan.url | sh }}", '"https://api.eu-de.speech-to-text.watson.cloud.ibm.com/instances/'),
        ("{{ plan.auth.apikey | sh }}", '"${STT_APIKEY:?set STT_APIKEY}"'),
        ("{{ plan.auth.apikey | python }}", 'os.environ["STT_APIKEY"]'),
        ("{{ plan.auth.apikey | javascript }}", "variables.STT_APIKEY"),
        ("{{ plan.auth.apikey | powershell }}", '"${env:STT_APIKEY}"'),
        ("{{ 'a, b&c' | url }}", "a%2C%20b%26c"),
        ("{{ plan.body.file | url | python }}", "f\"calls%2F{os.environ['BATCH_DATE']}.flac\""),
        ("{{ plan.registration | json }}", '{"callback_url": "https://ops.example.com/stt/results", "user_secret": '),
        ("{{ 'one\ntwo\x07' | comment }}", "# one\n# two\N{REPLACEMENT CHARACTER}"),
        ("{{ 2 * 3 }}", "6"),
    ],
)
def test_filters_quote(render: Render, template: str, made: str) -> None:
    assert render(template).startswith(made)


def test_every_filter_is_tried_above() -> None:
    tried = {name for mark in test_filters_quote.pytestmark for case in mark.args[1] for name in names(case[0])}  # type: ignore[attr-defined]
    assert tried | {"address"} == {*_house.FILTERS}


@pytest.mark.parametrize(
    ("template", "made"),
    [
        ("{{ 7 % 4 + 1 - 2 }}", "2"),
        ("{{ 'a' + 'b' ~ 1.50 }}", "ab1.5"),
        ("{{ plan.query | map('first') | join(',') }}", "model,"),
        ("{{ ['a', 2] | join('-') | upper | center(5) }}", " A-2 "),
        ("{{ 'a b' | replace(' ', '_') | indent(2, true) }}", "  a_b"),
        ("{{ (plan.request.startswith('n')) | lower }}", "true"),
        ("{% for a, b in [('x', 1), ('y', 2)] %}{{ a ~ b ~ loop.length ~ loop.revindex }} {% endfor %}", "x122 y221 "),
        ("{% for a in [[[], []]] recursive %}{{ loop.depth }}{{ loop(a) }}{% else %}.{% endfor %}", "12.2."),
    ],
)
def test_what_jinja_has_is_there(render: Render, template: str, made: str) -> None:
    assert render(template).startswith(made)


def test_the_template_of_the_readme_works(render: Render) -> None:
    section = README.read_text(encoding="utf-8").partition("## House templates\n")[2]
    template = section.partition("```jinja\n")[2].partition("```")[0]
    assert "curl -X POST -u apikey:" in render(template)


def names(template: str) -> list[str]:
    return re.findall(r"\| (\w+)", template)


def test_a_template_can_say_what_a_target_says(render: Render) -> None:
    """The words differ, what a shell makes of them does not."""
    for name in ("acoustic/production/one-file.sync-http", "literals/cloud/keywords.sync-http"):
        case = CASES[name]
        known = {variable: f"v'{variable}" for variable in case.plan.variables}
        show = "curl() { printf '%s\\0' \"$@\"; }\n"
        ours, theirs = (
            told(["dash"], show + made, known).stdout for made in (case.artefact("curl"), render(SAME_COMMAND, case))
        )
        assert ours == theirs != b""


def test_parts_are_shared_within_the_folder(render: Render) -> None:
    assert render("{% include '_head.j2' %}!", _head="{{ plan.request }}") == "nightly!\n"


# Mistakes


@pytest.mark.parametrize(
    ("template", "line", "message"),
    [
        ("a\n{{ plan.nothing }}", 2, "`nothing` is not here"),
        ("a\n{{ plan.nothing | sh }}", 2, "`nothing` is not here"),
        ("a\n{{ plan.nothing | json }}", 2, "`nothing` is not here"),
        ("{{ nothing }}", 1, "`nothing` is not here"),
        ("\n\n{% if %}", 3, "Expected an expression, got 'end of statement block'"),
        ("{% for x in plan.query %}", 1, "Unexpected end of template."),
        ("a\n{{ plan.request | nothing }}", 2, "No filter named 'nothing'."),
        ("a\n{{ plan.url }}", 2, "this is a list, or a text with run-time values: use a filter, like `sh` or `json`"),
        ("a\n{{ 'x' ~ plan.url }}", 2, "this is a list, or a text with run-time values"),
        ("{{ plan.auth }}", 1, "this is an object: print its parts, or use the filter `json`"),
        ("{{ true }}", 1, "this is no text: use the filter `json`"),
        ("a\n{{ plan.query | map('first') }}", 2, "this is no text: a list, an object, or a macro that is not called"),
        ("a\n{{ 'x' ~ plan.query | map('first') }}", 2, "this is no text: a list, an object, or a macro"),
        (
            "{{ [1] }}",
            1,
            "this is no text: a list, an object, or a macro that is not called; use a filter, like `json`",
        ),
        ("{{ {'a': 1} }}", 1, "this is no text: a list"),
        ("{{ plan.keys() }}", 1, "this is no text: a list"),
        ("{% macro f() %}{% endmacro %}\n{{ f }}", 2, "this is no text: a list"),
        ("{% macro f() %}{% endmacro %}\n{{ f | string }}", 2, "this is no text: a list"),
        ("{{ [[1]] | join }}", 1, "this is no text: a list"),
        ("a\n{{ '%999999999d' % 1 }}", 2, "`%` is not for this"),
        ("a\n{{ '%999999999d' | format(1) }}", 2, "`format` is not for templates: put texts together by `~`"),
        ("{{ 1 | sh }}", 1, "this is no text of the plan"),
        ("{{ plan.auth | sh }}", 1, "this is no text of the plan"),
        ("{{ plan.url | address }}", 1, "`address` is for `plan`"),
        ("a\n{{ '$' | powershell }}", 2, "PowerShell cannot pass this to a program"),
        ("{{ 1 / 0 }}", 1, "division by zero"),
        ("{% include 'other.j2' %}", 1, "the folder has no template `other.j2`"),
    ],
)
def test_a_mistake_is_an_error_at_its_line(render: Render, template: str, line: int, message: str) -> None:
    file, at, said = fails(render, template)
    assert (file, at) == ("own.txt.j2", line)
    assert said.startswith(message)


def test_a_mistake_of_a_part_is_in_the_part(render: Render) -> None:
    assert fails(render, "\n\n{% include '_head.j2' %}", _head="\n{{ plan.nothing }}")[:2] == ("_head.j2", 2)
    assert fails(render, "{% from '_head.j2' import m %}{{ m(1) }}", _head="{% macro m(x) %}\n{{ x.y }}{% endmacro %}")[
        :2
    ] == ("_head.j2", 2)


def test_a_template_that_is_no_text(render: Render, tmp_path: Path) -> None:
    (tmp_path / "_bytes.j2").write_bytes(b"a\nb\xff")
    assert fails(render, "{% include '_bytes.j2' %}") == ("_bytes.j2", 2, "this is not UTF-8")


# What a template cannot do


@pytest.mark.parametrize(
    "template",
    [
        "{{ plan.__class__ }}",
        "{{ ''.__class__.__mro__ }}",
        "{{ plan.request.__init__.__globals__ }}",
        "{{ self.__init__ }}",
        "{{ '{0.__class__}'.format(plan) }}",
        "{{ plan | attr('__class__') | json }}",
        "{{ plan.clear() }}",
        "{{ plan.query.append(1) }}",
        "{{ plan.update({}) }}",
        "{{ range(9) | list | json }}",
        "{{ lipsum() }}",
        "{{ cycler }}",
        "{{ environ }}",
    ],
)
def test_it_gets_at_nothing_but_the_plan(render: Render, template: str) -> None:
    fails(render, template)


@pytest.mark.parametrize("name", ["../outside.j2", "/etc/hostname", "link.j2", "folder/../../outside.j2", "a\0.j2"])
def test_it_reads_nothing_outside_of_its_folder(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "own"
    folder.mkdir()
    (tmp_path / "outside.j2").write_text("outside", encoding="utf-8")
    (folder / "link.j2").symlink_to(tmp_path / "outside.j2")
    (folder / "own.txt.j2").write_text(f"{{% include {json.dumps(name)} %}}", encoding="utf-8")
    with pytest.raises(WrongTemplate, match="the folder has no template"):
        targets.render(HTTP.plan, _house.target(folder, "own.txt"))


@pytest.mark.parametrize(
    "template",
    [
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
        "{% include 'own.txt.j2' %}",
        "{{ 'x' * 1000000000 }}",
        "{{ [1] * 1000000000 }}",
        "{{ 9 ** 9 ** 9 ** 9 }}",
        "{% for a in plan.query %}" * 5 + "x" * 99 + "{% endfor %}" * 5,
    ],
    ids=["calls itself", "includes itself", "text", "list", "power", "loops"],
)
def test_it_ends(render: Render, template: str) -> None:
    fails(render, template)


DOUBLED = {
    "tilde": "{% set a = a ~ a %}",
    "plus": "{% set a = a + a %}",
    "block": "{% set a %}{{ a }}{{ a }}{% endset %}",
    "join": "{% set a = [a, a] | join %}",
    "replace": "{% set a = a | replace('', a) %}",
}
HUGE = {
    "center": "{{ 'x' | center(999999999) | length }}",
    "indent": "{{ 'x' | indent(999999999, true) | length }}",
    "named": "{{ 'x' | center(width=999999999) | length }}",
    "mapped": "{{ ['x'] | map('center', 999999999) | list | length }}",
    "batch": "{{ ['x'] | batch(999999999, 'x') | list | length }}",
    "json": "{% set a = [1] %}" + "{% set a = [a, a] %}" * 40 + "{{ a | json | length }}",
    "method": "{{ 'x'.center(999999999) | length }}",
    "format": "{{ '{:999999999}'.format(1) | length }}",
    "number": "{% set a = 9 %}" + "{% set a = a * a %}" * 40 + "{{ a % 2 }}",
} | {name: "{% set a = 'xy' %}" + step * 40 + "{{ a | length }}" for name, step in DOUBLED.items()}


@pytest.mark.parametrize("template", HUGE.values(), ids=HUGE)
def test_nothing_is_made_that_is_larger_than_an_artefact(render: Render, template: str) -> None:
    tracemalloc.start()
    try:
        _, line, message = fails(render, "\n" + template)
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert (line, "memory" in message) == (2, False)
    assert most < 64 << 20


TEN = "{% for a in [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] %}{% set x = a %}"
MANY = "{% set a = 'xy' %}" + "{% set a = a + a %}" * 17 + "{% set b = a | list %}"
ENDLESS = {
    "loops": TEN * 12 + "{% endfor %}" * 12,
    "chosen": TEN * 11 + "{% for a in plan.query if a == 'x' %}{% endfor %}" + "{% endfor %}" * 11,
    "macros": "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(60) }}",
    "calls": "{% macro twice() %}{{ caller() }}{{ caller() }}{% endmacro %}"
    + "{% call twice() %}" * 18
    + "{% endcall %}" * 18,
    "inclusion": "{% set n = 60 %}{% include '_twice.j2' %}",
    "recursion": "{% for a in [1, 2] recursive %}{% if loop.depth < 60 %}{{ loop([1, 2]) }}{% endif %}{% endfor %}",
    "filters": MANY + "{{ b | map('replace', 'z', a) | list | length }}" * 20,
    "tests": MANY + "{{ b | select('in', a | replace('x', 'z') | replace('y', 'z')) | list | length }}",
}


@pytest.mark.parametrize("template", ENDLESS.values(), ids=ENDLESS)
def test_nothing_takes_longer_than_an_artefact_may(
    render: Render, monkeypatch: pytest.MonkeyPatch, template: str
) -> None:
    """Although none of it prints anything."""
    monkeypatch.setattr(_house, "MOST_SECONDS", 0.3)
    twice = "{% if n %}{% set n = n - 1 %}{% include '_twice.j2' %}{% include '_twice.j2' %}{% endif %}"
    began = time.thread_time()
    file, line, message = fails(render, "\n" + template, _twice="\n" + twice)
    assert (line, message) == (2, "this takes too long: more than 0.3 seconds for an artefact")
    assert time.thread_time() - began < 2


@pytest.mark.parametrize("made", ["[{0}, {0}]", "({0}, {0})", "{{'a': {0}, 'b': {0}}}"])
def test_what_is_compared_has_an_end(render: Render, made: str) -> None:
    step = "".join(f"{{% set {name} = {made.format(name)} %}}" for name in "ab")
    template = "\n{% set a = [1] %}{% set b = [1] %}" + step * 40 + "{{ (a == b) | lower }}"
    assert fails(render, template) == ("own.txt.j2", 2, "this makes more than 1,048,576 characters")


def test_no_memory_is_an_error_of_the_template(render: Render, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(_: object) -> str:
        raise MemoryError

    monkeypatch.setattr(_house, "FILTERS", {**_house.FILTERS, "sh": none})
    assert fails(render, "\n{{ 'x' | sh }}") == ("own.txt.j2", 2, "this needs more memory than there is")


# The command line


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    (folder / "stt.yaml").write_text(GOOD, encoding="utf-8")
    command = [sys.executable, "-m", "stt_compile", "render", "stt.yaml", "--request", "nightly", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False)


@pytest.fixture
def house(tmp_path: Path) -> Path:
    (tmp_path / "house").mkdir()
    (tmp_path / "house" / "a.sh.j2").write_text("{{ plan.request }}\n", encoding="utf-8")
    (tmp_path / "house" / "_part.j2").write_text("", encoding="utf-8")
    return tmp_path


def test_the_only_template_of_a_folder_needs_no_name(house: Path) -> None:
    done = run(house, "--template", "house")
    assert (done.returncode, done.stdout, done.stderr) == (0, "nightly\n", "")
    assert run(house, "--template", "house", "--target", "a.sh").stdout == "nightly\n"


def test_several_prints_follow_each_other_without_a_word_of_ours(house: Path) -> None:
    (house / "stt.yaml").write_text(GOOD, encoding="utf-8")
    command = [sys.executable, "-m", "stt_compile", "render", "stt.yaml", "--all", "--template", "house"]
    done = subprocess.run(command, cwd=house, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stdout) == (0, "live\nnightly\n")


def test_a_loop_without_an_end_is_said_in_one_line(house: Path) -> None:
    (house / "house" / "a.sh.j2").write_text(TEN * 12 + "{% endfor %}" * 12, encoding="utf-8")
    done = run(house, "--template", "house")
    said = f"{Path('house') / 'a.sh.j2'}:1: error: this takes too long: more than 5 seconds for an artefact\n"
    assert (done.returncode, done.stdout, done.stderr) == (1, "", said)


def test_a_mistake_is_said_in_one_line(house: Path) -> None:
    (house / "house" / "a.sh.j2").write_text("\n{{ plan.nothing }}", encoding="utf-8")
    done = run(house, "--template", "house")
    said = f"{Path('house') / 'a.sh.j2'}:2: error: `nothing` is not here\n"
    assert (done.returncode, done.stdout, done.stderr) == (1, "", said)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--template", "nowhere"], "stt-compile: cannot read nowhere: no such file or directory\n"),
        (["--template", "stt.yaml"], "stt-compile: cannot read stt.yaml: not a directory\n"),
        (["--template", "."], "stt-compile: . has no template: no file NAME.j2\n"),
        (
            ["--template", "house", "--target", "a.zh"],
            "stt-compile: there is no template `a.zh`: did you mean `a.sh`?\n",
        ),
        (
            ["--template", "house", "--shell", "sh"],
            "stt-compile: --shell is for the target curl: a template knows its own language\n",
        ),
    ],
)
def test_a_wrong_call_is_said(house: Path, arguments: list[str], said: str) -> None:
    done = run(house, *arguments)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", said)


def test_of_several_templates_one_is_chosen(house: Path) -> None:
    (house / "house" / "b.txt.j2").write_text("b\n", encoding="utf-8")
    done = run(house, "--template", "house")
    assert (done.returncode, done.stdout) == (2, "")
    assert "  --target a.sh\n  --target b.txt\n" in done.stderr
    assert run(house, "--template", "house", "--target", "b.txt").stdout == "b\n"


def test_powershell_is_asked_for_by_its_shell(tmp_path: Path) -> None:
    for arguments in (["--shell", "powershell"], ["--shell", "powershell", "--target", "curl"]):
        done = run(tmp_path, *arguments)
        assert (done.returncode, done.stdout[:4], done.stderr) == (0, "& {\n", "")
    done = run(tmp_path, "--shell", "powershell", "--target", "python")
    assert (done.returncode, done.stderr) == (
        2,
        "stt-compile: --shell is for the target curl: python has its own language\n",
    )
    assert run(tmp_path, "--shell", "sh").stdout == run(tmp_path).stdout


# What the README says


def rows(heading: str) -> dict[str, str]:
    """The table below a heading of the README, by what its first column names."""
    section = README.read_text(encoding="utf-8").partition("## House templates\n")[2].partition("\n## ")[0]
    table = section.partition(f"| {heading} |")[2].partition("\n\n")[0]
    found: dict[str, Any] = {}
    for row in re.findall(r"^\| (`.*?`) \| (.*?) \|$", table, re.MULTILINE):
        found |= dict.fromkeys(re.findall(r"`(\w+)`", row[0]), row[1])
    return found


def test_the_readme_names_every_filter() -> None:
    assert rows("filter").keys() == _house.FILTERS.keys()


def test_the_readme_names_every_key_of_a_plan() -> None:
    schema = json.loads((ROOT / "schema" / "plan.schema.json").read_text(encoding="utf-8"))
    plan = schema["$defs"]["plan"] if "$defs" in schema and "plan" in schema["$defs"] else schema["items"]
    assert rows("of `plan`").keys() == plan["properties"].keys()
