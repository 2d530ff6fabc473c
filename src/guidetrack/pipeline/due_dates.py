"""
Which of the configured channels keep due dates, and have to hear when one is dealt with.

Asked both by who acknowledges and by who delivers; a room that knows alerts does not know
channels, and the other way round.
"""

from __future__ import annotations

from guidetrack.config import Config


def keepers_of_due_dates(config: Config) -> frozenset[str]:
    """Name the configured channels that keep due dates."""
    if not config.channels:
        return frozenset()
    from guidetrack.channels import CHANNELS  # noqa: PLC0415 - mail and web are slow to load

    return frozenset(
        name for name, each in config.channels.items() if CHANNELS[each.kind].keeps_due_dates
    )
