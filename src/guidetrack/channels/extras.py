"""
Libraries that only some channels need, loaded when one of them delivers.

They come with the extra `guidetrack[notify]`; whoever lacks one is told which channel asks
for it and how to get it, before anything is written or sent.
"""

from __future__ import annotations

from importlib import import_module

from guidetrack.errors import ConfigError


def require(library: str, *, kind: str) -> None:
    """
    See that a library is there for a kind of channel.

    Raises:
        ConfigError: it is not installed.
    """
    try:
        import_module(library)
    except ImportError as problem:
        raise ConfigError(
            f"a channel of kind {kind!r} needs {library}, which is not installed",
            hint="Install it with: pip install 'guidetrack[notify]'",
        ) from problem
