"""`explain`, `models` and `parameters` on the command line; what they say is under test in tests/explain."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from stt_compile.cli import main

ROOT = Path(__file__).parents[2]
EXAMPLE = str(ROOT / "examples" / "call-center.stt.yaml")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["explain", "STT402"], "Base models disagree"),
        (["explain", "keywords"], "keywords_threshold"),
        (["explain", f"{EXAMPLE}#complaint"], "acoustic_customization_id"),
        (["explain", f"{EXAMPLE}#complaint", "--environment", "staging"], "${STT_STAGING_INSTANCE_ID}"),
        (["models", "--language", "ja"], "ja-JP_Multimedia"),
        (["models", "--no-acoustic", "--generation", "large"], "en-US"),
        (["parameters", "--interface", "websocket"], "interim_results"),
    ],
)
def test_each_speaks_to_people_and_to_programs(arguments: list[str], said: str) -> None:
    text = run(*arguments)
    assert (text.exit_code, text.stderr) == (0, "")
    assert said in text.stdout
    data = run(*arguments, "--format", "json")
    assert data.exit_code == 0
    assert json.loads(data.stdout)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["explain", "STT999"], "there is no code `STT999`"),
        (["explain", "keyword"], "did you mean `keywords`?"),
        (["explain", f"{EXAMPLE}#complain"], "did you mean `complaint`?"),
        (["explain", "nowhere.stt.yaml#live"], "cannot read nowhere.stt.yaml"),
        (["explain", f"{EXAMPLE}#complaint", "--environment", "stagin"], "stagin"),
        (["models", "--platform", "ibm"], "ibm-cloud"),
        (["parameters", "--group", "result"], "did you mean `results`?"),
    ],
)
def test_unknown_names_are_wrong_calls(arguments: list[str], said: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stdout == ""
