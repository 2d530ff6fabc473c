"""Invented alerts, as runs would raise them: one of each sort that people are sent."""

from __future__ import annotations

from typing import Any

import msgspec

from guidetrack.alerts.alert import Alert, Delivery
from guidetrack.diff.change import Change
from guidetrack.events.event import ConcernedRecommendation, Event

MOVED = (
    "January 2026: Interventional procedures guidance 9075 has been migrated to HealthTech "
    "guidance 9046. The recommendations and accompanying content remain unchanged."
)
BEFORE = (
    "Current evidence on the safety and efficacy of needling of the sample tendon is limited. "
    "Therefore, this procedure should only be used with special arrangements for clinical "
    "governance, consent and audit or research. Clinicians should:\n"
    "- inform the clinical governance leads in their trusts\n"
    "- ensure that patients understand the uncertainty about the procedure."
)
AFTER = (
    "Current evidence on the safety and efficacy of needling of the sample tendon is inadequate. "
    "Therefore, this procedure should only be used in the context of research. Clinicians "
    "should:\n"
    "- inform the clinical governance leads in their trusts\n"
    "- enter all patients into the example tendon register."
)


def same(number: str) -> ConcernedRecommendation:
    text = f"Clinicians should do what recommendation {number} says."
    return ConcernedRecommendation(
        number_before=number, number_after=number, text_before=text, text_after=text
    )


MIGRATED = Event(
    id="GT-7Q4M2K7PXW3DF6TA",
    kind="migrated",
    priority="re-reference",
    confidence="confirmed",
    reference_before="IPG9075",
    reference_after="HTG9046",
    origin_programme="IPG",
    title="Balloon dilatation of the example vein in adults",
    summary="IPG9075 is now HTG9046; recommendations 1.1 to 1.5 are identical.",
    verdict="identical",
    categories_before=("special-arrangements",),
    categories_after=("special-arrangements",),
    recommendations=tuple(same(f"1.{at}") for at in range(1, 6)),
    explained_by=MOVED,
    url_before="https://www.nice.org.uk/guidance/ipg9075",
    url_after="https://www.nice.org.uk/guidance/htg9046",
    changes=(
        Change(place="reference", before="IPG9075", after="HTG9046"),
        Change(place="isbn", before="978-1-4731-0000-0", after="978-1-4731-0001-0"),
    ),
)
TIGHTER = Event(
    id="GT-DDDDDDDDDDDDDDDD",
    kind="category-changed",
    priority="act",
    confidence="confirmed",
    reference_before="HTG9310",
    reference_after="HTG9310",
    origin_programme="IPG",
    title="Ultrasound-guided needling of the sample tendon",
    summary="HTG9310: recommendation 1.1 is tighter: special arrangements became research only.",
    direction="tighter",
    aspects=("strength",),
    categories_before=("special-arrangements",),
    categories_after=("research-only",),
    recommendations=(
        ConcernedRecommendation(
            number_before="1.1", number_after="1.1", text_before=BEFORE, text_after=AFTER
        ),
    ),
    explained_by="February 2026: We reviewed the evidence and changed recommendation 1.1.",
    url_before="https://www.nice.org.uk/guidance/htg9310",
    url_after="https://www.nice.org.uk/guidance/htg9310",
)
WITHDRAWN = Event(
    id="GT-EEEEEEEEEEEEEEEE",
    kind="withdrawn",
    priority="act",
    confidence="declared",
    reference_before="IPG9352",
    reference_after="IPG9352",
    origin_programme="IPG",
    title="Percutaneous clip repair of the model ligament",
    summary="IPG9352 has been withdrawn, and no successor is stated.",
    explained_by="The guidance has therefore been withdrawn.",
    url_after="https://www.nice.org.uk/guidance/ipg9352",
    changes=(Change(place="status", before="published", after="withdrawn"),),
)
DATES = Event(
    id="GT-AAAAAAAAAAAAAAAA",
    kind="dates-changed",
    priority="information",
    confidence="inferred",
    reference_before="HTG9310",
    reference_after="HTG9310",
    origin_programme="IPG",
    title="Ultrasound-guided needling of the sample tendon",
    summary="HTG9310: the date of the last update changed.",
    changes=(Change(place="last_updated", before=None, after="2026-02-27"),),
)
NEW = Event(
    id="GT-FFFFFFFFFFFFFFFF",
    kind="published",
    priority="review",
    confidence="confirmed",
    reference_before=None,
    reference_after="HTG9501",
    origin_programme="HTG",
    title="Robot-assisted knotting of the demonstration suture",
    summary="HTG9501 was published on 12 January 2026: Robot-assisted knotting of the "
    "demonstration suture.",
    url_after="https://www.nice.org.uk/guidance/htg9501",
)


def alert(*events: Event, **more: Any) -> Alert:
    """An alert of a cardiac team, raised on 14 January 2026."""
    given: dict[str, Any] = {
        "id": "GA-4T7YQ2M7KXW3DF6P",
        "kind": "notice" if len(events) == 1 else "bulk",
        "route": "cardiac-team",
        "events": events,
        "why": ("It follows HTG9046, which you watch.",),
        "raised_at": "2026-01-14T09:00:00Z",
        "seen_before": "2026-01-13T09:00:00Z",
        "seen_first": "2026-01-14T09:00:00Z",
        "published": "2004-07-28" if len(events) == 1 else None,
        "channels": ("mail",),
    }
    return Alert(**{**given, **more})


def wave(count: int) -> tuple[Event, ...]:
    """Migrations of that many documents; every hundredth changed, every fiftieth unverified."""
    return tuple(_moved(number) for number in range(count))


def _moved(number: int) -> Event:
    before, after = f"IPG{9001 + number}", f"HTG{9001 + number}"
    base = msgspec.structs.replace(
        MIGRATED,
        id=f"GT-{number:016d}",
        reference_before=before,
        reference_after=after,
        title=f"Example procedure number {number + 1}",
        summary=f"{before} is now {after}; recommendations 1.1 to 1.5 are identical.",
        explained_by=None,
        recommendations=(),
        changes=(),
    )
    if number % 100 == 99:
        said = f"{before} is now {after}, and recommendation 1.2 changed."
        return msgspec.structs.replace(base, verdict="changed", priority="review", summary=said)
    if number % 50 == 49:
        said = (
            f"{before} is now {after}; whether its recommendations changed is not verified, "
            f"because no recommendations of {before} are held."
        )
        return msgspec.structs.replace(
            base, verdict="not-verified", priority="review", summary=said
        )
    return base


ACT = alert(
    TIGHTER,
    id="GA-ACTACTACTACTACTA",
    published="2018-07-11",
    deadline="2026-01-16",
    deadline_rule="New procedures policy 2026: 2 working days for act",
    why=("Its title has \u201ctendon\u201d, which you watch.",),
)
MOVE = alert(MIGRATED)
BULK = alert(*wave(700), id="GA-BULKBULKBULKBULK", why=("You watch all IPG guidance.",))
DIGEST = (
    alert(DATES, id="GA-DATESDATESDATESD"),
    MOVE,
    ACT,
    alert(NEW, id="GA-NEWNEWNEWNEWNEWN", published="2026-01-12", seen_before=None),
    alert(WITHDRAWN, id="GA-WITHDRAWNWITHDRA"),
)
REMINDED = msgspec.structs.replace(
    ACT,
    deliveries=tuple(
        Delivery(
            channel="mail",
            at=f"2026-01-{day}T09:00:00Z",
            state="sent",
            key=ACT.id if not step else f"{ACT.id}-R{step}",
            purpose="reminder" if step else "notice",
            step=step,
        )
        for step, day in enumerate((14, 21, 28))
    ),
)
CORRECTION = alert(
    MIGRATED,
    id="GA-CORRECTCORRECTCO",
    kind="correction",
    of=ACT.id,
    after=ACT.id,
    says="Recommendation 1.1 was misread; nothing became tighter.",
    by="NICE lead",
    why=(f"You were sent {ACT.id}.",),
)
RETRACTION = alert(
    TIGHTER,
    id="GA-RETRACTRETRACTRE",
    kind="retraction",
    of=ACT.id,
    after=ACT.id,
    says="The page that was compared was a draft, put online by mistake for an hour.",
    by="NICE lead",
    why=(f"You were sent {ACT.id}.",),
)
OPERATOR = alert(
    id="GA-OPERATOROPERATOR",
    kind="operator",
    route="operator",
    why=(),
    topic="delivery-failed",
    says="The channel mail does not take notices: the mail server did not answer. Nothing is "
    "lost; what is due to it waits and is tried again. Other channels are not affected.",
)
SAMPLE = alert(MIGRATED, id="GA-SAMPLESAMPLESAMP", kind="sample", why=())
EVERY_SORT = (MOVE, ACT, BULK, CORRECTION, RETRACTION, OPERATOR, SAMPLE)


def find(alert_id: str) -> Alert | None:
    """The outbox of these tests."""
    return next((each for each in EVERY_SORT if each.id == alert_id), None)
