"""What people are sent, whole: the texts lie beside this file, to be read and not only compared."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.formats.notices.making import (
    ACT,
    BULK,
    CORRECTION,
    DIGEST,
    MOVE,
    OPERATOR,
    REMINDED,
    RETRACTION,
    SAMPLE,
    find,
)

from guidetrack.alerts.alert import Alert
from guidetrack.alerts.message import Message
from guidetrack.formats.notices import compose

GOLDEN = Path(__file__).parent / "golden"
EVERY: dict[str, tuple[tuple[Alert, ...], dict[str, Any]]] = {
    "act": ((ACT,), {}),
    "re-reference": ((MOVE,), {}),
    "bulk": ((BULK,), {}),
    "digest": (DIGEST, {}),
    "reminder": ((REMINDED,), {"purpose": "reminder", "step": 3}),
    "escalation": ((REMINDED,), {"purpose": "escalation", "step": 1}),
    "correction": ((CORRECTION,), {}),
    "retraction": ((RETRACTION,), {}),
    "operator": ((OPERATOR,), {}),
    "sample": ((SAMPLE,), {}),
}


def composed(name: str) -> Message:
    alerts, occasion = EVERY[name]
    return compose(
        alerts,
        key=alerts[0].id,
        route_name="nice-lead" if name == "escalation" else alerts[0].route,
        organisation="Example NHS Trust",
        find=find,
        **occasion,
    )


@pytest.mark.parametrize("name", EVERY)
def test_a_message_reads_as_written_down(name: str) -> None:
    message = composed(name)
    expected = (GOLDEN / f"{name}.txt").read_text("utf-8")
    assert f"Subject: {message.subject}\n\n{message.text}" == expected


@pytest.mark.parametrize("name", EVERY)
def test_no_line_is_longer_than_a_mail_program_shows(name: str) -> None:
    for line in composed(name).text.splitlines():
        assert len(line) <= 78 or " " not in line.strip(), line


@pytest.mark.parametrize("name", EVERY)
def test_the_decisive_sentence_comes_first(name: str) -> None:
    first = composed(name).text.split("\n\n")[0].replace("\n", " ")
    opens = {
        "digest": "5 guidance change notices for cardiac-team.",
        "bulk": "700 documents have a new number: 7 with changed recommendations, ",
        "correction": f"This corrects notice {ACT.id} of 14 January 2026, which said: ",
        "retraction": f"This takes back notice {ACT.id} of 14 January 2026, which said: ",
        "operator": "The channel mail does not take notices: ",
        "sample": "This is a sample, sent to try out this way of reaching you. ",
    }
    events = EVERY[name][0][0].events
    assert first.startswith(opens.get(name) or events[0].summary)
