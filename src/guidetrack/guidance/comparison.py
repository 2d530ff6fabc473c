"""
The comparison form: what is left of a text when its typography is taken away.

Two texts with the same comparison form say the same thing. The form is computed
when needed and never stored or shown. It is NFC plus the explicit tables below,
and never NFKC, which turns 10⁹ into 109. A changed digit, unit, "not", "only",
age or dose always changes the form.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from guidetrack.guidance.programmes import PROGRAMMES

VERSION = "1"
"""Raised whenever some text gets another form; evidence names the version it was made by."""

RULES: tuple[tuple[str, str], ...] = (
    (
        "spaces",
        "runs of spaces, tabs, line ends and non-breaking or thin spaces count as one space",
    ),
    ("invisible", "soft hyphens, zero-width characters and byte order marks do not count"),
    ("dashes", "hyphens, dashes and minus signs between characters are one sign"),
    ("quotes", "curly and straight quotation marks and apostrophes are the same"),
    ("ligatures", "fi, fl, ff, ffi, ffl and st ligatures are their letters, \u00b5 is \u03bc"),
    ("ellipsis", "an ellipsis is three full stops"),
    ("mojibake", "UTF-8 read as Windows-1252 is read again as UTF-8"),
    ("formulas", "$...$ around a formula and spaces around its relation sign do not count"),
    ("markup", "emphasis marks, links (their words stay), and escaping backslashes do not count"),
    ("bullets", "a bullet in front of a line does not count"),
    ("references", "the case, spacing and brackets of a guidance number do not count"),
    ("page breaks", "a paragraph that a page break cut in two is the paragraph it was"),
    ("lost beginnings", "a section's paragraph that lost a beginning without a denial is the same"),
    ("cut into bullets", "how the words of a recommendation are cut into bullets does not count"),
    ("order of lists", "codes, relations, notes and endorsements may stand in any order"),
    ("details", "an address, ISBN or date of publication on one side only does not count"),
    ("coverage", "what one side did not capture is not compared; it is said once for a document"),
    ("standing texts", "a text printed in every document counts once for all of them"),
)
"""What does not count as a change, for people: name and sentence. `explain` prints it. The rows
after `references` are not in the form; they hold where records are compared."""

_SPACES = dict.fromkeys(
    map(
        ord,
        "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t",
    ),
    " ",
)
_NOTHING = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"), None)
_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\uff0d"), "-")
_QUOTES = dict.fromkeys(map(ord, "\u2018\u2019\u201a\u201b\u2032\u0060\u00b4"), "'")
_DOUBLE = dict.fromkeys(map(ord, "\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb"), '"')
_LETTERS = {
    0xFB00: "ff",
    0xFB01: "fi",
    0xFB02: "fl",
    0xFB03: "ffi",
    0xFB04: "ffl",
    0xFB05: "st",
    0xFB06: "st",
    0x00B5: "\u03bc",
    0x2026: "...",
}
_TABLE = {**_SPACES, **_NOTHING, **_DASHES, **_QUOTES, **_DOUBLE, **_LETTERS}

_MOJIBAKE = re.compile(r"(?:\u00e2\u20ac|\u00c2[\u00a0-\u00bf]|\u00c3[\u0080-\u00bf])")
_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*(?:\s+\"[^\"]*\")?\)")
_ESCAPE = re.compile(r"\\+([`'*_{}\[\]()#+\-.!|<>~$&])")
_EMPHASIS = re.compile(r"(?<![\w*])(\*{1,3}|_{1,3})(?=\S)(.+?)(?<=\S)\1(?![\w*])")
_FORMULA = re.compile(r"\$([^$]{1,120})\$")
_RELATION = re.compile(r"(?<!\s)\s*([<>=\u2264\u2265])\s*")
_BULLET = re.compile(r"^\s*(?:[\u2022\u25cf\u25aa\u25e6\u2023\u00b7*+-]\s+)+", re.MULTILINE)
_MARKS = "$*_\\["
_BULLET_SIGN = re.compile(r"[\u2022\u25cf\u25aa\u25e6\u2023\u00b7*+-]")
_RELATION_SIGNS = "<>=\u2264\u2265"
_MAY_FOLD_AGAIN = re.compile(r"[$*_\\\[\]]|^[\u2022\u25cf\u25aa\u25e6\u2023\u00b7+-]")
"""What one pass can leave that another would fold, in texts full of marks."""
_DIGITS = re.compile(r"[0-9]+")
_LONGEST_NUMBER = 5
_GOES_ON = re.compile(r"\w|\.[0-9]")
"""What follows a number that is part of something longer: a word, a decimal, a section."""
_BEFORE_NUMBER = re.compile(r"(\[)?(?<![A-Za-z0-9])([A-Za-z]{2,5})(?: ?- ?|\s)?\Z")
_LONGEST_BEFORE = 9
"""A bracket, five letters, and a dash between spaces."""


@lru_cache(maxsize=65_536)
def comparison_form(text: str) -> str:
    """
    Fold away everything that is typography; see `RULES` for what that is.

    The result is for comparing only. It is idempotent: the form of a form is
    itself.
    """
    form = _folded(text)
    while _MAY_FOLD_AGAIN.search(form):
        once_more = _folded(form)
        if once_more == form:
            break
        form = once_more
    return form


def _folded(text: str) -> str:
    """One pass; each step is tried only where its signs occur, for most texts have none."""
    form = _respelt(text)
    if any(sign in form for sign in _MARKS):
        form = _unmarked(_FORMULA.sub(r"\1", _ESCAPE.sub(r"\1", form)))
    if _BULLET_SIGN.search(form):
        form = _BULLET.sub("", form)
    if any(sign in form for sign in _RELATION_SIGNS):
        form = _RELATION.sub(r" \1 ", form)
    if "-" in form:
        form = _with_plain_dashes(form)
    if _DIGITS.search(form):
        form = "".join(_with_printed_references(form))
    return " ".join(form.split())


def _respelt(text: str) -> str:
    if text.isascii():
        return text.replace("\t", " ").replace("`", "'")
    return unicodedata.normalize("NFC", _repaired(text)).translate(_TABLE)


def _with_plain_dashes(text: str) -> str:
    """One dash, and no space around it, where there were several or spaces."""
    first, *rest = text.split("-")
    after = [stripped for each in rest if (stripped := each.strip())]
    ending = "-" if after and not rest[-1].strip() else ""
    return f"{first.rstrip()}-{'-'.join(after)}{ending}"


def _with_printed_references(text: str) -> Iterator[str]:
    """
    Spell guidance numbers as they are printed; other words before a number stay as they are.

    Numbers are rare, so they are looked for first, and then what stands before them.
    """
    done = 0
    for digits in _DIGITS.finditer(text):
        start, end = digits.span()
        number = digits[0].lstrip("0")
        if not 1 <= len(number) <= _LONGEST_NUMBER or _GOES_ON.match(text, end):
            continue
        before = _BEFORE_NUMBER.search(text, max(done, start - _LONGEST_BEFORE), start)
        if before is None or (prefix := before[2].upper()) not in PROGRAMMES:
            continue
        yield text[done : before.start()]
        yield f"{prefix}{number}"
        done = end + (1 if before[1] and text[end : end + 1] == "]" else 0)
    yield text[done:]


def _unmarked(text: str) -> str:
    previous = None
    while previous != text:
        previous = text
        text = _EMPHASIS.sub(r"\2", _LINK.sub(r"\1", text))
    return text


def _repaired(text: str) -> str:
    """Undo UTF-8 that was decoded as Windows-1252, where all of the text allows it."""
    if not _MOJIBAKE.search(text):
        return text
    try:
        return text.encode("cp1252").decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return text
