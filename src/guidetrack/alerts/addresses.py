"""
Addresses stay out of everything that is kept: a last guard, on top of care.

What a mail server answers often repeats the address it was given, and people write
addresses into notes. The store is kept for ever and read by many, so answers are cleaned and
notes refused.
"""

from __future__ import annotations

import re

from guidetrack.errors import ConfigError

_MAIL = re.compile(r"[^\s<>()\[\]\"',;:@]+@[^\s<>()\[\]\"',;:@]+")
_WEB = re.compile(r"\b[a-z][a-z0-9+.-]*://[^\s<>\"']+", re.IGNORECASE)
_LONGEST = 500


def without_addresses(text: str) -> str:
    """
    Replace e-mail and web addresses in what a receiver answered, and put it on one line.

    A web address of a webhook is a secret itself, so it goes as a whole. Nothing longer than
    500 characters is kept.
    """
    cleaned = _MAIL.sub("(address)", _WEB.sub("(address)", text))
    return " ".join(cleaned.split())[:_LONGEST]


def refuse_addresses(what: str, text: str | None) -> None:
    """
    Hold that words which are kept for ever name no e-mail address.

    Raises:
        ConfigError: they do; `what` says which words.
    """
    if text is not None and _MAIL.search(text):
        raise ConfigError(
            f"{what} contains an e-mail address, and what is stored here must not",
            hint="Name a role instead, such as NICE lead.",
        )
