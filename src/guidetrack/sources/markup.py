"""
A look at markup before it is parsed: is it nested as no page is?

HTML parsers need time that grows with the square of the depth (200,000 open
elements take minutes), so depth is counted first, in one pass over the tags.
"""

from __future__ import annotations

import re

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_WITHOUT_END = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
        "body",
        "colgroup",
        "dd",
        "dt",
        "head",
        "html",
        "li",
        "option",
        "p",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "path",
    ]
)
"""Elements that have no end tag, or often lack it."""
_DEEPEST = 200
"""Pages of the guidance site nest about 30 deep."""


def check_nesting(text: str) -> None:
    """
    Refuse markup that is nested deeper than a page of guidance ever is.

    Raises:
        ValueError: it is; the message is a sentence for people.
    """
    depth = 0
    for match in _TAG.finditer(text):
        if match[2].lower() in _WITHOUT_END:
            continue
        depth = max(0, depth - 1) if match[1] else depth + 1
        if depth > _DEEPEST:
            raise ValueError(f"its elements are nested more than {_DEEPEST} deep")
