"""
The decisive sentences: templates filled with facts, apart from the rules that decide.

Every sentence says what happened first and to which number. Nothing here weighs or
paraphrases; what NICE wrote is quoted elsewhere, whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from guidetrack.guidance.dates import PartialDate

_ASPECTS = {
    "negation": "a negation",
    "strength": "the strength of the recommendation",
    "quantity": "a quantity",
    "population": "who it is for",
    "reference": "a reference",
    "wording": "the wording",
}
_FIELDS = {
    "published": "the date of publication",
    "last_updated": "the date of the last update",
    "next_review": "the date of the next review",
    "isbn": "the ISBN",
    "url": "the address",
    "programme": "the programme name",
    "origin_programme": "the programme of origin",
    "status_stated": "the statement of its status",
    "relationships": "a statement about another guidance",
}


def in_words(code: str) -> str:
    """A code as words: "special arrangements"."""
    return code.replace("-", " ")


def listed(words: Sequence[str]) -> str:
    """Words as a list: "a", "a and b", "a, b and c"."""
    if len(words) < 2:  # noqa: PLR2004 - one needs no "and"
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def numbers(labels: Sequence[str | None]) -> str:
    """Recommendations by number: "recommendation 1.1", "recommendations 1.1 to 1.5"."""
    known = [label for label in labels if label]
    if not known:
        return "recommendation without a number" if len(labels) == 1 else "recommendations"
    if len(known) == 1:
        return f"recommendation {known[0]}"
    if len(known) > 2 and _run(known):  # noqa: PLR2004 - two are named
        return f"recommendations {known[0]} to {known[-1]}"
    return f"recommendations {listed(known)}"


def _run(labels: Sequence[str]) -> bool:
    """Whether labels count up by one in their last part."""
    parts = [label.rpartition(".") for label in labels]
    if len({head for head, _, _ in parts}) > 1 or not all(tail.isdecimal() for *_, tail in parts):
        return False
    tails = [int(tail) for *_, tail in parts]
    return tails == list(range(tails[0], tails[0] + len(tails)))


def categories(codes: Sequence[str]) -> str:
    """Categories as words; "no stated category" where there is none."""
    return listed([in_words(code) for code in codes]) or "no stated category"


def migrated(before: str, after: str) -> str:
    """The new number of the same guidance."""
    return f"{before} is now {after}"


def migrated_identical(before: str, after: str, labels: Sequence[str | None]) -> str:
    """A migration whose recommendations are the same."""
    verb = "is" if len(labels) == 1 else "are"
    return f"{migrated(before, after)}; {numbers(labels)} {verb} identical."


def migrated_changed(before: str, after: str, labels: Sequence[str | None]) -> str:
    """A migration with recommendations that are not the same."""
    return f"{migrated(before, after)}, and {numbers(labels)} changed."


def migrated_unverified(before: str, after: str, lacking: str) -> str:
    """A migration of which one text is not held."""
    return (
        f"{migrated(before, after)}; whether its recommendations changed is not verified, "
        f"because no recommendations of {lacking} are held."
    )


def superseded(before: str, after: str) -> str:
    """Other content under another number."""
    return f"{before} has been replaced by {after}: other content, which someone must read."


def partially_superseded(before: str, after: str) -> str:
    """A part taken over by other guidance."""
    return f"{before} has been replaced in part by {after}; the rest of it stands."


def published(name: str, title: str | None, when: PartialDate | None) -> str:
    """New guidance."""
    on = f" on {when.printed()}" if when and when.day else f" in {when.printed()}" if when else ""
    return f"{name} was published{on}{f': {title}' if title else ''}."


def status(name: str, what: str) -> str:
    """A status, in words."""
    return f"{name} has been {what}."


def withdrawn(name: str) -> str:
    """A withdrawal without a successor."""
    return f"{name} has been withdrawn, and no successor is stated."


def reinstated(name: str, before: str) -> str:
    """Guidance that returned."""
    return f"{name} is published again; it had been {in_words(before)}."


def disappeared(name: str) -> str:
    """A source that stopped serving guidance."""
    return f"{name} is no longer served by its source, and no notice says why."


def reappeared(name: str) -> str:
    """A source that serves guidance again."""
    return f"{name} is served by its source again."


def reference_reused(name: str, before: str | None, after: str | None) -> str:
    """A number that names other guidance now."""
    return f'{name} now names other guidance: "{after}" and no longer "{before}".'


def retitled(name: str, before: str | None, after: str | None) -> str:
    """Another title."""
    return f'{name} is now called "{after}"; it was called "{before}".'


def category_changed(
    name: str, label: str, before: Sequence[str], after: Sequence[str], way: str
) -> str:
    """Another category of one recommendation."""
    became = f"{categories(before)} became {categories(after)}"
    return f"{name}: recommendation {label} {_WAYS[way]}: {became}."


def category_of_whole_changed(
    name: str, before: Sequence[str], after: Sequence[str], way: str
) -> str:
    """Another category of a document whose recommendations are not held."""
    return f"{name} {_WAYS[way]}: {categories(before)} became {categories(after)}."


_WAYS = {
    "tighter": "is tighter",
    "looser": "is looser",
    "label-only": "has another label for the same category",
    "unknown": "has another category, and which is stricter is not stated",
}


def added(name: str, label: str | None) -> str:
    """A recommendation that came."""
    return f"{name}: {numbers([label])} is new."


def removed(name: str, label: str | None) -> str:
    """A recommendation that went."""
    return f"{name}: {numbers([label])} was removed."


def reworded(name: str, label: str, aspects: Sequence[str]) -> str:
    """A recommendation in other words."""
    what = listed([_ASPECTS[aspect] for aspect in aspects])
    return f"{name}: recommendation {label} was reworded; {what} changed."


def split(name: str, before: str | None, after: Sequence[str | None]) -> str:
    """One recommendation made into several."""
    return f"{name}: {numbers([before])} is now {numbers(after)}, in the same words."


def merged(name: str, before: Sequence[str | None], after: str | None) -> str:
    """Several recommendations made into one."""
    return f"{name}: {numbers(before)} are now {numbers([after])}, in the same words."


def renumbered(name: str, before: str | None, after: str | None) -> str:
    """A recommendation under another number, or in another place."""
    if before == after:
        return f"{name}: {numbers([after])} stands in another place, in the same words."
    return f"{name}: {numbers([before])} is now {after}, in the same words."


def relabelled(name: str, label: str, before: str | None, after: str | None) -> str:
    """A recommendation with another dated label."""
    now, then = (after or "without a label", before or "without one")
    return f"{name}: recommendation {label} is now {now}; it was {then}."


def section_changed(name: str, section: str, role: str) -> str:
    """A section that changed, with its role."""
    told = role == "other" or role in section.casefold()
    about = "" if told else f" ({role})"
    return f"{name}: section {section}{about} changed."


def update_noted(name: str, when: PartialDate | None) -> str:
    """A new entry under the update information."""
    return f"{name} has a new update note{f' of {when.printed()}' if when else ''}."


def claim_contradicted(name: str, what: Sequence[str]) -> str:
    """A claim that nothing changed, against what changed."""
    return f"{name} is said to be unchanged, but {listed(what)} changed."


def relationship_changed(name: str, relations: Sequence[tuple[str, str, str]]) -> str:
    """Statements about other guidance that came or went."""
    said = [f"that it is {RELATIONS[kind]} {other} was {verb}" for verb, kind, other in relations]
    return f"{name}: the statement {listed(said)}."


RELATIONS = {
    "migrated-from": "the successor by migration of",
    "migrated-to": "migrated to",
    "replaces": "the replacement of",
    "replaced-by": "replaced by",
    "partially-replaces": "a partial replacement of",
    "partially-replaced-by": "partially replaced by",
    "read-with": "to be read with",
    "based-on": "based on",
    "basis-of": "the basis of",
}
"""What a statement says of this guidance and another."""


def fields_changed(name: str, roots: Iterable[str]) -> str:
    """Details by name."""
    what = list(dict.fromkeys(_FIELDS.get(root, root.replace("_", " ")) for root in roots))
    return f"{name}: {listed(what)} changed."


def codes_changed(name: str, added_codes: Sequence[str], removed_codes: Sequence[str]) -> str:
    """Clinical codes that came or went."""
    parts = [f"{listed(added_codes)} added"] if added_codes else []
    parts += [f"{listed(removed_codes)} removed"] if removed_codes else []
    return f"{name}: clinical codes changed{f': {listed(parts)}' if parts else ''}."


def endorsements_changed(name: str, came: Sequence[str], went: Sequence[str]) -> str:
    """Bodies that came or went."""
    parts = [f"{listed(came)} now endorses it"] if came else []
    parts += [f"{listed(went)} is no longer named"] if went else []
    return f"{name}: {listed(parts)}."


def boilerplate_changed(text: str, names: Sequence[str]) -> str:
    """A standing text that was rewritten."""
    where = f"in {names[0]}" if len(names) == 1 else f"in {len(names):,} documents"
    return f"The standing text {in_words(text)} was rewritten {where}."


def phrase_rewritten(before: str, after: str, names: Sequence[str]) -> str:
    """A phrase that gave way to another in many documents."""
    return f'The standing words "{before}" became "{after}" in {len(names):,} documents.'


def coverage_changed(name: str, gained: Sequence[str], lost: Sequence[str]) -> str:
    """Aspects that are captured now, or no longer."""
    parts = [f"{listed(gained)} captured for the first time"] if gained else []
    parts += [f"{listed(lost)} no longer captured"] if lost else []
    return f"{name}: {listed(parts)}."


def first_captured(name: str) -> str:
    """A document that is new to the store."""
    return f"{name} was captured for the first time."


def no_longer_captured(name: str) -> str:
    """A document that left the store, its successor known."""
    return f"{name} is no longer captured; what took its place is known."


def editorial(name: str, what: str, why: str) -> str:
    """A text that differs and says the same."""
    return f"{name}: {what} differs in {why} only."


def other_changed(name: str, places: Sequence[str]) -> str:
    """Places that no rule explains."""
    return f"{name} changed in a way no rule explains: {listed(places)}."
