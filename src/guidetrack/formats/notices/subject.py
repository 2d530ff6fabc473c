"""
The line by which people decide whether to open a message.

It names the number and says whether only the number changed; titles are left to the message,
because a mail program shows no more than some sixty characters.
"""

from __future__ import annotations

from collections.abc import Sequence

from guidetrack.alerts.alert import Alert, Purpose
from guidetrack.events.event import Event
from guidetrack.events.reading import safe
from guidetrack.events.summaries import in_words
from guidetrack.formats.notices.naming import fill, in_short, variants
from guidetrack.formats.notices.waves import say_wave

SUBJECTS: dict[tuple[str, str | None], str] = {
    ("boilerplate-changed", None): "standing words were rewritten in many documents",
    ("reference-reused", None): "{name} now names other guidance",
    ("disappeared", None): "{name} is no longer served (no reason given)",
    ("reappeared", None): "{name} is served again",
    ("migrated", "identical"): "{before} is now {after} (only the number)",
    ("migrated", "changed"): "{before} is now {after}, and recommendations changed",
    ("migrated", None): "{before} is now {after} (not verified)",
    ("category-changed", "tighter"): "{name}: a recommendation is tighter",
    ("category-changed", "looser"): "{name}: a recommendation is looser",
    ("category-changed", "label-only"): "{name} has another label (same category)",
    ("category-changed", None): "{name}: a recommendation has another category",
    ("superseded", None): "{before} has been replaced by {after}",
    ("partially-superseded", None): "{before} has been replaced in part by {after}",
    ("withdrawn", None): "{name} has been withdrawn",
    ("temporarily-withdrawn", None): "{name} has been withdrawn for a time",
    ("retired", None): "{name} has been retired",
    ("terminated", None): "{name} has been terminated",
    ("reinstated", None): "{name} is published again",
    ("published", None): "{name} is new",
    ("recommendation-split", None): "{name}: a recommendation was split (same words)",
    ("recommendation-merged", None): "{name}: recommendations were merged (same words)",
    ("editorial", None): "{name} differs in punctuation or cross-references only",
    ("recommendation-reworded", None): "{name}: a recommendation was reworded",
    ("recommendation-renumbered", None): "{name}: a recommendation was renumbered (same words)",
    ("recommendation-relabelled", None): "{name}: a recommendation has another dated label",
    ("recommendation-added", None): "{name}: a recommendation is new",
    ("recommendation-removed", None): "{name}: a recommendation was removed",
    ("section-changed", None): "{name} changed outside its recommendations",
    ("claim-contradicted", None): "{name} is said to be unchanged, but changed",
    ("retitled", None): "{name} has another title",
    ("update-noted", None): "{name} has a new update note",
    ("dates-changed", None): "{name} has other dates",
    ("endorsement-changed", None): "{name} has other endorsements",
    ("codes-changed", None): "{name} has other clinical codes",
    ("details-changed", None): "{name} has other details",
    ("relationship-changed", None): "{name} has other ties to other guidance",
    ("coverage-changed", None): "what is captured of {name}",
    ("other-changed", None): "{name} changed in a way no rule explains",
}
"""By event kind, and by verdict or direction where those decide what is said."""

_NOTICE = "Guidance change notice"
_MOST = 200
"""Characters; a longer subject is cut by the programs on its way."""


def subject_of(alerts: Sequence[Alert], *, purpose: Purpose = "notice", step: int = 0) -> str:
    """Word the subject of a message about one alert, or about several in a digest."""
    said = _digest(alerts) if len(alerts) > 1 else _single(alerts[0])
    if purpose == "reminder":
        said = f"Reminder {step}: {said}"
    elif purpose == "escalation":
        said = f"Not acknowledged: {said}"
    elif purpose == "acknowledgement":
        said = f"Acknowledged: {said}"
    line = " ".join(safe(said).split())
    return line if len(line) <= _MOST else f"{line[: _MOST - 1]}\u2026"


def _digest(alerts: Sequence[Alert]) -> str:
    urgent = sum(alert.priority == "act" for alert in alerts)
    act = f" ({urgent:,} to act on)" if urgent else ""
    return f"{_NOTICE}s: {len(alerts):,}{act}"


def _single(alert: Alert) -> str:
    match alert.kind:
        case "operator":
            return f"guidetrack, for the operator: {in_words(alert.topic or 'a word')}"
        case "sample":
            return f"Sample: {_NOTICE}, sent to try the channel"
        case "correction":
            return f"Correction: {_NOTICE}: {_about(alert)}"
        case "retraction":
            return f"Taken back: {_NOTICE}: {_about(alert)}"
        case "notice" | "bulk":
            urgent = " (act)" if alert.priority == "act" else ""
            return f"{_NOTICE}{urgent}: {_about(alert)}"


def _about(alert: Alert) -> str:
    if not alert.events:
        return alert.of or alert.id
    if len(alert.events) > 1:
        return in_short(say_wave(alert.events))
    return _event(alert.events[0])


def _event(event: Event) -> str:
    """Fill the template of a kind; a kind without one is told by its decisive sentence."""
    for variant in variants(event):
        template = SUBJECTS.get((event.kind, variant))
        if template is not None:
            return fill(template, event)
    return event.summary
