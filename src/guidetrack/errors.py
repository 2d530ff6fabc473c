"""
What can go wrong, as types.

Exception types are part of the public API, their messages are not. Every error
carries a hint: what the reader can do next. Only the command line knows exit
codes.
"""

from __future__ import annotations


class GuidetrackError(Exception):
    """
    The root of everything guidetrack raises on purpose.

    Attributes:
        hint: one sentence saying what to do next, or an empty string.
    """

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class ConfigError(GuidetrackError):
    """`guidetrack.yaml`, an option or an argument cannot be used as it stands."""


class NotAReferenceError(GuidetrackError, ValueError):
    """A text is not a guidance reference."""


class SourceError(GuidetrackError):
    """
    A source could not be read.

    Attributes:
        transient: true where the same call may succeed later.
    """

    def __init__(self, message: str, *, hint: str = "", transient: bool = False) -> None:
        super().__init__(message, hint=hint)
        self.transient = transient


class RecordError(GuidetrackError):
    """A record is not of the schema, or cannot be written as one."""


class StoreError(GuidetrackError):
    """The store is damaged, locked, or in a state guidetrack must not touch."""


class DeliveryError(GuidetrackError):
    """
    A notice could not be delivered; it stays queued.

    Attributes:
        transient: true where the same message may be taken later; false where it never will.
        retry_after: seconds the receiver asked to wait, or None.
    """

    def __init__(
        self,
        message: str,
        *,
        hint: str = "",
        transient: bool = True,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(message, hint=hint)
        self.transient = transient
        self.retry_after = retry_after
