"""
Texts with guidance numbers put in place of each other.

A migrated document speaks of itself and of others by new numbers. Whether two
texts differ in nothing else is told by writing every mention, in whatever form
it is printed, as one agreed name before they are compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from guidetrack.guidance.comparison import comparison_form
from guidetrack.guidance.reference import Reference, find_references

OWN = "\N{REFERENCE MARK}"
"""Stands for the document's own number, old or new."""


def form_renaming(text: str, names: Mapping[Reference, str]) -> str:
    """Comparison form of a text in which each mention of a given number bears its given name."""
    if not names:
        return comparison_form(text)
    pieces: list[str] = []
    end = 0
    for mention in find_references(text):
        name = names.get(mention.reference)
        if name is not None:
            pieces += [text[end : mention.start], name]
            end = mention.end
    return comparison_form("".join([*pieces, text[end:]]))


def own_names(*references: Reference) -> dict[Reference, str]:
    """Give the numbers of one document one name; empty for a single number."""
    return dict.fromkeys(references, OWN) if len(set(references)) > 1 else {}


def mentioned(texts: Iterable[str]) -> frozenset[Reference]:
    """Every guidance number named in the texts."""
    return frozenset(mention.reference for text in texts for mention in find_references(text))
