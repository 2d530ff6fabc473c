"""
What an interrupted run had already learnt, so that nothing is fetched twice.

A file of JSON lines, one for each settled request, beside a folder with the bodies,
each under its digest. A line is written after its body and only believed when the
body is whole; so a kill at any moment costs at most the page under way. Both may be
deleted at any time. Failures are not kept: they are what the next run is for.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import os
import shutil
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec

from guidetrack.errors import SourceError
from guidetrack.guidance.reference import Reference
from guidetrack.sources.document import SourceDocument
from guidetrack.sources.fetching.request import NO_VALIDATORS, Request, Validators
from guidetrack.sources.fetching.results import (
    Failed,
    Fetched,
    Moved,
    NotFound,
    NotModified,
    Redirect,
    Result,
)


class _Line(msgspec.Struct, frozen=True, omit_defaults=True):
    """One settled request."""

    address: str
    kind: Literal["fetched", "not-modified", "moved", "not-found"]
    status: int
    retrieved_at: Annotated[dt.datetime, msgspec.Meta(tz=True)]
    redirects: tuple[Redirect, ...] = ()
    validators: Validators = NO_VALIDATORS
    sha256: str = ""
    url: str | None = None
    media_type: str | None = None
    target: str = ""
    reference: str | None = None
    tried: tuple[str, ...] = ()


class Resumption:
    """The settled requests of a run, on disk."""

    def __init__(self, file: Path, *, now: dt.datetime, within: dt.timedelta) -> None:
        """
        Read what an earlier run left.

        Args:
            file: where the lines are; need not exist.
            now: with a zone.
            within: what is older is no longer the site of today and is forgotten.

        Raises:
            SourceError: the file is there and cannot be read.
        """
        self._file = file
        self._folder = bodies_beside(file)
        self._lines = {
            line.address: line for line in _read(file) if now - line.retrieved_at <= within
        }

    def recall(self, request: Request) -> Result | None:
        """Give the result of a request that was settled before, or None."""
        line = self._lines.get(request.address)
        if line is None:
            return None
        base: dict[str, Any] = {
            "request": request,
            "retrieved_at": line.retrieved_at,
            "redirects": line.redirects,
            "status": line.status,
        }
        match line.kind:
            case "not-modified":
                return NotModified(validators=line.validators, **base)
            case "not-found":
                return NotFound(tried=line.tried, **base)
            case "moved":
                reference = Reference.parse(line.reference) if line.reference else None
                return Moved(target=line.target, reference=reference, **base)
            case "fetched":
                return self._recall_page(request, line, base)

    def _recall_page(self, request: Request, line: _Line, base: dict[str, Any]) -> Fetched | None:
        try:
            content = (self._folder / line.sha256).read_bytes()
        except OSError:
            return None
        if hashlib.sha256(content).hexdigest() != line.sha256:
            return None
        document = SourceDocument(
            content=content,
            name=request.address,
            url=line.url,
            media_type=line.media_type,
            redirects=tuple(step.source for step in line.redirects),
        )
        return Fetched(document=document, validators=line.validators, **base)

    def record(self, result: Result) -> None:
        """
        Keep a result; a failure is not kept.

        Raises:
            SourceError: the disk does not take it.
        """
        if isinstance(result, Failed):
            return
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            if isinstance(result, Fetched):
                self._keep_body(result.document)
            with self._file.open("ab") as file:
                # The first stroke ends a line that a kill left unfinished.
                file.write(b"\n" + msgspec.json.encode(_line(result)) + b"\n")
        except OSError as problem:
            raise _not_kept(self._file, problem) from problem

    def _keep_body(self, document: SourceDocument) -> None:
        self._folder.mkdir(exist_ok=True)
        body = self._folder / document.sha256
        unfinished = body.with_suffix(".part")
        unfinished.write_bytes(document.content)
        os.replace(unfinished, body)  # noqa: PTH105 - says that it replaces


def bodies_beside(file: Path) -> Path:
    """Folder of the bodies that belong to a state file."""
    return file.with_name(file.name + ".bodies")


def forget(file: Path) -> None:
    """
    Delete a state file and its bodies: the run has been recorded, or is given up.

    The lines go first, so that a kill in between leaves bodies that nothing names.
    """
    file.unlink(missing_ok=True)
    with contextlib.suppress(FileNotFoundError):
        shutil.rmtree(bodies_beside(file))


def _not_kept(file: Path, problem: OSError) -> SourceError:
    return SourceError(
        f"what was fetched cannot be kept in {file.parent}: {problem.strerror}",
        hint="Make room there or give another folder; nothing of the store was touched.",
    )


def _read(file: Path) -> list[_Line]:
    try:
        lines = file.read_bytes().split(b"\n")
    except FileNotFoundError:
        return []
    except OSError as problem:
        raise _not_kept(file, problem) from problem
    found = []
    for line in lines:
        with contextlib.suppress(msgspec.DecodeError):
            found.append(msgspec.json.decode(line, type=_Line))
    return found


def _line(result: Fetched | NotModified | Moved | NotFound) -> _Line:
    address, status, moment = result.request.address, result.status, result.retrieved_at
    line = _Line(address, "not-found", status, moment, result.redirects)
    match result:
        case Fetched():
            return msgspec.structs.replace(
                line,
                kind="fetched",
                validators=result.validators,
                sha256=result.document.sha256,
                url=result.document.url,
                media_type=result.document.media_type,
            )
        case NotModified():
            return msgspec.structs.replace(line, kind="not-modified", validators=result.validators)
        case Moved():
            reference = str(result.reference) if result.reference else None
            return msgspec.structs.replace(
                line, kind="moved", target=result.target, reference=reference
            )
        case NotFound():
            return msgspec.structs.replace(line, tried=result.tried)
