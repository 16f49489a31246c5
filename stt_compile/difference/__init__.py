"""What changes between two states of profiles: the difference of their plans, and of the models behind them.

| module | does |
| --- | --- |
| `comparing` | two compilations become differences, request by request, environment by environment |
| `json` | differences as data that is promised to stay as it is, and its schema |
| `text` | differences in words |
"""

from __future__ import annotations

from .comparing import MODELS, Change, Difference, Kind, Named, Profiles, compare

__all__ = ["MODELS", "Change", "Difference", "Kind", "Named", "Profiles", "compare"]
