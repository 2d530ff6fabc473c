"""
The feed of one product, in its old shape and its new one.

It states as data what a page says in words: standing, dates, and what the product
replaces or was moved to. Where it carries chapters, they are read like those of
the site.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any

from guidetrack.errors import NotAReferenceError
from guidetrack.guidance.reference import Reference, find_references
from guidetrack.sources.document import Block, ParsedDocument, SourceDocument
from guidetrack.sources.plain_data import names_in, read_data
from guidetrack.sources.product_chapters import chapter_blocks, find_chapters, statement_blocks
from guidetrack.sources.product_facts import Fact, date_facts, identity_facts, text_in

_SIGNS = frozenset({"Id", "ProductStatus", "ProductType", "VersionNumber"})
_PREFIX = "nice.publications:"
_LISTS = ("RelatedProductList", "related-product-list")
_MOVES = (
    ("OldGuidanceNumber", ("OldGuidanceNumber", "OldGuidanceUrl")),
    ("NewGuidanceNumber", ("NewGuidanceNumber", "NewGuidanceUrl")),
)
"""Names under which a move to another number is stated, the number before the address."""


def recognises(text: str) -> bool:
    """Whether the text is an object with the names of a product."""
    return names_in(text) >= _SIGNS


def parse(source: SourceDocument, text: str) -> ParsedDocument:
    """
    Read the product with its chapters, where they are in it.

    Raises:
        ValueError: it is damaged, or no guidance yet.
    """
    product = _without_envelopes(read_data(text))
    facts = tuple(_facts(product))
    blocks = (
        *(Block("heading", title, level=1) for name, title in facts if name == "title"),
        *statement_blocks(product.get("WithdrawnNotes"), "withdrawn notes"),
        *statement_blocks(product.get("Summary"), "summary"),
        *chain.from_iterable(map(chapter_blocks, find_chapters(product))),
    )
    return ParsedDocument(source, "product-feed", blocks, facts)


def _facts(product: Mapping[str, Any]) -> Iterator[Fact]:
    yield from identity_facts(
        text_in(product, "Id"), text_in(product, "Title"), text_in(product, "ProductTypeName")
    )
    status = text_in(product, "ProductStatus")
    if status:
        yield "status", status
    notes = statement_blocks(product.get("WithdrawnNotes"), "withdrawn notes")
    if notes:
        yield "status-stated", "\n".join(block.text for block in notes)
    yield from date_facts(
        text_in(product, "PublishedDate"),
        text_in(product, "LastMajorModificationDate", "MajorChangeDate"),
        text_in(product, "NextReviewDate"),
    )
    yield from _relations(product)
    for body in _listed(product, "EndorsementList", "endorsement-list"):
        endorsing = text_in(body, "Name")
        if endorsing:
            yield "endorsement", endorsing
    if any(name in product for name in _LISTS):
        yield "carries", "relationships"
    yield "page", "feed"


def _relations(product: Mapping[str, Any]) -> Iterator[Fact]:
    """`IsReplacedBy IPG9001`: the publisher's name of the relation, and the other number."""
    for move, sources in _MOVES:
        texts = chain.from_iterable(_texts(product.get(source)) for source in sources)
        for other in _numbers(texts):
            yield "relation", f"{move} {other}"
    for related in _listed(product, *_LISTS):
        number = text_in(related, "Id")
        for name in _relation_names(related):
            if number:
                yield "relation", f"{name} {number}"


def _relation_names(related: Mapping[str, Any]) -> Iterator[str]:
    yield from _texts(related.get("Relationship"))
    for entry in _listed(related, "product-relationship-list"):
        yield from _texts(entry.get("Relation"))


def _numbers(texts: Iterable[str]) -> Iterator[str]:
    yield from dict.fromkeys(str(each) for text in texts for each in _references(text))


def _references(text: str) -> list[Reference]:
    try:
        return [Reference.parse(text)]
    except NotAReferenceError:
        return [each.reference for each in find_references(text)]


def _texts(value: object) -> Iterator[str]:
    """The texts of a value that is one text or a list of them."""
    for each in value if isinstance(value, list) else [value]:
        if isinstance(each, str) and each.strip():
            yield each.strip()


def _listed(data: Mapping[str, Any], *names: str) -> Iterator[Mapping[str, Any]]:
    """The objects of a list, where one object may stand for a list of one."""
    for name in names:
        waiting = [data.get(name)]
        while waiting:
            value = waiting.pop(0)
            if isinstance(value, list):
                waiting[:0] = value
            elif isinstance(value, dict):
                inner = value.get(name.removesuffix("-list"))
                if inner is not None:
                    waiting.insert(0, inner)
                elif value:
                    yield value


def _without_envelopes(value: Any) -> Any:
    """The old shape without `_embedded`, links and the prefix of its names."""
    if isinstance(value, list):
        return [_without_envelopes(each) for each in value]
    if not isinstance(value, dict):
        return value
    opened: dict[str, Any] = {}
    for name, each in value.items():
        if name == "_embedded" and isinstance(each, dict):
            opened |= _without_envelopes(each)
        elif name not in {"_links", "ETag"}:
            opened[name.removeprefix(_PREFIX)] = _without_envelopes(each)
    return opened
