"""
Whether the outbox holds: every alert, the silences, and what is left to do.

An alert is proof of who was told what. So its bytes have to be those that guidetrack writes,
its identity that of what it says, and nothing that still has to go out may be missing from
the list by which delivery goes.
"""

from __future__ import annotations

from typing import TypeVar

import msgspec

from guidetrack.alerts.alert import Alert
from guidetrack.alerts.identity import alert_id
from guidetrack.alerts.outbox import pending
from guidetrack.errors import GuidetrackError
from guidetrack.evidence.damage import DamageError
from guidetrack.pipeline.outbox import Index, Silences, dump
from guidetrack.store import layout
from guidetrack.store.canonical_yaml import load_plain
from guidetrack.store.repository import Repository

_S = TypeVar("_S", bound=msgspec.Struct)
_NOT_FROM_EVENTS = ("operator", "sample")
"""Kinds of alerts whose identity is not made from events."""


def check_outbox(repository: Repository) -> int:
    """
    Check everything below `alerts/` at HEAD, and give the number of alerts.

    Raises:
        DamageError: the first file that does not hold.
    """
    head = repository.head()
    blobs = repository.tree(head, layout.ALERTS) if head else {}
    index = Index()
    alerts: list[Alert] = []
    for path, blob in sorted(blobs.items()):
        content = repository.read_blob(blob)
        if path == layout.OUTBOX_FILE:
            index = _read(path, content, Index)
        elif path == layout.SILENCES_FILE:
            _read(path, content, Silences)
        else:
            alerts.append(_alert(path, content))
    _check_index(index, alerts)
    return len(alerts)


def _alert(path: str, content: bytes) -> Alert:
    if layout.alert_of(path) is None:
        raise DamageError(path, "no alert belongs there")
    alert = _read(path, content, Alert)
    if layout.alert_path(alert.id, alert.raised_at[:4]) != path:
        raise DamageError(path, f"it is the alert {alert.id} of {alert.raised_at[:4]}")
    if alert.kind not in _NOT_FROM_EVENTS and _identity(alert) != alert.id:
        raise DamageError(path, "its identity is not that of its route and events")
    return alert


def _identity(alert: Alert) -> str:
    ids = (event.id for event in alert.events)
    return alert_id(alert.route, ids, alert.occurrence, kind=alert.kind, of=alert.of)


def _read(path: str, content: bytes, kind: type[_S]) -> _S:
    try:
        read = msgspec.convert(load_plain(content), kind)
    except (msgspec.ValidationError, ValueError, GuidetrackError) as problem:
        raise DamageError(path, str(problem).rstrip(".")) from problem
    if dump(read) != content:
        raise DamageError(path, "it was edited: it is not written as guidetrack writes it")
    return read


def _check_index(index: Index, alerts: list[Alert]) -> None:
    missing = sorted(set(index.open) - {alert.id for alert in alerts})
    if missing:
        raise DamageError(
            layout.OUTBOX_FILE, f"it names {missing[0]}, which the store does not hold"
        )
    forgotten = sorted(alert.id for alert in alerts if pending(alert))
    for each in forgotten:
        if each not in index.open:
            raise DamageError(
                layout.OUTBOX_FILE, f"{each} still has to be delivered, and it does not say so"
            )
