"""
Which guidance this is: its number, title, programme and address, as stated.

A number is read only where a document states its own: in its header, its
address, or beside its programme. The text that follows names many other
numbers, and a likeness of titles proves nothing (44 families of products share
one), so a document that states no number has none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from guidetrack.errors import NotAReferenceError
from guidetrack.extract.furniture import is_contents_heading
from guidetrack.extract.headings import role_of
from guidetrack.extract.numbering import split_number
from guidetrack.guidance.comparison import comparison_form
from guidetrack.guidance.programmes import prefix_of_programme, programme_name
from guidetrack.guidance.reference import Reference
from guidetrack.sources.document import Block, ParsedDocument

_HEAD_LIMIT = 60
_PROSE = re.compile(r".{160,}|.{60,}\.", re.DOTALL)
_SLOT = re.compile(r"(?P<programme>[A-Za-z][^\[\]]{2,80}?)\s*\[\s*(?P<number>[^\[\]\s]{1,40})\s*\]")
_LABELLED = re.compile(
    r"(?:(?:guidance |NICE )?reference(?: number)?|guidance number|number|guidance id)\s*:\s*\[?"
    r"(?P<number>[^\s\[\]]{1,40}(?: \d{1,5})?)\]?",
    re.IGNORECASE,
)
_OWN_ADDRESS = re.compile(
    r"(?:available (?:from|at):? ?)?(?P<url>(?:https?://)?(?:www\.)?nice\.org\.uk/guidance/"
    r"(?P<kind>(?:retired|terminated)/)?(?P<number>[^?#\s]+?))(?:/(?:chapter/.*"
    r"|resources.*|history|evidence))?/?",
    re.IGNORECASE,
)
_ALONE = re.compile(r"\[?([A-Z]{2,8}[ -]?\d{1,5})\]?", re.IGNORECASE)
_NAMED = re.compile(r"(?P<programme>[A-Za-z][A-Za-z ,:'\u2019-]{4,80}?) (?P<number>\d{1,5})")
_TAIL = re.compile(
    r"[\s|,;]*(?:(?:first )?published|publication|issued?|date of issue|last updated).*",
    re.IGNORECASE,
)
_LIKE_A_NUMBER = re.compile(r"(?=.*[./\\])\S+|[A-Za-z]{2,8}[ -]?\d{1,5}")
_ISSUED = re.compile(
    r"has issued (?:full )?guidance to the NHS"
    r"(?: in (?:England|Scotland|Wales|Northern Ireland)"
    r"(?:(?:, | and |, and )(?:England|Scotland|Wales|Northern Ireland))*)?"
    r" on (?P<title>[^.]{3,300})\."
)
_NO_TITLE = re.compile(
    r"(?:home|nice|nice guidance|guidance|menu|search|overview|register an interest.*"
    r"|sign (?:in|up).*"
    r"|published.*|last updated.*|download.*|isbn.*)",
    re.IGNORECASE,
)


class IdentityError(ValueError):
    """The document's number cannot be told; the message is a sentence for people."""


@dataclass(frozen=True, slots=True)
class Identity:
    """What a document says it is."""

    reference: Reference
    title: str | None
    programme: str | None
    url: str | None


def identify(document: ParsedDocument, given: Reference | None) -> Identity:
    """
    Tell which guidance a document is.

    Args:
        document: the document.
        given: the number a person gave; used where the document states none.

    Raises:
        IdentityError: no number is stated or given, several are stated, the stated
            one is no guidance number, or it contradicts the given one.
    """
    reference = _settled(_stated_numbers(document), given)
    printed = document.fact("programme") or _printed_programme(document.blocks)
    return Identity(
        reference=reference,
        title=find_title(document),
        programme=_programme(reference, printed),
        url=_own_url(document, reference),
    )


def _settled(stated: Sequence[str], given: Reference | None) -> Reference:
    found = list(dict.fromkeys(_reference(number) for number in stated))
    if len(found) > 1:
        names = ", ".join(str(each) for each in found)
        raise IdentityError(
            f"it states several guidance numbers ({names}), so its own is not known"
        )
    if found and given and found[0] != given:
        raise IdentityError(f"it states the number {found[0]}, which contradicts the given {given}")
    if found:
        return found[0]
    if given is None:
        raise IdentityError(
            "no guidance number is stated; give one with --reference, for example --reference "
            "IPG9001"
        )
    return given


def _reference(number: str) -> Reference:
    try:
        return Reference.parse(number)
    except NotAReferenceError as problem:
        raise IdentityError(
            f"the number it states, {number[:40]!r}, cannot be a guidance number"
        ) from problem


def _stated_numbers(document: ParsedDocument) -> list[str]:
    """Every text in a place where a document states its own number, in order."""
    facts = [value for name, value in document.facts if name == "reference"]
    addresses = [value for name, value in document.facts if name == "url"]
    found = facts + [number for url in addresses if (number := _number_in(url))]
    if not found:
        for block in _head(document.blocks):
            found.extend(_numbers_of(block.text))
        found.extend(_running_heads(document))
    if not found and document.source.url and (number := _number_in(document.source.url)):
        found = [number]
    return found


def _number_in(address: str) -> str | None:
    match = _OWN_ADDRESS.fullmatch(re.sub(r"[?#].*", "", address))
    return match["number"] if match and _LIKE_A_NUMBER.fullmatch(match["number"]) else None


def _head(blocks: Sequence[Block]) -> Iterator[Block]:
    """The lines above the first prose or section: title, programme, number, dates, address."""
    for block in blocks[:_HEAD_LIMIT]:
        if is_contents_heading(block.text) or role_of(block.text, None) or block.number:
            return
        if _PROSE.fullmatch(block.text) or split_number(block.text):
            return
        yield block


def _numbers_of(text: str) -> Iterator[str]:
    for pattern in (_LABELLED, _OWN_ADDRESS):
        match = pattern.fullmatch(text)
        if match:
            if _LIKE_A_NUMBER.fullmatch(match["number"]):
                yield match["number"]
            return
    bare = _TAIL.sub("", text)
    slot = _SLOT.fullmatch(bare)
    if slot and _names_a_programme(slot["programme"]):
        yield slot["number"]
    elif (_ALONE.fullmatch(bare) and _is_known(bare)) or (
        (named := _NAMED.fullmatch(bare)) and prefix_of_programme(named["programme"])
    ):
        yield bare


def _names_a_programme(words: str) -> bool:
    return prefix_of_programme(words) is not None or bool(
        re.search(
            r"\b(?:guidance|guideline|standard|summary|briefing|evaluation)\b", words, re.IGNORECASE
        )
    )


def _is_known(text: str) -> bool:
    try:
        return programme_name(Reference.parse(text).prefix) is not None
    except NotAReferenceError:
        return False


def _running_heads(document: ParsedDocument) -> Iterator[str]:
    """Numbers in running heads: the title with the number in brackets after it."""
    title = find_title(document)
    if title is None:
        return
    head = comparison_form(title)
    for block in document.blocks:
        text = block.text
        if len(text) <= len(title) + 20 and text.endswith(")") and text[:3] == title[:3]:
            name, _, number = text[:-1].rpartition("(")
            if comparison_form(name) == head and _is_known(number):
                yield number


def find_title(document: ParsedDocument) -> str | None:
    """
    The title: stated as data, printed above the programme, or in an overview's first sentence.
    """
    stated = document.fact("title")
    if stated or document.fact("page") == "chapter":
        return stated
    head = list(_head(document.blocks))
    anchor = next((i for i, block in enumerate(head) if i and _is_anchor(block.text)), None)
    candidates = sorted(
        reversed(head[:anchor]) if anchor else head[:1], key=lambda block: block.kind != "heading"
    )
    for block in candidates:
        text = block.text
        if not _NO_TITLE.fullmatch(text) and not _is_anchor(text) and block.kind != "item":
            return text
    return _issued_title(document.blocks)


def _is_anchor(text: str) -> bool:
    """Whether a line is one of those printed under a title."""
    if prefix_of_programme(text) or re.match(r"(?:first )?published\b", text, re.IGNORECASE):
        return True
    return next(_numbers_of(text), None) is not None


def _issued_title(blocks: Sequence[Block]) -> str | None:
    for block in blocks[:10]:
        match = _ISSUED.search(block.text)
        if match:
            title = match["title"].strip()
            return title[:1].upper() + title[1:]
    return None


def _printed_programme(blocks: Sequence[Block]) -> str | None:
    for block in _head(blocks):
        if prefix_of_programme(block.text):
            return block.text
        slot = _SLOT.match(block.text)
        if slot and _names_a_programme(slot["programme"]):
            return slot["programme"]
    return None


def _programme(reference: Reference, printed: str | None) -> str | None:
    """The programme's usual name, or the printed one where the table does not know it."""
    if printed is None or prefix_of_programme(printed) == reference.prefix:
        return programme_name(reference.prefix) or printed
    return printed


def _own_url(document: ParsedDocument, reference: Reference) -> str | None:
    stated = document.fact("url") or document.source.url
    lines = [stated] if stated else [block.text for block in _head(document.blocks)]
    for line in lines:
        match = _OWN_ADDRESS.fullmatch(re.sub(r"[?#].*", "", line))
        if match and _is_number_of(match["number"], reference):
            kind = (match["kind"] or "").lower()
            return f"https://www.nice.org.uk/guidance/{kind}{str(reference).lower()}"
    return None


def _is_number_of(number: str, reference: Reference) -> bool:
    try:
        return Reference.parse(number) == reference
    except NotAReferenceError:
        return False
