"""What is known, for people and for programs: codes, parameters, base models, and what becomes of a request.

Every function gives data that JSON can hold, with its `kind` and the `version` of its form; `text` makes any of it
readable. Nothing here prints.

| module | explains |
| --- | --- |
| `catalogue` | codes, parameters and base models, from the tables |
| `requests` | a request in all its environments and on all its interfaces |
| `use` | one of these: each value, where it was written, where it goes, what is left out |
| `reasons` | why a day or a base model is the one that it is |
| `origins` | where a merged value was written, and in which layer |
| `masking` | values as they may be shown |
| `layout` | columns and paragraphs |
| `text`, `request_text` | all of it as text |
"""

from __future__ import annotations

from .catalogue import Unknown, code, models, parameter, parameters
from .requests import request
from .text import text

__all__ = ["Unknown", "code", "models", "parameter", "parameters", "request", "text"]
