"""
The identity of an event: the same for ever, whoever sees it and when.

It is made from what changed, in comparison form: kind, references, places and
values. Summaries, counts, positions, commits and clocks stay out of it, so that a
better sentence or another run never makes an alert anew.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from typing import Any

import msgspec

from guidetrack.diff.change import Change
from guidetrack.guidance.comparison import comparison_form

_LENGTH = 16


def event_id(kind: str, references: tuple[str | None, str | None], compared: Iterable[str]) -> str:
    """Make `GT-` and 16 characters of base32 from what an event is about."""
    said = msgspec.json.encode([kind, *references, *sorted(compared)])
    digest = hashlib.sha256(said).digest()
    return f"GT-{base64.b32encode(digest)[:_LENGTH].decode('ascii')}"


def compared_values(changes: Iterable[Change]) -> tuple[str, ...]:
    """Places and values of changes, with all typography folded away."""
    return tuple(
        msgspec.json.encode([change.place, _folded(change.before), _folded(change.after)]).decode()
        for change in changes
        if change.field != "position"
    )


def _folded(value: Any) -> Any:
    if isinstance(value, str):
        return comparison_form(value)
    if isinstance(value, dict):
        return {key: _folded(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_folded(each) for each in value]
    return value
