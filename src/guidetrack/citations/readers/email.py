"""
Saved e-mails: the subject, the body by line or paragraph, and what is attached.
"""

from __future__ import annotations

from collections.abc import Iterator
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import PurePath
from typing import cast

from guidetrack.citations.lines import cut_paragraphs
from guidetrack.citations.markup import cut_markup
from guidetrack.citations.passage import Attachment, Passage, UnscannableError

_LARGEST = 30_000_000
"""Bytes; a message takes ten times its size while it is taken apart."""


def recognises(content: bytes, name: str) -> bool:
    """Whether the name says so."""
    del content
    return PurePath(name).suffix.lower() == ".eml"


def read(content: bytes, name: str) -> Iterator[Passage | Attachment]:
    """
    Cut an e-mail into its parts; of two versions of the body, the one with links is read.

    Raises:
        UnscannableError: it is damaged beyond reading.
        ValueError: its page is nested as none is.
    """
    del name
    if len(content) > _LARGEST:
        raise UnscannableError("it is a larger e-mail than servers pass on; save what is attached")
    try:
        message = message_from_bytes(content, policy=default)
        subject = str(message["subject"] or "")
        body = message.get_body(preferencelist=("html", "plain"))
        text = str(body.get_content()) if body else ""
        attached = list(_attachments(message))
    except (LookupError, ValueError, AttributeError, TypeError) as problem:
        raise UnscannableError("it is no e-mail that can be read") from problem
    if subject:
        yield Passage("subject", subject)
    if body and body.get_content_subtype() == "html":
        yield from cut_markup(text)
    else:
        yield from cut_paragraphs(text)
    yield from attached


def _attachments(message: EmailMessage) -> Iterator[Attachment]:
    for number, part in enumerate(message.iter_attachments(), start=1):
        name = part.get_filename() or f"{number}{_suffix(part.get_content_type())}"
        if part.get_content_type() == "message/rfc822":
            yield Attachment(f"{number}.eml", part.get_content().as_bytes())
        elif part.get_content_maintype() not in {"image", "audio", "video"}:
            yield Attachment(name, cast("bytes", part.get_payload(decode=True) or b""))


def _suffix(media_type: str) -> str:
    return {"text/html": ".html", "text/csv": ".csv", "text/plain": ".txt"}.get(media_type, "")
