"""`import` as people call it: pages in, one profile out, and everything else on stderr."""

from __future__ import annotations

import re
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
    assert codes == {"STT405", "STT501"}
    assert "finds 2 errors" in result.stderr, result.stderr
    assert "1:1: mistake: `check` refuses this request: STT405 " in result.stderr
    assert "2:1: mistake: `check` refuses this request: STT501 " in result.stderr


def test_each_command_of_a_request_is_told_what_check_refuses_once() -> None:
    wrong = PLAIN.replace("de-DE_Telephony", "de-DE_Telephony&interim_results=true")
    result = run("-", stdin=f"{wrong}\n{PLAIN}\n{wrong}\n")
    assert result.stderr.count("mistake: `check` refuses") == 1
    assert re.search(
        r"<stdin>:1:1: mistake: .*\n += help: carried by: WebSocket.*\n += also: <stdin>:3:1\n", result.stderr
    )
    assert result.exit_code == 0


def test_what_check_refuses_is_told_without_secrets() -> None:
    wrong = PLAIN.replace("apikey:$K", "apikey:made-up-secret-1").replace("de-DE_Telephony", "x-made-up-secret-1")
    result = run("-", stdin=wrong)
    assert "mistake" in result.stderr
    assert "made-up-secret-1" not in result.output


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


def query(written: str) -> str:
    return PLAIN.replace("?model=de-DE_Telephony", written)


def form(metadata: str) -> str:
    return PLAIN.replace(
        '-H "Content-Type: audio/wav" --data-binary @a.wav', f"-F 'metadata={metadata}' -F upload=@a.wav"
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (query("?"), "respelt: other characters are sent: an empty part of the query is left out"),
        (query("?model=de-DE_Telephony&"), "an empty part of the query is left out"),
        (query("?&model=de-DE_Telephony"), "an empty part of the query is left out"),
        (query("?model=de-DE_Telephony&&timestamps=true"), "an empty part of the query is left out"),
        (query("?timestamps=true&model=de-DE_Telephony"), "another order in the query"),
        (query("?model=de%2DDE_Telephony"), "other percent signs or signs of equality in the query"),
        (query("?model=de-DE_Telephony&language_customization_id=$M"), "have their values percent-encoded"),
        (PLAIN.replace("apikey:$K", "apikey:"), "corrected: the credentials that are sent are empty"),
        (PLAIN.replace("apikey:$K", "apikey: $K"), "corrected: blanks stand around a credential"),
        (PLAIN.replace("apikey:$K", "apikey:$A$B"), "placeholder: one variable takes the place of the credential"),
        (PLAIN.replace("apikey:$K", "apikey:{apikey}"), "placeholder: `{apikey}` is a placeholder"),
        (PLAIN.replace('-u "apikey:$K"', '-H "Authorization: bearer $T"'), "in the header with the credentials"),
        (
            PLAIN.replace("audio/wav", "audio/wav;"),
            "respelt: the content type has blanks, quotes, a semicolon too many",
        ),
        (PLAIN.replace("Content-Type", "content-type"), "capitals and small letters in the name of a header"),
        (PLAIN.replace(" -H", ' -H "X-Watson-Metadata: customer_id=a" -H'), "another order among the headers"),
        (form('{"timestamps": "true"}'), "corrected: the value of `timestamps` is a text in this JSON"),
        (form('{"timestamps": true, "timestamps": false}'), "corrected: a name stands twice in the metadata"),
        (form('{"timestamps":true}'), "respelt: other characters are sent: other blanks or escapes in the metadata"),
        (form("{}").replace("@a.wav", "@a.wav,b.wav"), "corrected: several files in one part of the form"),
        (form("{}") + " -H 'Content-Type: audio/wav'", "corrected: the type of the form is another"),
        (PLAIN + " -X PUT", "corrected: audio is sent with another method than POST"),
        (PLAIN.replace("--data-binary @", "-X GET -T "), "corrected: this is sent with another method"),
        (PLAIN + " -k --cacert a.pem", "left out: `--insecure` stands beside `--cacert`"),
        (PLAIN + " --path-as-is", "left out: `--path-as-is` is not taken over"),
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
        (PLAIN + " -H 'Host: other.example.com'", "left out: `Host` is a header that each client sets itself"),
        (PLAIN + " -H 'content-length: 7'", "left out: `content-length` is a header that each client sets itself"),
        (PLAIN + " -H 'Connection: close'", "left out: `Connection` is a header that each client sets itself"),
        (PLAIN + " -H 'Transfer-Encoding: gzip'", "left out: the value of `Transfer-Encoding` is none"),
        (PLAIN + " -H 'User-Agent: me'", "kept: `User-Agent` is no parameter that is known"),
        (
            query("?model=de-DE_Telephony&timestamps=1"),
            "corrected: `timestamps`: `true` and `false` are written in words",
        ),
        (form('{"max_alternatives":2.0}'), "corrected: `max_alternatives`: a whole number is written without a point"),
        (form('{"timestamps":0}'), "corrected: the value of `timestamps` is a number in this JSON"),
        (PLAIN + " and press enter.", "left out: words stand here that are no address"),
        (PLAIN + " @more", "left out: `more` holds arguments, which are not read"),
        (f"for (const f of files) {{\n  {PLAIN}\n}}", "left out: this stands in a loop"),
        (f"Get-ChildItem | ForEach-Object {{ {PLAIN} }}", "left out: this stands in a loop"),
        (f'["-H", "Content-Type: audio/wav", "{BASE}/v1/recognize"]', "left out: the arguments that stand beside"),
        (f'["-H", "Content-Type: audio/wav", "{BASE}/v1/recognize"]', "assumed: credentials may stand in what is not"),
    ],
)
def test_what_is_sent_otherwise_has_a_finding(text: str, found: str) -> None:
    assert found in run("-", stdin=text).stderr


@pytest.mark.parametrize(
    "text",
    [
        PLAIN,
        PLAIN + " --url-query timestamps=true",
        PLAIN.replace("?model=de-DE_Telephony", "#later") + " --url-query +model=de-DE_Telephony",
        PLAIN.replace('-u "apikey:$K"', '-H "Authorization: Bearer $T"'),
        PLAIN.replace("Content-Type: audio/wav", "Content-Type:audio/wav"),
        form('{"word_confidence": true, "timestamps": true}'),
        query("?model=de-DE_Telephony&word_confidence=true"),
    ],
)
def test_what_is_sent_the_same_has_none(text: str) -> None:
    assert run("-", stdin=text).stderr.splitlines()[:-1] == []


@pytest.mark.parametrize(
    ("written", "made"),
    [
        ("smart_formatting=true&smart_formatting_version=2.0", "smart_formatting_version: 2}"),
        ("smart_formatting=true&smart_formatting_version=2e0", "smart_formatting_version: 2}"),
        ("max_alternatives=03", "max_alternatives: 3}"),
        ("max_alternatives=%2B3", "max_alternatives: 3}"),
        ("keywords_threshold=00.50", "keywords_threshold: 0.50}"),
        ("keywords_threshold=.5", "keywords_threshold: 0.5}"),
    ],
)
def test_a_number_that_is_spelt_oddly_is_that_number(written: str, made: str) -> None:
    result = run("-", stdin=query(f"?model=de-DE_Telephony&{written}"))
    assert made in result.stdout
    assert "corrected: `" in result.stderr


@pytest.mark.parametrize("written", ["3.5", "0x3", "3,0", "", "--3", "three"])
def test_a_number_that_is_none_is_left_out(written: str) -> None:
    result = run("-", stdin=query(f"?model=de-DE_Telephony&max_alternatives={written}"))
    assert "left out: the value of `max_alternatives` is none that the service takes" in result.stderr


def test_a_start_message_with_a_text_for_truth_is_corrected() -> None:
    address = f"{BASE.replace('https', 'wss')}/v1/recognize?access_token=$T&model=de-DE_Telephony"
    said = '{"action": "start", "content-type": "audio/wav", "timestamps": %s, "max_alternatives": 2}'
    assert "corrected" not in run("-", stdin=f"{address}\n{said % 'true'}\n").stderr
    text = run("-", stdin=f"{address}\n" + said % '"true"' + "\n").stderr
    assert "corrected: the value of `timestamps` is a text in this JSON, where the service has a boolean" in text


def test_what_is_commented_out_in_a_script_is_no_request() -> None:
    text = "#!/bin/sh\n  # " + PLAIN.replace(" --data", " \\\n  #   --data") + "\n# curl is a tool\n" + PLAIN
    result = run("-", stdin=text)
    assert "<stdin>:2:5: left out: it is commented out" in result.stderr
    assert "# <stdin>:2: it is commented out" in result.stdout
    assert result.stderr.endswith(
        "1 call, 1 request in 1 environment; `stt-compile check` of the profile finds 0 errors and 0 warnings\n"
    )
    prompt = run("-", "--stdin-filename", "a.md", stdin=f"```\n# {PLAIN}\n```\n")
    assert "commented out" not in prompt.stderr  # a page may show the prompt of root


@pytest.mark.parametrize(
    ("script", "file"),
    [
        ("F=$DIR/a.wav\n", '[{env: DIR}, "/a.wav"]'),
        ("DIR=calls\nF=$DIR/a.wav\n", "calls/a.wav"),
        ("F=$DIR/a.wav\nDIR=calls\n", "{env: F}"),
        ("read -r DIR\nF=$DIR/a.wav\n", "{env: F}"),
        ("F=$(date).wav\n", "{env: F}"),
    ],
)
def test_a_setting_that_holds_a_variable_is_put_in_where_that_stays(script: str, file: str) -> None:
    assert f"audio: {{file: {file}, " in run("-", stdin=script + PLAIN.replace("@a.wav", "@$F")).stdout


def test_the_file_that_is_piped_in_is_taken_over() -> None:
    read = run("-", stdin="cat 'b c.wav' | " + PLAIN.replace("@a.wav", "@-"))
    streamed = run("-", stdin="cat 'b c.wav' | " + PLAIN.replace("--data-binary @a.wav", "-X POST -T -"))
    assert "audio: {file: b c.wav" in read.stdout
    assert read.stdout == streamed.stdout
    assert "respelt" not in read.stderr  # curl reads it to its end, and knows its length
    assert "respelt: standard input comes from a file" in streamed.stderr


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


def test_what_is_no_header_of_a_request_is_not_sent() -> None:
    result = run("-", stdin=PLAIN + " -H 'Host: other.example.com' -H 'Content-Length: 7' -H 'User-Agent: me'")
    assert "headers: {User-Agent: me}" in result.stdout


def test_a_plus_sign_in_a_password_is_one() -> None:
    """The same secret has the same variable, and one environment."""
    option = PLAIN.replace("$K", "made+up%20secret")
    address = PLAIN.replace(' -u "apikey:$K"', "").replace("https://", "https://apikey:made+up%2520secret@")
    result = run("-", stdin=f"{option}\n{address}\n")
    assert "2 calls, 1 request in 1 environment" in result.stderr


# --- programs

SOCKET = f"{BASE.replace('https', 'wss')}/v1/recognize"
SPEAKS = 'ws.send(JSON.stringify({action: "start"}));'
MODEL = "    model: de-DE_Telephony\n"


def program(text: str) -> Result:
    return run("-", "--stdin-filename", "a.js", stdin=f"{text.replace('SOCKET', SOCKET)}\n{SPEAKS}\n")


@pytest.mark.parametrize(
    "text",
    [
        """const u = new URL("SOCKET"); u.searchParams.set("model", "old");
        u.searchParams.append("access_token", token);
        u.searchParams.set("model", "de-DE_Telephony"); const ws = new WebSocket(u);""",
        """const q = new URLSearchParams({model: "de-DE_Telephony", access_token: token});
        const ws = new WebSocket("SOCKET?" + q);""",
        """const q = new URLSearchParams(); q.set('model', 'de-DE_Telephony'); q.set('access_token', token)
        const ws = new WebSocket(`SOCKET?${q.toString()}`);""",
        """const MODEL = "de-DE_Telephony";
        const q = new URLSearchParams({model: MODEL, access_token: token}).toString();
        const ws = new WebSocket("SOCKET" + "?" + q);""",
        'const ws = new WebSocket(["SOCKET?model=de-DE_Telephony", "access_token=" + token].join("&"));',
        'const ws = new WebSocket("SOCKET".concat("?model=de-DE_Telephony&access_token=", token));',
        'const ws = new WebSocket(new URL("recognize?model=de-DE_Telephony&access_token=" + token, "SOCKET"));',
        """if (!token) return
        const u = new URL("SOCKET")
        if (old) return
        u.searchParams.set("model", "de-DE_Telephony")
        u.searchParams.set("access_token", token)""",
    ],
)
def test_a_query_that_is_certain_is_read(text: str) -> None:
    result = program(text)
    assert MODEL in result.stdout
    assert "auth: {token: {env: STT_ACCESS_TOKEN}}" in result.stdout
    assert result.stderr.splitlines()[:-1] == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            'new WebSocket("SOCKET?access_token=" + token, "audio.v1");',
            "1:{}: left out: a WebSocket is given more than",
        ),
        (
            'new WebSocket("SOCKET", {headers: {Authorization: x}});',
            "assumed: credentials may stand in what is not read",
        ),
        ('new WebSocket("SOCKET" + query({model: "x"}));', "left out: a part of the query is put together where"),
        ('new WebSocket(`SOCKET?${query({model: "x"})}`);', "left out: a part of the query is put together where"),
        ("new WebSocket(`SOCKET?${token()}`);", "left out: a part of the query is put together where"),
        ('new WebSocket("SOCKET?" + q);', "assumed: credentials may stand in what is not read here"),
        (
            'u = "SOCKET?access_token=" + token + (x ? "&model=x" : "");',
            "left out: what a program does to this address",
        ),
        ('u = "SOCKET?access_token=" + token; if (x) u += "&model=x";', "left out: `model` is added to an address"),
        ('u = new URL("SOCKET"); if (x) { u.searchParams.set("model", "x"); }', "left out: `model` is added to an"),
        ('u = new URL("SOCKET"); x && u.searchParams.set("model", "x");', "left out: `model` is added to an address"),
        ('u = new URL("SOCKET"); u.search = q;', "left out: what a program does to this address is not read"),
        ('q = new URLSearchParams(); x && q.set("model", "x"); u = "SOCKET?" + q;', "left out: `model` is added"),
        ('u = "SOCKET?model=X".replace("X", x);', "left out: what a program does to this address is not read"),
        (
            'u = "SOCKET?model=X"; ws = new WebSocket(u.replace("X", x));',
            "left out: what a program does to this address",
        ),
        ('new WebSocket(["SOCKET?access_token=" + token, x ? y : z].join("&"));', "left out: a part of the query is"),
    ],
)
def test_what_a_program_does_to_an_address_is_told(text: str, found: str) -> None:
    column = text.replace("SOCKET", SOCKET).find('"audio.v1"') + 1
    assert found.format(column) in program(text).stderr


def test_a_name_that_stands_twice_in_a_start_message_is_told() -> None:
    said = '{"action": "start", "content-type": "audio/wav", "timestamps": true, "timestamps": false}'
    result = run("-", stdin=f"{SOCKET}?access_token=$T&model=de-DE_Telephony\n{said}\n")
    assert "2:70: corrected: a name stands twice in a start message" in result.stderr
    assert "timestamps: false" in result.stdout


# --- shells of Windows, tables, diffs


def batch(text: str) -> Result:
    call = PLAIN.replace("$K", "%K%").replace("a.wav", "%F%").replace("de-DE_Telephony", "%M%")
    return run("-", "--stdin-filename", "a.cmd", stdin=text.replace("CALL", call))


def test_a_batch_file_sets_variables() -> None:
    result = batch('@set M=de-DE_Telephony\r\nset "D=my calls"\r\nset F=%D%\\a%%20b.wav\r\nCALL\r\n')
    assert 'model: de-DE_Telephony\n    audio: {file: "my calls\\\\a%20b.wav"' in result.stdout
    assert "left out" not in result.stderr


@pytest.mark.parametrize(
    "text",
    [
        "set M=de-DE_Telephony\nif exist x set M=en-GB_Telephony\nCALL\n",
        "set M=de-DE_Telephony\nif exist x (\n  set M=en-GB_Telephony\n)\nCALL\n",
        "set M=de-DE_Telephony\nset /p M=Which?\nCALL\n",
        "if x==y goto next\nset M=de-DE_Telephony\n:next\nCALL\n",
    ],
)
def test_what_a_batch_file_sets_on_a_condition_is_not_put_in(text: str) -> None:
    assert "left out: the value of `model` is not written out" in batch(text).stderr


@pytest.mark.parametrize("text", ["for %%f in (*.wav) do CALL\n", "for /l %%f in (1,1,3) do (\n  CALL\n)\n"])
def test_a_batch_file_runs_a_command_for_each(text: str) -> None:
    result = batch("set M=de-DE_Telephony\n" + text.replace("CALL", PLAIN.replace("a.wav", "%%~nf.wav")) + "CALL\n")
    assert result.stderr.count("left out: this stands in a loop") == 1
    assert 'audio: {file: [{env: STT_COMMAND}, ".wav"]' in result.stdout
    assert "placeholder: only a run would tell what stands here" in result.stderr


def test_a_credential_that_a_batch_file_sets_is_hidden() -> None:
    result = batch("set K=made-up-secret\nset M=de-DE_Telephony\nset F=a.wav\nCALL\n")
    assert "credential: " in result.stderr
    assert "made-up-secret" not in result.output


def test_a_pipe_in_a_table_ends_the_command() -> None:
    result = run("-", "--stdin-filename", "a.md", stdin=f"| a | b |\n|---|---|\n| `{PLAIN} \\| jq -r .` | x |\n")
    assert result.stderr.splitlines()[:-1] == []
    assert "not taken over" not in result.stdout


@pytest.mark.parametrize("fence", [("```diff\n", "```\n"), ("@@ -1,9 +1,9 @@\n", "")])
def test_a_diff_is_read_as_it_leaves_the_text(fence: tuple[str, str]) -> None:
    call = PLAIN.replace(" -H", " \\\n  -H").replace("wav ", "wav \\\n  ").splitlines(keepends=True)
    lines = ["-" + PLAIN.replace("a.wav", "b.wav") + "\n", " " + call[0], "-  -k \\\n"]
    result = run("-", stdin=fence[0] + "".join([*lines, *(f"+{line}" for line in call[1:])]) + "\n" + fence[1])
    assert "<stdin>:2:1: left out: a diff takes this away" in result.stderr
    assert "1 call, 1 request in 1 environment" in result.stderr
    assert "audio: {file: a.wav, content_type: audio/wav}" in result.stdout
    assert "insecure" not in result.stdout


def test_recognition_in_a_session_is_told_apart_from_what_recognises_nothing() -> None:
    session = run("-", stdin=query("?").replace("/v1/recognize?", "/v1/sessions/{session_id}/recognize"))
    assert "left out: the sessions interface is gone" in session.stderr
    opened = run("-", stdin=query("?").replace("/v1/recognize?", "/v1/sessions"))
    assert "left out: it is not a recognition request" in opened.stderr


def test_a_placeholder_in_the_name_of_a_file_says_nothing_of_the_metadata() -> None:
    result = run("-", stdin=form('{"timestamps":true}').replace("@a.wav", "@{path}a.wav"))
    assert "placeholder: `{path}` is a placeholder" in result.stderr
    assert "does not stand here" not in result.stderr


def test_each_call_without_a_base_model_is_told_which_one_is_sent() -> None:
    call = query("?language_customization_id=$M")
    message = "assumed: no base model is named with this custom model, which must then be made for the default"
    told = run("-", stdin=f"{call}\n{call}\n").stderr
    assert re.search(rf"<stdin>:1:1: {message}\n.*\n += also: <stdin>:2:1\n", told), told


def test_variables_of_a_program_in_the_query_are_sent_as_they_are() -> None:
    address = f"{BASE.replace('https', 'wss')}/v1/recognize?access_token=${{token}}&model=en-GB_BroadbandModel"
    address += "&acoustic_customization_id=${acousticId}&x-watson-metadata=customer_id%3D${customer}"
    result = run("-", stdin=f"const ws = new WebSocket(`{address}`);\n")
    assert "customization_id: {env: STT_ACOUSTIC_ID}" in result.stdout
    assert "customer_id: {env: STT_CUSTOMER}" in result.stdout
    assert result.stderr.splitlines()[:-1] == []


def test_the_variable_of_an_address_is_no_other_one_of_the_page() -> None:
    host = PLAIN.replace(BASE, "https://$STT_HOST/instances/$STT_INSTANCE_ID")
    result = run("-", stdin=f"{host}\n{PLAIN.replace(BASE, '$STT_URL')}\n{PLAIN.replace(BASE, '{url}')}\n")
    assert 'url: ["https://", {env: STT_HOST}, "/instances/", {env: STT_INSTANCE_ID}]' in result.stdout
    assert 'url: ["https://", {env: STT_HOST_2}]' in result.stdout
    assert result.stderr.count("set STT_HOST_2 to what stands behind") == 2


def test_of_an_address_that_a_program_calls_only_that_is_read() -> None:
    page = f'requests.post("{BASE}/v1/recognize", params={{"model": "de-DE_Telephony"}}, auth=("apikey", KEY))\n'
    result = run("-", stdin=page)
    assert "<stdin>:1:15: left out: only this address is read, and not what is sent to it" in result.stderr
    assert "no credentials stand here" not in result.stderr
    assert "only this address" not in run("-", stdin=f"{BASE.replace('https', 'wss')}/v1/recognize").stderr


def test_a_header_may_have_user_and_password_in_one_variable() -> None:
    result = run("-", stdin=PLAIN.replace('-u "apikey:$K"', '-H "Authorization: Basic $B"'))
    assert "placeholder: user and password come from one variable" in result.stderr
    assert "modernised" not in result.stderr
