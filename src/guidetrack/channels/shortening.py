"""
Messages that are longer than a receiver takes.

A recommendation is shown whole or not at all, so a text is cut between paragraphs and says
so, in words that name the command which prints the rest.
"""

from __future__ import annotations

from collections.abc import Callable

from guidetrack.alerts.message import Message

_MOST_NAMED = 10


def whole_or_shortened(message: Message, receiver: str, fits: Callable[[str], bool]) -> str:
    """
    Give the text of a message, or as many of its paragraphs as fit and where the rest is.

    Args:
        message: what is told.
        receiver: as people call it.
        fits: whether the receiver would take a text; what fits, fits when shorter as well.
    """
    if fits(message.text):
        return message.text
    paragraphs = message.text.split("\n\n")
    pointer = _pointer(message, receiver)
    fewest, most = 0, len(paragraphs) - 1
    while fewest < most:
        middle = (fewest + most + 1) // 2
        if fits(_cut(paragraphs[:middle], pointer)):
            fewest = middle
        else:
            most = middle - 1
    return _cut(paragraphs[:fewest], pointer)


def _cut(paragraphs: list[str], pointer: str) -> str:
    return "\n\n".join([*paragraphs, pointer])


def _pointer(message: Message, receiver: str) -> str:
    named = [each.id for each in message.alerts[:_MOST_NAMED]]
    more = len(message.alerts) - len(named)
    rest = f"\nand {more:,} more: guidetrack alerts list" if more else ""
    commands = "\n".join(f"guidetrack alerts show {each}" for each in named)
    return (
        f"SHORTENED HERE: {receiver} does not take the whole message. What follows is missing,"
        f" so do not act on this alone. The whole text is printed by:\n{commands}{rest}\n"
    )
