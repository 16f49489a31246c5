"""The README's pictures, drawn from what the commands print on a terminal: python -m tests.readme.pictures"""

from __future__ import annotations

import io
import os
import pty
import shlex
import subprocess
import sys
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "examples" / "pictures"
PICTURES = {
    "finding": "stt-compile check --stdin-filename call.stt.yaml - < tests/readme/mistakes.yaml",
    "explain": "stt-compile explain examples/acoustic.stt.yaml#one-file",
}
THEME = TerminalTheme(
    (24, 26, 31),
    (216, 219, 226),
    [
        *((24, 26, 31), (240, 113, 120), (152, 195, 121), (229, 192, 123)),
        *((97, 175, 239), (198, 120, 221), (86, 182, 194), (216, 219, 226)),
    ],
)
# Fonts of the reader's own machine: a picture that fetches some shows nothing where it cannot.
LAYOUT = """<svg class="rich-terminal" viewBox="0 0 {width} {height}" xml:space="preserve" xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix {{ font-family: ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace;
  font-size: {char_height}px; line-height: {line_height}px; font-variant-east-asian: full-width; }}
.{unique_id}-title {{ font-size: 18px; font-weight: bold; font-family: sans-serif; }}
{styles}
</style>
<defs><clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}" /></clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""


def printed(command: str) -> str:
    """What a command prints on a terminal, colours included."""
    command, _, file = command.partition(" < ")
    argv = [sys.executable, "-m", "stt_compile", *shlex.split(command)[1:]]
    environment = {name: value for name, value in os.environ.items() if name != "NO_COLOR"} | {"TERM": "xterm-256color"}
    ours, theirs = pty.openpty()
    with (ROOT / file).open("rb") if file else open(os.devnull, "rb") as stdin:
        process = subprocess.Popen(argv, cwd=ROOT, env=environment, stdin=stdin, stdout=theirs)
    os.close(theirs)
    output = bytearray()
    try:
        while piece := os.read(ours, 65536):
            output += piece
    except OSError:  # how Linux says that the other end is closed
        pass
    os.close(ours)
    process.wait(60)
    return output.decode("utf-8").replace("\r\n", "\n")


def drawn(name: str) -> str:
    """One of the pictures, as SVG."""
    text = Text.from_ansi(f"$ {PICTURES[name]}\n{printed(PICTURES[name])}".rstrip())
    width = max(len(line) for line in text.plain.splitlines())
    console = Console(record=True, width=min(width, 140), file=io.StringIO(), force_terminal=True)
    console.print(text, soft_wrap=False, overflow="fold")
    return console.export_svg(title="stt-compile", theme=THEME, code_format=LAYOUT, unique_id=name)


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for picture in PICTURES:
        (FOLDER / f"{picture}.svg").write_text(drawn(picture), encoding="utf-8")
