"""`runbook`: blocks are refreshed, and nothing else changes by a byte."""

from __future__ import annotations

import os
import re
import shlex
import stat
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from stt_compile import runbook
from stt_compile.cli import main
from tests.cli.conftest import BAD, DOUBTFUL, GOOD

ROOT = Path(__file__).parents[2]
END = "<!-- stt-compile: end -->"
LIVE = "<!-- stt-compile: a.stt.yaml#live -->"
LIVE_IS = re.compile(r"```text\nwss://\S+\n\{.*\}\n```\n")


@dataclass(frozen=True)
class Ran:
    status: int
    out: str
    err: str


@dataclass(frozen=True)
class Folder:
    """A folder with the profile `a.stt.yaml` and pages beside it."""

    path: Path

    def page(self, text: str | bytes, name: str = "page.md") -> Path:
        file = self.path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode() if isinstance(text, str) else text)
        return file

    def run(self, *arguments: str) -> Ran:
        before = Path.cwd()
        os.chdir(self.path)
        try:
            run = CliRunner().invoke(main, ["runbook", *(arguments or ["page.md"])])
        finally:
            os.chdir(before)
        return Ran(run.exit_code, run.stdout, run.stderr)


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    (tmp_path / "a.stt.yaml").write_text(GOOD, encoding="utf-8")
    return Folder(tmp_path)


def no_block(page: str) -> str:
    return (
        f"{page}: note: no block: one stands between `<!-- stt-compile: PROFILE#REQUEST -->` and `{END}`, "
        "each at the beginning of a line and not in code\n"
    )


# --- what stands in a block ------------------------------------------------------------------------------------------


def test_a_block_is_refreshed(folder: Folder) -> None:
    page = folder.page(f"before\n{LIVE}\nold\n{END}\nafter\n")
    assert folder.run().status == 0
    text = page.read_text(encoding="utf-8")
    assert LIVE_IS.fullmatch(text.removeprefix(f"before\n{LIVE}\n").removesuffix(f"{END}\nafter\n"))


@pytest.mark.parametrize(
    ("target", "language"),
    [("curl", "sh"), ("script", "sh"), ("python", "python"), ("python-http", "python"), ("javascript", "javascript")]
    + [("json", "json"), ("uri", "text")],
)
def test_code_has_the_name_of_its_language(folder: Folder, target: str, language: str) -> None:
    page = folder.page(f"<!-- stt-compile: a.stt.yaml#nightly target={target} -->\n{END}\n")
    assert folder.run().status == 0
    (block,) = (token for token in MarkdownIt("commonmark").parse(page.read_text("utf-8")) if token.type == "fence")
    assert block.info == language
    rendered = CliRunner().invoke(
        main, ["render", str(folder.path / "a.stt.yaml"), "--request=nightly", "--target", target]
    )
    assert block.content == rendered.stdout


def test_a_section_stands_there_as_it_is(folder: Folder) -> None:
    page = folder.page(f"# Ours\n{LIVE[:-4]} target=markdown -->\n{END}\nend\n")
    assert folder.run().status == 0
    headings = [
        token for token in MarkdownIt("commonmark").parse(page.read_text("utf-8")) if token.type == "heading_open"
    ]
    assert [token.tag for token in headings] == ["h1", "h2", *["h3"] * 6]
    assert page.read_text("utf-8").endswith(f"\n\n{END}\nend\n")


def test_fences_grow(folder: Folder) -> None:
    fenced = GOOD.replace("{file: live.flac", "{file: '```.flac'")
    (folder.path / "a.stt.yaml").write_text(fenced.replace("live:\n", "live:\n    description: '````'\n"), "utf-8")
    page = folder.page(f"{LIVE[:-4]} target=python -->\n{END}\n")
    assert folder.run().status == 0
    (block,) = (token for token in MarkdownIt("commonmark").parse(page.read_text("utf-8")) if token.type == "fence")
    assert block.markup == "`````"
    assert folder.run("--check", "page.md").status == 0


def test_a_profile_is_found_beside_its_page_and_its_path_may_have_blanks(folder: Folder) -> None:
    (folder.path / "a.stt.yaml").rename(folder.path / "my calls.stt.yaml")
    page = folder.page(f"<!-- stt-compile: '../my calls.stt.yaml#live' -->\n{END}\n", "docs/page.md")
    assert folder.run("docs/page.md").status == 0
    assert "wss://" in page.read_text("utf-8")


def test_what_names_a_request_chooses_it(folder: Folder) -> None:
    both = GOOD.replace("interface: async-http", "interface: [async-http, sync-http]")
    (folder.path / "a.stt.yaml").write_text(both, encoding="utf-8")
    marker = "<!--stt-compile:a.stt.yaml#nightly environment=production  interface=sync-http -->"
    page = folder.page(f"{marker}\n{END}\n")
    assert folder.run().status == 0
    assert "/v1/recognize?" in page.read_text("utf-8")


def test_a_target_chooses_between_interfaces(folder: Folder) -> None:
    both = GOOD.replace("interface: websocket", "interface: [websocket, sync-http]")
    (folder.path / "a.stt.yaml").write_text(both, encoding="utf-8")
    page = folder.page(f"{LIVE[:-4]} target=curl -->\n{END}\n")
    assert folder.run().status == 0
    assert "curl -X POST" in page.read_text("utf-8")


# --- what is no block ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        f"```\n{LIVE}\n{END}\n```\n",
        f"~~~~ md\n```\n~~~\n{LIVE}\n{END}\n~~~~\n",
        f"   ````\n{LIVE}\n```\n{END}\n   `````  \n",
        f"    {LIVE}\n    {END}\n",
        f"text {LIVE}\n",
        f"> {LIVE}\n",
        f"- ```\n  {LIVE}\n  ```\n",
        "<!-- run: stt-compile render x -->\n<!-- stt-compiler: x -->\n",
        "",
    ],
)
def test_in_code_and_in_lines_there_are_no_blocks(folder: Folder, text: str) -> None:
    page = folder.page(text)
    for arguments in ((), ("--check", "page.md")):
        assert folder.run(*arguments) == Ran(0, "", no_block("page.md"))
    assert page.read_bytes() == text.encode()


def test_only_a_page_without_a_block_is_told_so(folder: Folder) -> None:
    folder.page("")
    folder.page(f"{LIVE}\n{END}\n", "good.md")
    folder.page(f"{LIVE}\n", "bad.md")
    assert "no block" not in folder.run("good.md").err
    ran = folder.run("page.md", "good.md", "bad.md")
    assert (ran.status, ran.out) == (1, "")
    assert ran.err.startswith(no_block("page.md") + "bad.md:1: error: this block has no end")


@pytest.mark.parametrize(
    "above",
    [
        "- ```sh\n  x\n  ```\n",
        "1. ```sh\n   x\n   ```\n",
        "> ```sh\n> x\n\n",
        "- ```sh\n  never closed\n\n",
        "`` ``` ``\n",
        "```not` a fence\n",
        "    ```\n",
        "```\n~~~\n```\n",
        "````\n```\n````\n",
        "\ufeff",
    ],
)
def test_code_that_has_ended_hides_nothing(folder: Folder, above: str) -> None:
    page = folder.page(f"{above}{LIVE}\n{END}\n")
    assert folder.run().status == 0
    assert "wss://" in page.read_text("utf-8")


PIECES = [
    "",
    "text",
    "```",
    "````sh",
    "~~~",
    "- ```",
    "    ```",
    "> quoted",
    "| a |",
    "<!-- x -->",
    "\u2028",
    "\x0c",
    "\ufeff",
]
LINES = st.lists(
    st.tuples(st.one_of(st.sampled_from(PIECES), st.text(max_size=6)), st.sampled_from(["\n", "\r\n", "\r"])),
    max_size=8,
).map(lambda lines: "".join(line + end for line, end in lines))


@given(LINES, LINES, st.sampled_from(["\n", "\r\n", "\r"]), LINES, st.text(alphabet="`~ab\n", max_size=20))
@example("", "", "\n", "", "```\n<!-- stt-compile: end -->\n")
@example("\ufeff", "old\r", "\r\n", "no line end", "")
def test_nothing_outside_of_a_block_changes(above: str, old: str, line_end: str, below: str, made: str) -> None:
    text = f"{above}{LIVE}{line_end}{old}{END}{line_end}{below}"
    found, _ = runbook.blocks(text)
    for block in found:  # not those that stand in code, or end elsewhere
        inside = markdown_block(made)
        new = runbook.refreshed(text, [(block, inside)])
        assert new.startswith(text[: block.start])
        assert new.endswith(text[block.end :])
        assert new[block.start : len(new) - len(text) + block.end] == inside.replace("\n", block.line_end)
        assert runbook.refreshed(new, [(first(new), inside)]) == new
    if not any(char in above + old for char in "`~<"):
        assert len(found) >= 1


def markdown_block(made: str) -> str:
    from stt_compile.quoting import markdown

    return markdown.fenced(made, "sh")


def first(text: str) -> runbook.Block:
    found, _ = runbook.blocks(text)
    return found[0]


@given(st.text(alphabet="`~<!->\r\n stt-compile:end#ab=", max_size=60))
def test_any_text_is_read(text: str) -> None:
    found, problems = runbook.blocks(text)
    for block in found:
        assert 0 <= block.start <= block.end <= len(text)
    for problem in problems:
        assert 1 <= problem.line <= len(re.split("\r\n|\n|\r", text))


def test_bytes_that_are_no_text_stay(folder: Folder) -> None:
    page = folder.page(b"\xff\xfe caf\xe9\r" + f"{LIVE}\r\nold\r\n{END}\r\n".encode() + b"\x00\x80 no line end")
    page.chmod(0o640)
    assert folder.run().status == 0
    data = page.read_bytes()
    assert data.startswith(b"\xff\xfe caf\xe9\r" + LIVE.encode() + b"\r\n```text\r\nwss://")
    assert data.endswith(f"```\r\n{END}\r\n".encode() + b"\x00\x80 no line end")
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert stat.S_IMODE(page.stat().st_mode) == 0o640


def test_what_is_up_to_date_is_not_written_and_a_link_stays_one(folder: Folder) -> None:
    page = folder.page(f"{LIVE}\n{END}\n")
    link = folder.path / "link.md"
    link.symlink_to("page.md")
    assert folder.run("link.md").status == 0
    assert link.is_symlink()
    before = page.stat()
    assert "wss://" in page.read_text("utf-8")
    assert folder.run("page.md", "link.md") == Ran(0, "", "")
    after = page.stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


# --- what is wrong ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (f"\n{LIVE}\n", f"2: error: this block has no end: write `{END}` behind it"),
        (f"{LIVE}\n{LIVE}\n{END}\n", f"1: error: this block has no end: write `{END}` behind it"),
        (f"x\n\n{END}\n", "3: error: no block begins before this end"),
        (f"{LIVE}\n```\n{END}\n", "the code that begins on line 2 has no end either"),
        (f"```\n{LIVE}\n{END}\n", "2: error: this stands in code that begins on line 1 and has no end"),
        ("<!-- stt-compile a.stt.yaml#live -->\n", "1: error: write `<!-- stt-compile: PROFILE#REQUEST -->` or `"),
        ("<!-- stt-compile: a.stt.yaml#live\n", "1: error: write `<!-- stt-compile: PROFILE#REQUEST -->` or `"),
        ("<!-- stt-compile: -->\n", "1: error: write `<!-- stt-compile: PROFILE#REQUEST -->` or `"),
        (f"<!-- stt-compile: a.stt.yaml -->\n{END}\n", "1: error: `a.stt.yaml` is no request: write PROFILE#REQUEST"),
        (f"<!-- stt-compile: 'a#live -->\n{END}\n", "1: error: cannot be read: no closing quotation"),
        (f"{LIVE[:-4]} envronment=x -->\n{END}\n", "there is no `envronment` here: did you mean `environment`?"),
        (f"{LIVE[:-4]} target -->\n{END}\n", "1: error: write `target=...` once"),
        (f"{LIVE[:-4]} target=uri target=uri -->\n{END}\n", "1: error: write `target=...` once"),
        (f"{LIVE[:-4]} target=crul -->\n{END}\n", "there is no target `crul`: did you mean `curl`?"),
        (f"{LIVE[:-4]} interface=websockt -->\n{END}\n", "no interface `websockt`: did you mean `websocket`?"),
        (f"{LIVE[:-4]} environment=prodution -->\n{END}\n", "did you mean `production`?"),
        (f"<!-- stt-compile: a.stt.yaml#liev -->\n{END}\n", "there is no request `liev`: did you mean `live`?"),
        (f"<!-- stt-compile: b.stt.yaml#live -->\n{END}\n", "1: error: cannot read b.stt.yaml: no such file"),
        (f"{LIVE[:-4]} target=curl -->\n{END}\n", "1: error: curl cannot express this request: it is not made for web"),
        (
            f"{LIVE[:-4]} interface=sync-http -->\n{END}\n",
            "1: error: live is not there: environment=production interface=websocket",
        ),
    ],
)
def test_a_block_that_cannot_be_made_is_an_error_at_its_line_and_the_page_stays(
    folder: Folder, text: str, problem: str
) -> None:
    good = f"{LIVE}\n{END}\n" if "```" not in text else ""
    page = folder.page(text + good)
    other = folder.page(f"{LIVE}\n{END}\n", "other.md")
    ran = folder.run("page.md", "other.md")
    assert (ran.status, ran.out) == (1, "")
    assert "page.md:" in ran.err
    assert problem in ran.err
    assert page.read_text("utf-8") == text + good
    assert "wss://" in other.read_text("utf-8")


def test_several_requests_are_listed(folder: Folder) -> None:
    both = GOOD.replace("interface: websocket", "interface: [websocket, sync-http]")
    (folder.path / "a.stt.yaml").write_text(both, encoding="utf-8")
    folder.page(f"{LIVE}\n{END}\n")
    assert folder.run().err == (
        "page.md:1: error: live may be several requests: environment=production interface=websocket; "
        "environment=production interface=sync-http\n"
    )


def test_errors_of_a_request_stop_its_page_and_no_other_block(folder: Folder) -> None:
    (folder.path / "a.stt.yaml").write_text(BAD, encoding="utf-8")
    page = folder.page(f"{LIVE}\nold\n{END}\n")
    other = folder.page(f"<!-- stt-compile: a.stt.yaml#nightly -->\n{END}\n", "other.md")
    ran = folder.run("page.md", "other.md")
    assert ran.status == 1
    assert "a.stt.yaml:17:5: error STT201: unknown key `audoi`" in ran.err
    assert "page.md:1: error: live has errors\n" in ran.err
    assert "old" in page.read_text("utf-8")
    assert "curl -X POST" in other.read_text("utf-8")


def test_warnings_of_what_is_shown_are_said(folder: Folder) -> None:
    (folder.path / "a.stt.yaml").write_text(DOUBTFUL, encoding="utf-8")
    folder.page(f"<!-- stt-compile: a.stt.yaml#newer -->\n{END}\n")
    ran = folder.run()
    assert ran.status == 0
    assert "warning STT" in ran.err
    folder.page(f"{LIVE}\n{END}\n")
    assert "warning STT" not in folder.run().err


@pytest.mark.parametrize("name", ["nothing.md", "folder", "-"])
def test_what_cannot_be_read_is_a_wrong_call(folder: Folder, name: str) -> None:
    (folder.path / "folder").mkdir()
    ran = folder.run(name)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith("stt-compile: ")


# --- drift -----------------------------------------------------------------------------------------------------------


def test_drift_is_shown_and_the_command_that_mends_it_does(folder: Folder) -> None:
    page = folder.page(f"{LIVE}\n{END}\n")
    folder.page("nothing of ours\n", "other.md")
    folder.run()
    (folder.path / "a.stt.yaml").write_text(
        GOOD.replace("live.flac, content_type: audio/flac", "live.ogg, content_type: audio/ogg"), encoding="utf-8"
    )
    before = page.read_bytes()
    checked = folder.run("--check", "other.md", "page.md")
    assert checked.status == 1
    assert page.read_bytes() == before
    assert (
        '\n-{"action": "start", "content-type": "audio/flac"}\n+{"action": "start", "content-type": "audio/ogg"}\n'
        in checked.out
    )
    assert checked.err.endswith("\nnot up to date; mend it with: stt-compile runbook page.md\n")
    _, _, command = checked.err.rstrip("\n").rpartition(": ")
    assert folder.run(*shlex.split(command)[2:]).status == 0
    assert folder.run("--check", "other.md", "page.md") == Ran(0, "", no_block("other.md"))


def test_the_command_that_mends_takes_a_file_for_no_option(folder: Folder) -> None:
    folder.page(f"{LIVE}\n{END}\n", "-c.md")
    checked = folder.run("--check", "--", "-c.md")
    assert checked.err.endswith("mend it with: stt-compile runbook -- -c.md\n")
    assert folder.run(*shlex.split(checked.err.rpartition(": ")[2])[2:]).status == 0
    assert folder.run("--check", "--", "-c.md") == Ran(0, "", "")


def test_the_finished_runbook_of_the_examples_is_up_to_date() -> None:
    checked = CliRunner().invoke(main, ["runbook", "--check", str(ROOT / "examples" / "runbook.md")])
    assert checked.exit_code == 0, checked.output + "\nwrite it with: stt-compile runbook examples/runbook.md"


def test_help() -> None:
    shown = " ".join(CliRunner().invoke(main, ["runbook", "--help"]).output.split())
    for word in ("PROFILE#REQUEST", *(f"{name}=..." for name in runbook.ATTRIBUTES), END):
        assert word in shown
