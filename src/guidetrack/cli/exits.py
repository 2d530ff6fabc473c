"""
Exit codes, and the one place that turns an error into one.

Scripts are written against these numbers. Whatever goes wrong ends here: a message
and a hint on stderr, never a traceback unless `-v` asks for one.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import Any

import click

from guidetrack.errors import (
    ConfigError,
    DeliveryError,
    GuidetrackError,
    NotAReferenceError,
    RecordError,
    SourceError,
    StoreError,
)

DONE = 0
DIFFERENCES = 1
"""Only with `--exit-code`."""
USAGE = 2
PARTLY = 3
NOTHING_READ = 4
STORE = 5
DELIVERY = 6
UNEXPECTED = 70
INTERRUPTED = 130

REPORT_TO = "the issue tracker of the repository that guidetrack came from"

_CODES: tuple[tuple[type[GuidetrackError], int], ...] = (
    (ConfigError, USAGE),
    (NotAReferenceError, USAGE),
    (StoreError, STORE),
    (RecordError, STORE),
    (SourceError, NOTHING_READ),
    (DeliveryError, DELIVERY),
)


class ReaderGoneError(Exception):
    """Whoever read stdout has closed it; there is nobody left to tell."""


def guard(action: Callable[[], Any], *, verbose: Callable[[], bool]) -> int:
    """
    Run the command line and answer with its exit code, whatever happens.

    Args:
        action: does the work; an integer it returns is the exit code.
        verbose: asked only when something unexpected happened.
    """
    try:
        result = action()
    except click.ClickException as problem:
        problem.show()
        return USAGE
    except (click.Abort, KeyboardInterrupt):
        _say("Interrupted. Nothing is half done: the next command starts from what was stored.")
        return INTERRUPTED
    except (ReaderGoneError, BrokenPipeError):
        _close_quietly()
        return DONE
    except GuidetrackError as problem:
        _say(f"Error: {problem}", problem.hint)
        return code_of(problem)
    except Exception as problem:  # noqa: BLE001 - the last line of defence
        return _unexpected(problem, verbose=verbose())
    return result if isinstance(result, int) else DONE


def code_of(problem: GuidetrackError) -> int:
    """The exit code of an error that was raised on purpose."""
    return next((code for kind, code in _CODES if isinstance(problem, kind)), UNEXPECTED)


def _unexpected(problem: Exception, *, verbose: bool) -> int:
    if verbose:
        import traceback  # noqa: PLC0415 - only the unexpected pays for it

        _say("".join(traceback.format_exception(problem)).rstrip())
    _say(
        f"Error: something unexpected happened ({type(problem).__name__}: {problem}).",
        f"The store is as it was. Please report this in {REPORT_TO}"
        + ("." if verbose else ", with what the same command prints after guidetrack -v."),
    )
    return UNEXPECTED


def _say(message: str, hint: str = "") -> None:
    from guidetrack.cli.output import tell  # noqa: PLC0415 - keeps --help light

    tell(message)
    if hint:
        tell(hint)


def _close_quietly() -> None:
    """Let the interpreter flush into nothing when it ends."""
    with open(os.devnull, "wb") as nothing:  # noqa: PTH123 - a descriptor is wanted, not a path
        os.dup2(nothing.fileno(), sys.stdout.fileno())
