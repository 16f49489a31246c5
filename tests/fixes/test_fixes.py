"""What `--fix` makes of a profile: `before/NAME.stt.yaml` becomes `after/NAME.stt.yaml`, and `after/NAME.out` says why.

What is left in `after` is what the author has to decide. `pytest --bless` writes both anew; the difference is the
review.
"""

from __future__ import annotations

import codecs
import textwrap
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml

from stt_compile import reading, rules, syntax
from stt_compile.compile import Compilation, compile_bytes
from stt_compile.diagnostics import Diagnostic, Severity
from stt_compile.fixes import Mended, mend
from stt_compile.names import printable
from stt_compile.source import Source
from tests.conftest import Golden
from tests.fixes.mutations import plans
from tests.rules.test_rules import BASE, block

HERE = Path(__file__).parent
TESTS = HERE.parent
BEFORE = sorted((HERE / "before").glob("*.stt.yaml"))
VALID = [
    *sorted((TESTS / "valid").rglob("*.stt.yaml")),
    *sorted((TESTS / "ok").glob("*.stt.yaml")),
    *sorted((TESTS.parent / "examples").rglob("*.stt.yaml")),
]

each = pytest.mark.parametrize("profile", BEFORE, ids=lambda path: path.name.removesuffix(".stt.yaml"))


def mended(data: bytes | str, path: Path = HERE / "case.stt.yaml") -> Mended:
    return mend(path.name, data.encode() if isinstance(data, str) else data, path)


def described(fixed: tuple[Diagnostic, ...]) -> Iterator[str]:
    """Code, place and description of what was fixed; places are those of the round in which it was."""
    for found in fixed:
        assert found.span
        assert found.fix
        line, column = found.span.position
        yield f"{found.code} {line}:{column} {found.fix.description}\n"


# --- what is certain, and what is not --------------------------------------------------------------------------------


@each
def test_the_text_is_as_expected(profile: Path, golden: Golden) -> None:
    result = mended(profile.read_bytes(), profile)
    after = HERE / "after" / profile.name
    golden(after, result.data.decode("utf-8"))
    golden(after.with_name(profile.name.removesuffix(".stt.yaml") + ".out"), "".join(described(result.fixed)))


def test_every_expected_text_belongs_to_a_profile() -> None:
    assert {path.name for path in (HERE / "after").glob("*.stt.yaml")} == {path.name for path in BEFORE}


def test_what_is_in_doubt_stays() -> None:
    doubt = HERE / "before" / "doubt.stt.yaml"
    assert mended(doubt.read_bytes(), doubt).data == doubt.read_bytes()


@each
@pytest.mark.parametrize("newline", ["\r\n", "\r"], ids=["crlf", "cr"])
def test_line_ends_stay(profile: Path, newline: str) -> None:
    before, after = (path.read_bytes() for path in (profile, HERE / "after" / profile.name))
    assert mended(before.replace(b"\n", newline.encode()), profile).data == after.replace(b"\n", newline.encode())


@each
def test_a_byte_order_mark_and_a_last_line_that_does_not_end_stay(profile: Path) -> None:
    before, after = (path.read_bytes() for path in (profile, HERE / "after" / profile.name))
    assert mended(codecs.BOM_UTF8 + before.rstrip(b"\n"), profile).data == codecs.BOM_UTF8 + after.rstrip(b"\n")


def test_the_last_entry_moves_from_a_line_that_does_not_end() -> None:
    text = "version: 1\nrequests:\n  a:\n    audio:\n      file: a.flac\n      timestamps: true"
    moved = "version: 1\nrequests:\n  a:\n    parameters:\n      timestamps: true\n    audio:\n      file: a.flac"
    assert mended(text).data.decode() == moved


def test_blank_lines_that_belong_to_a_text_stay_its_own() -> None:
    text = (
        "version: 1\nrequests:\n  a:\n    audio:\n      file: |+\n        x\n\n      timestamps: true\n\n    model: x\n"
    )
    assert mended(text).data == text.encode()


def test_a_value_that_another_request_uses_rightly_stays() -> None:
    """In one environment the name is right, so that it is not misspelt, whatever the other one has."""
    text = textwrap.dedent(
        """
        version: 1
        environments:
          one: &one
            platform: ibm-cloud
            url: https://stt.example.com
            auth: {apikey: {env: STT_APIKEY}}
            acoustic_models: {callers: {customization_id: {env: A}, base_model: en-US_NarrowbandModel}}
          two:
            <<: *one
            acoustic_models: {caller: {customization_id: {env: B}, base_model: en-US_NarrowbandModel}}
        requests:
          a: {interface: websocket, acoustic_model: callers}
        """
    )
    result = mended(text)
    assert [found.code for found in result.compilation.diagnostics if found.severity is Severity.ERROR] == ["STT404"]
    assert all(found.fix is None for found in result.compilation.diagnostics)
    assert result.data == text.encode()


def test_what_a_file_extends_is_fixed_where_it_is_named_itself(tmp_path: Path) -> None:
    shared, profile = tmp_path / "shared.stt.yaml", tmp_path / "own.stt.yaml"
    shared.write_text("version: 1\ndefaults: {audio: {content_typ: audio/flac}}\n", encoding="utf-8")
    profile.write_text("version: 1\nextends: [shared.stt.yaml]\ndefalts: {interface: websocket}\n", encoding="utf-8")
    result = mended(profile.read_bytes(), profile)
    assert result.data == profile.read_bytes().replace(b"defalts", b"defaults")
    (left,) = result.compilation.diagnostics
    assert left.fix
    assert left.fix.edits[0].span.source.path == shared
    assert b"content_type: audio/flac" in mended(shared.read_bytes(), shared).data


def test_only_what_counts_is_fixed() -> None:
    text = "version: 1\nenvironments: {a: {platform: ibm-cloud, location: us-sout, instance_id: x}}\n"
    path = HERE / "case.stt.yaml"
    assert b"us-south" in mend("case", text.encode(), path).data
    assert mend("case", text.encode(), path, reports=lambda code: code != "STT302").data == text.encode()


@pytest.mark.parametrize(
    "text",
    [
        "version: 1\nrequests: {a: {interface: websocket, audio: {fiel: a, note: |\n  x}}",
        "version: [1\n",
        "\tversoin: 1\n",
        "",
        "- versoin: 1\n",
        "&a versoin: *a\n",
        "? versoin\n: 1\n",
        "version: 1\nrequests:\n  ? a\n  : ? timestamps\n    : true\n",
        "version: 1\nrequests: {a: {audio: {? timestamps : true, file: x}}}\n",
        "version: 1\nrequests:\n  a:\n    audio: {timestamps: true, # why\n      file: x}\n",
        "version: 1\nrequests:\n  a:\n    timestamps: |+\n      x\n\n    model: x\n",
        "version: 1\nrequests:\n  a:\n    audio:\n      timestamps:\n      file: x\n",
        "version: 1\nrequests:\n  a:\n    keywords: [a,\n  b]\n",
        "version: 1\nrequests:\n  a: {keywords: [a,\n    b], parameters: null}\n",
        "version: 1\nrequests:\n  a:\n    keywords: one\u2028    interface: websocket\n",
        "version: 1\nrequests:\n  - keywords: one\n",
    ],
)
def test_odd_texts_do_no_harm(text: str) -> None:
    does_no_harm(text.encode(), HERE / "case.stt.yaml")


# --- what holds for every profile ------------------------------------------------------------------------------------


@pytest.mark.parametrize("profile", VALID, ids=lambda path: str(path.relative_to(TESTS.parent)))
def test_a_profile_without_errors_is_not_changed(profile: Path) -> None:
    """Byte for byte, and so are its plans: no warning has a fix."""
    data = profile.read_bytes()
    before, after = compile_bytes(profile.name, data, profile), mended(data, profile)
    assert before.errors == 0
    assert after.data is data
    assert after.fixed == ()
    assert plans(after.compilation) == plans(before)


def with_mistakes() -> Iterator[Any]:
    """Every profile of the tests in which something is wrong."""
    for path in [*sorted((TESTS / "err").glob("*.stt.yaml")), *BEFORE]:
        yield pytest.param(path.read_bytes(), path, id=path.name.removesuffix(".stt.yaml"))
    base = TESTS / "rules" / "case.stt.yaml"
    for name in rules.names():
        yield pytest.param(over_base(block(name, "Problem")), base, id=f"{name}-problem")
    for file in sorted(base.parent.glob("*.yaml")):
        for number, case in enumerate(yaml.safe_load(file.read_text("utf-8")).values() if file.name != BASE else ()):
            yield pytest.param(over_base(case["profile"]), base, id=f"{file.stem}-{number}")


def over_base(text: str) -> bytes:
    return f"{text}\nversion: 1\nextends: [{BASE}]\n".encode()


@pytest.mark.parametrize(("data", "path"), list(with_mistakes()))
def test_fixing_does_no_harm(data: bytes, path: Path) -> None:
    before, after = does_no_harm(data, path)
    assert after.compilation.errors <= before.errors
    assert after.fixed or after.data is data


def does_no_harm(data: bytes, path: Path) -> tuple[Compilation, Mended]:
    """What can be read stays readable, what could be asked for stays as it was, and a second run changes nothing."""
    before = compile_bytes(path.name, data, path)
    is_well_formed(before)
    result = mended(data, path)
    if before.sources[0].text and not unread(before):
        assert not unread(result.compilation)
    now = plans(result.compilation)
    assert all(now[use] == plan for use, plan in plans(before).items())
    is_well_formed(result.compilation)
    if result.fixed:
        again = mended(result.data, path)
        assert (again.data, again.fixed) == (result.data, ())
    return before, result


def unread(compilation: Compilation) -> list[Diagnostic]:
    return [found for found in compilation.diagnostics if found.code in syntax.CODES or found.code in reading.CODES]


def is_well_formed(compilation: Compilation) -> None:
    """Only errors have fixes; edits are of one text, in its order, and do not overlap; no secret is repeated."""
    for found in compilation.diagnostics:
        if not found.fix:
            continue
        assert found.severity is Severity.ERROR
        assert len({edit.span.source for edit in found.fix.edits}) == 1
        assert found.fix.description == printable(found.fix.description)
        for edit in found.fix.edits:
            assert 0 <= edit.span.start <= edit.span.end <= len(edit.span.source.text)
            assert edit.text != edit.span.text
        for one, two in pairwise(found.fix.edits):
            assert one.span.end <= two.span.start
            assert one.span != two.span
        for hidden in compilation.hidden:
            if len(hidden.text) > 4:
                assert hidden.text not in found.fix.description
                assert all(hidden.text not in edit.text for edit in found.fix.edits)


SECRET = "kJ8sd72hGd02jsHd82hs"


@pytest.mark.parametrize(
    "text",
    [
        f"environments: {{a: {{platform: ibm-cloud, apikey: {SECRET}}}}}",
        f"environments: {{a: {{platform: ibm-cloud, auth: {{apikey: [{SECRET}]}}}}}}",
        f"environments: {{a: {{platform: ibm-cloud, auth: {{apikye: {SECRET}}}}}}}",
        f"environments: {{a: {{auth: {{url: 'https://me:{SECRET}@example.com/v1/recognize'}}}}}}",
        f"environments: {{a: {{url: 'https://me:{SECRET}@example.com/v1/recognize'}}}}",
        f"requests: {{a: {{user_secret: {SECRET}}}}}",
        f"requests: {{a: {{callback_url: 'https://example.com/?token={SECRET}'}}}}",
        f"requests: {{a: {{audio: {{content_type: 'audio/l16; rate=16000; token={SECRET}'}}}}}}",
    ],
)
def test_a_fix_repeats_no_secret(text: str) -> None:
    result = mended(f"version: 1\n{text}\n")
    for found in (*result.fixed, *result.compilation.diagnostics):
        assert not found.fix or SECRET not in repr(found.fix) + "".join(edit.text for edit in found.fix.edits)


def test_a_long_list_of_mistakes_is_mended_in_one_go() -> None:
    """Fixes that do not touch one another go together; what goes to the same place goes one by one."""
    requests = "".join(f"  r{number}: {{interfcae: websocket, modle: en-US_Telephony}}\n" for number in range(300))
    result = mended(f"version: 1\nrequests:\n{requests}")
    assert len(result.fixed) == 600
    assert Source("", result.data.decode()).text.count("interface: websocket, model:") == 300


@pytest.mark.parametrize("first", [True, False], ids=["first", "last"])
def test_a_fix_that_would_do_harm_does_not_stop_the_others(first: bool) -> None:
    """What `extends` names is not there, so that the file is better off with the misspelt key."""
    bad = "extend: [missing.yaml]\n"
    requests = "".join(f"  r{number}: {{interfcae: websocket}}\n" for number in range(60))
    text = f"version: 1\n{bad if first else ''}requests:\n{requests}{'' if first else bad}"
    result = mended(text)
    assert result.data.decode() == text.replace("interfcae", "interface")
    assert len(result.fixed) == 60
    again = mended(result.data)
    assert (again.data, again.fixed) == (result.data, ())
