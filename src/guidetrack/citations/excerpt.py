"""
The words around a citation, cut short: registers hold names of people.
"""

from __future__ import annotations


def cut_excerpt(text: str, start: int, end: int, length: int) -> str:
    """
    The words around a citation on one line, with so many characters at most.

    Nothing where the length is 0; of a citation longer than that, its beginning.
    """
    if length <= 0:
        return ""
    spare = max(0, length - (end - start))
    first = max(0, min(start - spare // 2, len(text) - length))
    return " ".join(text[first : first + length].split())
