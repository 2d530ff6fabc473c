"""
`guidetrack.yaml`: where the store is, what is watched, and how.

The file is read once, by the command line, and handed on as arguments; no room
below knows it. A wrong file is answered with every problem at once, each with
its line and the nearest valid name, since nobody likes to mend a file ten times.
"""

from guidetrack.config.locating import FILE_NAME, Place, locate
from guidetrack.config.settings import (
    Absence,
    CatalogueSource,
    ChannelSettings,
    Config,
    FeedSource,
    FolderSource,
    Hold,
    Operator,
    PagesSource,
    Sending,
    Source,
)

__all__ = [
    "FILE_NAME",
    "Absence",
    "CatalogueSource",
    "ChannelSettings",
    "Config",
    "FeedSource",
    "FolderSource",
    "Hold",
    "Operator",
    "PagesSource",
    "Place",
    "Sending",
    "Source",
    "locate",
]
