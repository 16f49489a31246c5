"""`import` as people call it: pages in, one profile out, and everything else on stderr."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from stt_compile.cli import main
from stt_compile.compile import compile_bytes

from ..conftest import Golden

PAGES = Path(__file__).parent / "pages"
BASE = "https://api.eu-de.speech-to-text.watson.cloud.ibm.com/instances/6bbda3b3-d572-45e1-8c54-22d6ed9e52c2"
PLAIN = (
    f'curl -u "apikey:$K" -H "Content-Type: audio/wav" --data-binary @a.wav "{BASE}/v1/recognize?model=de-DE_Telephony"'
)


def run(*arguments: str, stdin: str = "") -> Result:
    return CliRunner().invoke(main, ["import", *arguments], input=stdin.encode())


@pytest.mark.parametrize("name", ["runbook.md", "windows.ps1", "two-sites.txt"])
def test_a_page_becomes_a_profile(name: str, golden: Golden) -> None:
    result = run("-", "--stdin-filename", name, stdin=(PAGES / name).read_text(encoding="utf-8"))
    assert result.exit_code == 0
    assert "made-up" not in result.output
    golden(PAGES / f"{name}.stt.yaml", result.stdout)
    golden(PAGES / f"{name}.err", result.stderr)


def test_what_is_understood_without_a_doubt_needs_no_word() -> None:
    result = run("-", stdin=PLAIN)
    assert result.exit_code == 0
    assert result.stderr.splitlines() == [
        "<stdin>: 1 call, 1 request in 1 environment; `stt-compile check` of the profile finds 0 errors and 0 warnings"
    ]


def test_1_only_where_nothing_was_understood() -> None:
    nothing = run("-", "--stdin-filename", "a.md", stdin="Use curl to send audio.\n\ncurl -I https://example.com/x\n")
    assert (nothing.exit_code, nothing.stdout) == (1, "")
    assert nothing.stderr.splitlines()[0] == "a.md:3:1: left out: it is not a recognition request"
    assert nothing.stderr.endswith("a.md: no request was understood\n")


def test_2_where_a_file_cannot_be_read(tmp_path: Path) -> None:
    assert run(str(tmp_path / "none.md")).exit_code == 2
    assert run().exit_code == 2
    assert run("-", "--as-of", "tomorrow", stdin=PLAIN).exit_code == 2


def test_a_text_that_is_too_long_is_refused() -> None:
    result = run("-", stdin=PLAIN + "\n" * 1024 * 1024)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "longer than" in result.stderr


def test_several_files_become_one_profile(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(PLAIN)
    (tmp_path / "b.md").write_text(f"\n{PLAIN}\n{PLAIN.replace('a.wav', 'b.wav')}\n")
    result = run(str(tmp_path / "a.md"), str(tmp_path / "b.md"))
    assert result.exit_code == 0
    assert f"# {tmp_path}/a.md:1, {tmp_path}/b.md:2\n" in result.stdout
    profile = compile_bytes("x", result.stdout.encode(), Path("x.stt.yaml"))
    assert profile.requests == ("a", "b")
    assert "defaults:\n  model: de-DE_Telephony\n  audio: {content_type: audio/wav}\n" in result.stdout


def test_the_day_of_the_commands_is_written_down() -> None:
    text = PLAIN.replace("model=de-DE_Telephony", "acoustic_customization_id=74f4807e-b5ff-4866-824e-6bba1a84fe96")
    today, then = run("-", stdin=text), run("-", "--as-of", "2020-06-23", stdin=text)
    assert "service_date: 2020-06-23\n" in then.stdout
    assert "assumed: no base model is named" in today.stderr
    assert "assumed" not in then.stderr  # the default was certain then, and is not written


def test_mistakes_stay_where_check_sees_them() -> None:
    text = PLAIN.replace(
        "de-DE_Telephony", "de-DE_Telephony&acoustic_customization_id=74f4807e-b5ff-4866-824e-6bba1a84fe96"
    )
    text += "\n" + PLAIN.replace("de-DE_Telephony", "de-DE_Telephony&interim_results=true")
    result = run("-", stdin=text)
    codes = {found.code for found in compile_bytes("x", result.stdout.encode(), Path("x.stt.yaml")).diagnostics}
    assert {"STT404", "STT501"} & codes, codes
    assert "finds 2 errors" in result.stderr, result.stderr


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("timestamps=yes", "# left out: timestamps: yes"),
        ("grammar_name={grammar_name}", "# left out: grammar_name: {grammar_name}"),
        ("max_alternatives=$N", "# left out: max_alternatives: ${N}"),
        ("brand_new=1", 'query: {brand_new: "1"}'),
        ("keywords_threshold=7", "# left out: keywords_threshold: 7"),
    ],
)
def test_what_is_uncertain_is_kept(written: str, kept: str) -> None:
    result = run("-", stdin=PLAIN.replace("de-DE_Telephony", f"de-DE_Telephony&{written}"))
    assert kept in result.stdout
    assert "<stdin>:1:1: " in result.stderr


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (PLAIN + " -H 'Content-Type: audio/flac'", "left out: `Content-Type` is given twice, and curl sends both"),
        (PLAIN + " -X post", "corrected: curl sends the name of a method as it is written"),
        (PLAIN.replace("/v1/recognize?", "//v1/recognize?"), "corrected: the path has a slash too many"),
        (PLAIN.replace("/v1/recognize?", "/v1/recognize/?"), "corrected: the path has a slash too many"),
        (
            PLAIN.replace("--data-binary @a", "-X POST -T '{a,b}'").replace("'.wav", ".wav'"),
            "left out: the name of its",
        ),
        (PLAIN.replace("@a.wav", "@{a,b}.wav"), "left out: braces with a comma outside of quotes"),
        (f'curl -G -u apikey:$K -d model=de-DE_Telephony "{BASE}/v1/recognize"', "corrected: this is sent as GET"),
        (PLAIN.replace(": audio/wav", ":"), "respelt: no type is sent"),
        ("for f in a b; do " + PLAIN.replace("@a", "@$f") + "; done", "left out: this stands in a loop"),
        ("cd sub && " + PLAIN, "left out: the directory is changed here"),
        ("K=literal\n" + PLAIN, "1:3: credential: a credential is written into the source"),
        (PLAIN.replace('"apikey:$K"', "apikey pass"), "corrected: a blank stands between user and password"),
    ],
)
def test_what_is_sent_otherwise_has_a_finding(text: str, found: str) -> None:
    assert found in run("-", stdin=text).stderr


def test_the_file_that_is_piped_in_is_taken_over() -> None:
    result = run("-", stdin="cat 'b c.wav' | " + PLAIN.replace("@a.wav", "@-"))
    assert "audio: {file: b c.wav" in result.stdout
    assert "respelt: standard input comes from a file" in result.stderr


@pytest.mark.parametrize(
    "script",
    [
        "[ -f a.wav ] && F=b.wav || F=a.wav\n",
        "F=a.wav\n[ -f b.wav ] && F=b.wav\n",
        "F=a.wav\nif [ -f b.wav ]; then\n  F=b.wav\nfi\n",
        "F=a.wav\nread -r F\n",
    ],
)
def test_what_is_assigned_on_a_condition_is_not_put_in(script: str) -> None:
    result = run("-", stdin=script + PLAIN.replace("@a.wav", "@$F"))
    assert "audio: {file: {env: F}" in result.stdout
