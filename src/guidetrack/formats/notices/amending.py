"""
A notice put right or taken back, a word to the operator, and a sample.

Who was told something wrong is told first of all that it was wrong, and which notice it was;
what holds instead follows in the same order as in any notice.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from guidetrack.alerts.alert import Alert
from guidetrack.events.reading import printed_day, printed_moment
from guidetrack.events.summaries import in_words
from guidetrack.formats.notices.bulk import tell_many
from guidetrack.formats.notices.letter import (
    Fact,
    Facts,
    Listing,
    Notice,
    Paragraph,
    Section,
)
from guidetrack.formats.notices.telling import sections_on_alert, sections_on_change, tell
from guidetrack.formats.notices.waves import say_wave

SAMPLE = (
    "This is a sample, sent to try out this way of reaching you. No guidance changed, and "
    "nothing has to be done."
)

TO_DO: dict[str, tuple[str, ...]] = {
    "delivery-failed": (
        "Look at the channel in guidetrack.yaml, and at the server it names.",
        "Try it: guidetrack alerts test CHANNEL",
        "Nothing has to be sent by hand: guidetrack goes on trying.",
    ),
    "delivery-recovered": ("Nothing has to be done.",),
    "delivery-given-up": (
        "See what it says: guidetrack alerts list --state given-up",
        "Tell the readers by hand, or try it again: guidetrack alerts deliver --again ID",
        "Acknowledge it once they know: guidetrack alerts ack ID --by ROLE",
    ),
    "mass-change-held": (
        "Look at some of the pages: has NICE changed them all, or is what was fetched wrong?",
        "If the change is real, let it through: guidetrack run --release-held",
    ),
    "stale": (
        "Look at when guidetrack last ran well, and why not in between: guidetrack status",
        "While it does not run well nobody is told of changes: look at NICE's pages by hand.",
    ),
    "source-failed": ("See which source and why: guidetrack status",),
    "source-recovered": ("Nothing has to be done.",),
    "quarantined": ("Look at what was refused, and release or drop it: guidetrack quarantine",),
    "re-extracted": ("Nothing has to be done: no guidance changed.",),
    "heartbeat": (
        "Nothing has to be done, unless something is said to be so still: guidetrack status",
        "If this word stops coming, guidetrack does not run: look why.",
    ),
}
"""What an operator does about each topic."""


def tell_correction(alert: Alert, original: Alert | None) -> Notice:
    """Put a notice right: which one, what it said, what holds instead."""
    opening = (
        f"This corrects notice {_naming(alert, original)}.",
        "We are sorry for the mistake.",
        f"What is right: {alert.says or 'see below'}",
    )
    first = Section("What is put right", tuple(_put_right(alert, original)))
    told = _news(alert)
    if told is None:
        return Notice(opening=opening, priority=None, standing=None, sections=(first,))
    now = Section("What holds now", (Paragraph(" ".join(told.opening)),))
    return replace(told, opening=opening, sections=(first, now, *told.sections))


def tell_retraction(alert: Alert, original: Alert | None) -> Notice:
    """Take a notice back: which one, what it said, why, and what that means."""
    told = original or alert
    opening = (
        f"This takes back notice {_naming(alert, told)}.",
        "We are sorry. Please do not act on it.",
    )
    sections = [
        Section("Why it is taken back", tuple(_put_right(alert, told))),
        Section(
            "Suggested next steps",
            (
                Listing(
                    (
                        "If you have changed anything because of it, look at that again.",
                        "If you have passed it on, pass this on as well.",
                    ),
                    numbered=True,
                ),
            ),
        ),
    ]
    if len(told.events) == 1:
        sections.append(next(sections_on_change(told.events[0])))
    return Notice(
        opening=opening,
        priority=None,
        standing=None,
        sections=(*sections, *sections_on_alert(alert)),
    )


def tell_operator(alert: Alert) -> Notice:
    """Tell whoever keeps guidetrack running."""
    topic = alert.topic or "operator"
    sections = []
    if topic in TO_DO:
        sections.append(Section("What to do", (Listing(TO_DO[topic], numbered=True),)))
    facts = (
        Fact("About", in_words(topic)),
        Fact("Raised", printed_moment(alert.raised_at) or "not known"),
        Fact("This notice", alert.id),
    )
    return Notice(
        opening=(alert.says or in_words(topic),),
        priority=None,
        standing="For whoever keeps guidetrack running. This is no news of guidance.",
        sections=(*sections, Section("For your records", (Facts(facts),))),
    )


def tell_sample(alert: Alert) -> Notice:
    """Show how a notice looks, and say before anything else that it is none."""
    says = (SAMPLE, alert.says) if alert.says else (SAMPLE,)
    told = _news(alert)
    if told is None:
        facts = Facts((Fact("This sample", alert.id),))
        section = Section("For your records", (facts,))
        return Notice(opening=says, priority=None, standing=None, sections=(section,))
    shown = Section("A notice begins like this", (Paragraph(" ".join(told.opening)),))
    return replace(told, opening=says, standing=None, sections=(shown, *told.sections))


def sentence_of(alert: Alert) -> str | None:
    """The decisive sentence of a notice; None for one without any."""
    if len(alert.events) > 1:
        return say_wave(alert.events)
    return alert.events[0].summary if alert.events else alert.says


def _news(alert: Alert) -> Notice | None:
    if not alert.events:
        return None
    if len(alert.events) > 1:
        return tell_many(alert)
    return tell(alert, alert.events[0])


def _naming(alert: Alert, original: Alert | None) -> str:
    """Name the first notice by identity, day and decisive sentence, as far as it is known."""
    if original is None:
        return str(alert.of)
    known = original.id == alert.of
    day = f" of {printed_day(original.raised_at)}" if known else ""
    sentence = sentence_of(original)
    said = f", which said: \u201c{sentence.removesuffix('.')}\u201d" if sentence else ""
    return f"{alert.of}{day}{said}"


def _put_right(alert: Alert, original: Alert | None) -> Iterator[Paragraph | Facts]:
    if alert.kind == "retraction":
        yield Paragraph(alert.says or "No reason was given.")
    facts = [Fact("Notice", str(alert.of))]
    if original is not None and original.id == alert.of:
        facts.append(Fact("Sent", printed_day(original.raised_at) or "not known"))
    if alert.by:
        facts.append(
            Fact("Taken back by" if alert.kind == "retraction" else "Put right by", alert.by)
        )
    yield Facts(tuple(facts))
