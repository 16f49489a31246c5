"""`python -m stt_compile.schema`: writes the published copies anew."""

from pathlib import Path

from . import write

write(Path("schema"))
