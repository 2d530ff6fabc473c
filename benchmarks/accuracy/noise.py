"""
What differs between two captures of the same words: noise that must give no event.

A `Noise` says which disturbances a capture carries; the renderers ask it while they
write. Two captures of one document with different noise say the same thing.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from typing import Literal, TypeVar

_T = TypeVar("_T")
Contents = Literal["dots", "tabs", "bare", "none"]

_LIGATURES = (("ffi", "\ufb03"), ("fi", "\ufb01"), ("fl", "\ufb02"))
_MISREAD = {
    byte: bytes([byte]).decode("cp1252")
    for byte in range(0x80, 0x100)
    if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}
"""Bytes as Windows-1252 shows them; five it does not know and programs keep as they are."""
_LINK = re.compile(r"\{\{(.+?)\}\}")


@dataclass(frozen=True, slots=True)
class Noise:
    """The disturbances of one capture."""

    page_breaks: float = 0.0
    """Share of paragraphs that a page break splits before a lower-case word."""
    footers: bool = False
    """Whether a running footer stands at page breaks and between paragraphs."""
    lost_bullets: float = 0.0
    """Share of numbered paragraphs printed without the bullet in front."""
    number_lines: float = 0.0
    """Share of numbered paragraphs whose number stands on a line of its own."""
    links: bool = True
    """Whether links are marked up."""
    link_cut: int = 0
    """Where the link in the standing text ends."""
    heading_shift: int = 0
    """By how much heading levels wander."""
    typography: float = 0.0
    """Share of characters that could be printed in another way and are."""
    escapes: bool = False
    """Whether brackets are escaped in Markdown."""
    contents: Contents = "dots"
    shuffled: bool = False
    """Whether lists without an order of their own are printed in another order."""
    bold_labels: bool = True
    mojibake: bool = False
    """Whether a text was once read as Windows-1252 and written again."""
    newlines: str = "\n"
    mark: bool = False
    """Whether the bytes begin with a byte order mark."""
    doubled_headings: float = 0.0
    tight: bool = False
    """Whether bulleted paragraphs follow each other without an empty line."""

    @classmethod
    def drawn(cls, rng: random.Random) -> Noise:
        """Draw disturbances, none of them in about one capture of five."""
        if rng.random() < 0.2:
            return cls()
        return cls(
            page_breaks=_some(rng, 0.5),
            footers=rng.random() < 0.3,
            lost_bullets=_some(rng, 0.6),
            number_lines=_some(rng, 0.3),
            links=rng.random() < 0.6,
            link_cut=rng.randrange(3),
            heading_shift=rng.choice((0, 0, 1, -1)),
            typography=_some(rng, 0.3),
            escapes=rng.random() < 0.3,
            contents=rng.choice(("dots", "tabs", "bare", "none")),
            shuffled=rng.random() < 0.4,
            bold_labels=rng.random() < 0.7,
            mojibake=rng.random() < 0.1,
            newlines=rng.choice(("\n", "\n", "\r\n")),
            mark=rng.random() < 0.15,
            doubled_headings=_some(rng, 0.2),
            tight=rng.random() < 0.5,
        )


def _some(rng: random.Random, high: float) -> float:
    return rng.choice((0.0, 0.0, high / 3, high))


def disturb(text: str, noise: Noise, rng: random.Random) -> str:
    """Print some characters in another way: dashes, quotes, spaces, ligatures, hyphens."""
    if not noise.typography:
        return text
    printed = []
    for word in text.split(" "):
        fresh = word
        if "://" not in word and rng.random() < noise.typography:
            fresh = _disturb_word(word, rng, plain=noise.mojibake)
        printed.append(fresh)
    joined = printed[0]
    for word in printed[1:]:
        wide = not noise.mojibake and rng.random() < noise.typography / 3
        joined += ("\u00a0" if wide else " ") + word
    return joined


def _disturb_word(word: str, rng: random.Random, *, plain: bool) -> str:
    """Disturb one word; `plain` keeps to the quotes and dashes that a misreading spoils."""
    fresh = word.replace("'", "\u2019")
    if re.search(r"[a-z]-[a-z]", word):
        dash = "\u2013" if plain else rng.choice("\u2010\u2011\u2013")
        return re.sub(r"(?<=[a-z])-(?=[a-z])", dash, fresh)
    if plain:
        return fresh
    bare = word.strip("{}.,:;()[]")
    for letters, ligature in _LIGATURES:
        if letters in word:
            return fresh.replace(letters, ligature, 1)
    if len(bare) > 8 and bare.isalpha():
        middle = word.index(bare) + len(bare) // 2
        return fresh[:middle] + "\u00ad" + fresh[middle:]
    return fresh


def split_at_page_break(text: str, noise: Noise, rng: random.Random) -> tuple[str, ...]:
    """Split a paragraph in two before a lower-case word, where the noise says so."""
    if rng.random() >= noise.page_breaks:
        return (text,)
    places = [
        found.end()
        for found in re.finditer(r"(?<=[a-z,]) (?=[a-z]{2,})", text)
        if 20 < found.end() < len(text) - 15 and not _inside_link(text, found.start())
    ]
    if not places:
        return (text,)
    place = rng.choice(places)
    return (text[: place - 1], text[place:])


def marked_links(text: str, mark: str, noise: Noise) -> str:
    """Print links with the mark, a pattern with `{}` for the words, or as their words alone."""
    pattern = mark if noise.links else "{}"
    return _LINK.sub(lambda found: pattern.format(found[1]), text)


def encoded(text: str, noise: Noise) -> bytes:
    """Turn a text into bytes, with the line ends and the marks of its capture."""
    if noise.mojibake:
        text = "".join(_misread(letter) for letter in text)
    text = text.replace("\n", noise.newlines)
    return (b"\xef\xbb\xbf" if noise.mark else b"") + text.encode()


def _misread(letter: str) -> str:
    """A letter as it looks when its bytes are taken for Windows-1252."""
    if letter.isascii():
        return letter
    return "".join(_MISREAD.get(byte, chr(byte)) for byte in letter.encode())


def cut_links(text: str, noise: Noise) -> str:
    """End the link of a standing text at another word, as different captures do."""

    def cut(found: re.Match[str]) -> str:
        words = found[1].split(" ")
        kept = max(1, len(words) - noise.link_cut)
        rest = "".join(f" {word}" for word in words[kept:])
        return "{{" + " ".join(words[:kept]) + "}}" + rest

    return _LINK.sub(cut, text)


def ordered(items: tuple[_T, ...], noise: Noise, rng: random.Random) -> tuple[_T, ...]:
    """Put a list that has no order of its own into another order."""
    if not noise.shuffled:
        return items
    return tuple(rng.sample(items, len(items)))


def _inside_link(text: str, place: int) -> bool:
    return text.count("{{", 0, place) > text.count("}}", 0, place)
