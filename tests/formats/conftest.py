"""A report made by hand: one event of every priority, as the rules would make them."""

from __future__ import annotations

import pytest

from guidetrack.diff.change import Change
from guidetrack.events.event import ConcernedRecommendation, Event
from guidetrack.events.report import Refused, Report, Side

MOVED = (
    "January 2026: Interventional procedures guidance 9075 has been migrated to HealthTech "
    "guidance 9046. The recommendations and accompanying content remain unchanged."
)

DATES = Event(
    id="GT-AAAAAAAAAAAAAAAA",
    kind="dates-changed",
    priority="information",
    confidence="confirmed",
    reference_before="HTG9310",
    reference_after="HTG9310",
    origin_programme="HTG",
    title="Ultrasound-guided needling of the sample tendon",
    summary="HTG9310 was last updated on 27 February 2026.",
    changes=(Change(place="last_updated", before=None, after="2026-02-27"),),
)
MIGRATED = Event(
    id="GT-BBBBBBBBBBBBBBBB",
    kind="migrated",
    priority="re-reference",
    confidence="confirmed",
    reference_before="IPG9075",
    reference_after="HTG9046",
    origin_programme="IPG",
    title="Balloon dilatation of the example vein in adults",
    summary="IPG9075 is now HTG9046; recommendations 1.1 to 1.2 are identical.",
    verdict="identical",
    categories_before=("special-arrangements",),
    categories_after=("special-arrangements",),
    recommendations=(
        ConcernedRecommendation(
            number_before="1.1", number_after="1.1", text_before="Same.", text_after="Same."
        ),
        ConcernedRecommendation(
            number_before="1.2", number_after="1.2", text_before="So.", text_after="So."
        ),
    ),
    explained_by=MOVED,
    url_before="https://www.nice.org.uk/guidance/ipg9075",
    url_after="https://www.nice.org.uk/guidance/htg9046",
    changes=(
        Change(place="reference", before="IPG9075", after="HTG9046"),
        Change(place="isbn", before="978-1-4731-0000-0", after="978-1-4731-0001-0"),
    ),
)
REWORDED = Event(
    id="GT-CCCCCCCCCCCCCCCC",
    kind="recommendation-reworded",
    priority="review",
    confidence="inferred",
    reference_before="IPG9352",
    reference_after="HTG9225",
    origin_programme="IPG",
    title="Percutaneous clip repair of the model ligament",
    summary="HTG9225 recommendation 1.2 was reworded.",
    aspects=("wording",),
    recommendations=(
        ConcernedRecommendation(
            number_before="1.2",
            number_after="1.2",
            text_before="Surgeons should:\n- inform the clinical governance leads\n- audit.",
            text_after="Surgeons should:\n- inform all clinical governance leads\n- audit.",
        ),
    ),
    url_after="https://www.nice.org.uk/guidance/htg9225",
)
TIGHTER = Event(
    id="GT-DDDDDDDDDDDDDDDD",
    kind="category-changed",
    priority="act",
    confidence="confirmed",
    reference_before="HTG9310",
    reference_after="HTG9310",
    origin_programme="HTG",
    title="Ultrasound-guided needling of the sample tendon",
    summary="HTG9310 recommendation 1.1 is tighter: special arrangements became research only.",
    direction="tighter",
    categories_before=("special-arrangements",),
    categories_after=("research-only",),
    recommendations=(
        ConcernedRecommendation(
            number_before="1.1",
            number_after="1.1",
            text_before="Evidence is limited. Therefore, this procedure should only be used with "
            "special arrangements for clinical governance, consent and audit or research.",
            text_after="Evidence is limited. Therefore, this procedure should only be used in "
            "the context of research.",
        ),
    ),
    explained_by="February 2026: We changed recommendation 1.1.",
    url_before="https://www.nice.org.uk/guidance/htg9310",
    url_after="https://www.nice.org.uk/guidance/htg9310",
)
OLD = Side(revision="4f1c9a2", observed_at="2025-11-02T09:00:00Z")
NEW = Side(revision="9be07d1", observed_at="2026-01-14T09:00:00Z")


@pytest.fixture
def report() -> Report:
    """Four events, in the order of the references."""
    return Report(old=OLD, new=NEW, events=(DATES, MIGRATED, REWORDED, TIGHTER))


@pytest.fixture
def quiet_report() -> Report:
    """Two sides that say the same."""
    return Report(old=OLD, new=NEW, events=())


@pytest.fixture
def hostile_report() -> Report:
    """Texts that try to steer a terminal, a page, a wiki or a spreadsheet."""
    text = "=HYPERLINK(\x1b[2J\x9b31m \u202eevil\u202c <script>alert(1)</script> [x](javascript:1)"
    event = Event(
        id="GT-EEEEEEEEEEEEEEEE",
        kind="retitled",
        priority="re-reference",
        confidence="confirmed",
        reference_before="IPG9001",
        reference_after="IPG9001",
        origin_programme="IPG",
        title=text,
        summary=text,
        explained_by=text,
        url_after="javascript:alert(1)",
        recommendations=(
            ConcernedRecommendation(
                number_before=None, number_after="1.1", text_before=None, text_after=text
            ),
        ),
        changes=(Change(place="title", before="# Old", after=text),),
    )
    refused = Refused(source="a\x1b]0;b.html\udcff", reference=None, problems=("<b>no</b>",))
    return Report(old=OLD, new=NEW, events=(event,), refused=(refused,))
