"""`python -m stt_compile`."""

from .cli import main

main(prog_name="stt-compile")
