"""
What the sheet says, passage by passage, before it is set as a page or as text.

Sentences are made from facts and templates; NICE's words are quoted whole. Nothing
here needs a reader to know what git, a hash or a commit is.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from guidetrack.events.event import Event
from guidetrack.events.places import sides_of_recommendation
from guidetrack.events.reading import (
    PRIORITY_MEANINGS,
    printed_day,
    split_by_difference,
)
from guidetrack.events.report import Report
from guidetrack.events.summaries import in_words, listed
from guidetrack.evidence.manifest import Certificate, Manifest
from guidetrack.guidance.dates import PartialDate

MEANS = {
    "identical": "Only the number changed: the recommendations of both documents were compared "
    "and say the same.",
    "changed": "More than the number changed: the recommendations of both documents were compared "
    "and do not say the same. Somebody has to read them.",
    "not-verified": "Nobody can say from this evidence whether only the number changed, because "
    "the recommendations of one of the documents were never captured. Somebody has to check.",
}
"""What a verdict means, in words."""
_KEPT = {
    "all": "in this pack, as captured",
    "text": "only its text is in this pack; the bytes were not kept",
    "nothing": "not in this pack; only its fingerprint was kept",
}
_SLOTS = {
    "document": "the document",
    "overview": "the overview page",
    "feed": "the publisher's data",
    "catalogue": "the publisher's list",
}


class Quotation(NamedTuple):
    """A recommendation on both sides of a change."""

    label_before: str
    before: str | None
    label_after: str
    after: str | None


class Happening(NamedTuple):
    """Something that happened to the guidance."""

    day: str
    summary: str
    meaning: str
    stated: str | None
    """NICE's own note on it; None where it has been quoted already."""
    quotations: tuple[Quotation, ...]
    """Without those that have been quoted already."""
    quoted_above: bool


class Comparison(NamedTuple):
    """A certificate in words."""

    certificate: Certificate
    means: str
    stated_when: str | None
    statement: str
    """Who says what about the content being unchanged."""
    fingerprints: str
    """Whether they are the same, and what that means here."""
    rules: str
    before: str
    after: str
    differences: tuple[str, ...]


class Captured(NamedTuple):
    """A page or document in words."""

    reference: str
    kind: str
    address: str | None
    day: str | None
    kept: str
    sha256: str
    file: str | None


def say_certificate(certificate: Certificate) -> Comparison:
    """Put a certificate into words."""
    old, new = certificate.old, certificate.new
    when = certificate.stated_when
    return Comparison(
        certificate=certificate,
        means=MEANS[certificate.verdict],
        stated_when=PartialDate.parse(when).printed() if when else None,
        statement=_statement(certificate),
        fingerprints=_fingerprints(certificate),
        rules=_rules(certificate),
        before=_side(old.reference, old.recommendations, old.observed_at),
        after=_side(new.reference, new.recommendations, new.observed_at),
        differences=tuple(each.says for each in certificate.differences),
    )


def happenings(history: Iterable[Report]) -> tuple[Happening, ...]:
    """Everything that happened, oldest first; what several events quote is quoted once."""
    seen: set[object] = set()
    return tuple(
        _happening(event, printed_day(report.new.observed_at) or "a day not known", seen)
        for report in reversed(tuple(history))
        for event in report.events
    )


def captures(manifest: Manifest) -> tuple[Captured, ...]:
    """Every source of the thread, each capture once, in the order of the thread."""
    order = {name: at for at, name in enumerate(manifest.thread)}
    found = {(each.reference, each.slot, each.sha256): each for each in manifest.sources}
    ordered = sorted(
        found.values(), key=lambda each: (order[each.reference], each.retrieved_at, each.slot)
    )
    return tuple(
        Captured(
            reference=each.reference,
            kind=_kind(each.slot),
            address=each.address,
            day=printed_day(each.retrieved_at),
            kept=_KEPT[each.kept],
            sha256=each.sha256,
            file=each.file,
        )
        for each in ordered
    )


def _happening(event: Event, day: str, seen: set[object]) -> Happening:
    differing, _ = split_by_difference(event)
    quotations = [Quotation(*sides_of_recommendation(event, each)) for each in differing]
    fresh = tuple(each for each in quotations if each not in seen)
    stated = event.explained_by if event.explained_by not in seen else None
    seen.update([*fresh, stated])
    return Happening(
        day=day,
        summary=event.summary,
        meaning=PRIORITY_MEANINGS[event.priority],
        stated=stated,
        quotations=fresh,
        quoted_above=len(fresh) < len(quotations),
    )


def _side(reference: str, count: int, observed_at: str | None) -> str:
    if not count:
        return f"{reference}: its recommendations were never captured"
    noun = "recommendation" if count == 1 else "recommendations"
    return (
        f"{reference}: {count} {noun}, as seen on {printed_day(observed_at) or 'a day not known'}"
    )


def _statement(certificate: Certificate) -> str:
    said = f"stated by NICE on the page of {certificate.stated_by}"
    if certificate.claims_unchanged:
        return f"{said}, which says that nothing but the number changed"
    return f"{said}, which does not say whether anything else changed"


def _rules(certificate: Certificate) -> str:
    readers = dict.fromkeys(
        each.extractor or "of a version not known" for each in (certificate.old, certificate.new)
    )
    return (
        f"comparison rules {certificate.comparison} of guidetrack; the texts were read by its "
        f"reader {listed(tuple(readers))}. What does not count as a difference is listed in the "
        "certificate beside this sheet."
    )


def _fingerprints(certificate: Certificate) -> str:
    old, new = certificate.old, certificate.new
    if old.form_sha256 is None or new.form_sha256 is None:
        return "Nothing could be compared."
    if old.verbatim_sha256 == new.verbatim_sha256:
        return "The published wording is the same to the letter."
    if old.form_sha256 == new.form_sha256:
        return (
            "The published wording differs only in what does not count, such as the kind of a "
            "dash or the document's own number."
        )
    if certificate.verdict == "identical":
        return (
            "The fingerprints differ, and the recommendations still say the same: only "
            "punctuation, their order or the numbers of other guidance differ."
        )
    return "The fingerprints differ, because the recommendations do."


def _kind(slot: str) -> str:
    if slot.startswith("chapter-"):
        return f"the chapter \u201c{in_words(slot.removeprefix('chapter-'))}\u201d"
    return _SLOTS.get(slot, in_words(slot))
