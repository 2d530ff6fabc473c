"""
One request to one result: redirects by hand, and where retired products went.

A redirect is the publisher's word about an address, not content. As soon as one
names other guidance the walk ends: the page behind it belongs to another number,
which is fetched under its own name or not at all.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any, NamedTuple, TypeGuard

from guidetrack.errors import SourceError
from guidetrack.sources.document import SourceDocument
from guidetrack.sources.fetching.address import (
    follow,
    guidance_in,
    is_downgrade,
    moved_standings,
    normalise,
    origin_of,
)
from guidetrack.sources.fetching.asking import Asker
from guidetrack.sources.fetching.exchange import Answer, NoAnswerError
from guidetrack.sources.fetching.permission import Permission
from guidetrack.sources.fetching.request import Request, Validators
from guidetrack.sources.fetching.results import (
    Failed,
    Fetched,
    Moved,
    NotFound,
    NotModified,
    Redirect,
    Result,
)
from guidetrack.sources.fetching.settings import FetchSettings

_OK = 200
_NOT_MODIFIED = 304
_NOT_FOUND = frozenset({404, 410})


class _End(NamedTuple):
    """Where a walk along redirects ended."""

    answer: Answer
    away: str | None
    """The address that names other guidance, or nothing any more."""


class Visitor:
    """Takes requests to hosts and brings results back."""

    def __init__(
        self,
        asker: Asker,
        permission: Permission,
        settings: FetchSettings,
        now: Callable[[], dt.datetime],
    ) -> None:
        self._asker = asker
        self._permission = permission
        self._settings = settings
        self._now = now

    def visit(self, request: Request, held: Validators | None) -> Result:
        """
        Fetch one request; whatever goes wrong is a `Failed`.

        Args:
            request: what to fetch.
            held: names of the copy that is held; the answer may be that it is still good.
        """
        redirects: list[Redirect] = []
        try:
            start = normalise(request.address)
            end = self._walk(request, start, held, redirects)
            result = self._settle(request, end, held, redirects)
            if isinstance(result, NotFound):
                return self._look_elsewhere(request, start, held, result, redirects)
        except NoAnswerError as problem:
            return self._failed(request, problem, redirects)
        except SourceError as problem:
            return self._failed(request, NoAnswerError("address", str(problem)), redirects)
        else:
            return result

    def _look_elsewhere(
        self,
        request: Request,
        start: str,
        held: Validators | None,
        lost: NotFound,
        redirects: list[Redirect],
    ) -> Result:
        tried = lost.tried
        for address in moved_standings(start):
            redirects.clear()
            end = self._walk(request, address, held, redirects)
            result = self._settle(request, end, held, redirects)
            leads_nowhere = isinstance(result, Moved) and result.reference is None
            if not isinstance(result, NotFound) and not leads_nowhere:
                return result
            tried += (address,)
        return NotFound(
            tried=tried,
            status=lost.status,
            request=request,
            retrieved_at=self._now(),
            redirects=lost.redirects,
        )

    def _walk(
        self, request: Request, start: str, held: Validators | None, redirects: list[Redirect]
    ) -> _End:
        meant = guidance_in(start) or request.reference
        address = start
        while True:
            answer = self._ask(address, held)
            if not answer.location:
                lost = guidance_in(start) is not None and guidance_in(address) is None
                shown = answer.status in {_OK, _NOT_MODIFIED}
                return _End(answer, address if lost and shown else None)
            target = follow(address, answer.location)
            redirects.append(Redirect(answer.status, address, target))
            self._check_step(address, target, len(redirects))
            named = guidance_in(target)
            if meant is not None and named is not None and named != meant:
                return _End(answer, target)
            address = target

    def _check_step(self, source: str, target: str, steps: int) -> None:
        # A stranger's address proves nothing, not even a move: whoever sits between us and
        # the publisher could have named it.
        self._permission.require_host(target)
        if is_downgrade(source, target):
            raise NoAnswerError("host", f"it is redirected to {target}, out of the encrypted web")
        if steps > self._settings.most_redirects:
            raise NoAnswerError("redirects", f"it is redirected more than {steps - 1} times")

    def _ask(self, address: str, held: Validators | None) -> Answer:
        self._permission.require(address)
        headers: dict[str, str] = {}
        if held and _can_be_sent(held.etag):
            headers["If-None-Match"] = held.etag
        if held and _can_be_sent(held.last_modified):
            headers["If-Modified-Since"] = held.last_modified
        for key in self._settings.api_keys:
            if origin_of(address).partition("://")[2] == key.host.lower():
                headers[key.header] = key.value
        return self._asker.ask(address, headers, limit=self._settings.largest_document)

    def _settle(
        self, request: Request, end: _End, held: Validators | None, redirects: list[Redirect]
    ) -> Result:
        answer, status = end.answer, end.answer.status
        base: dict[str, Any] = {
            "request": request,
            "retrieved_at": self._now(),
            "redirects": tuple(redirects),
        }
        if status in _NOT_FOUND:
            return NotFound(tried=(answer.address,), status=status, **base)
        if end.away is not None:
            named = guidance_in(end.away)
            return Moved(target=end.away, reference=named, status=status, **base)
        validators = Validators(answer.etag, answer.last_modified)
        if status == _OK:
            document = _document(request, answer, redirects)
            return Fetched(document=document, validators=validators, **base)
        if status == _NOT_MODIFIED and held:
            return NotModified(validators=validators, **base)
        raise NoAnswerError("status", f"the host answered with status {status}", status=status)

    def _failed(
        self, request: Request, problem: NoAnswerError, redirects: list[Redirect]
    ) -> Failed:
        return Failed(
            kind=problem.kind,
            problem=str(problem),
            transient=problem.transient,
            status=problem.status,
            request=request,
            retrieved_at=self._now(),
            redirects=tuple(redirects),
        )


def _can_be_sent(value: str | None) -> TypeGuard[str]:
    """Whether a header that a host once sent may be sent back: some send what none may say."""
    return value is not None and value != "" and value.isascii() and value.isprintable()


def _document(request: Request, answer: Answer, redirects: list[Redirect]) -> SourceDocument:
    return SourceDocument(
        content=answer.content,
        name=request.address,
        url=answer.address,
        media_type=answer.media_type,
        redirects=tuple(step.source for step in redirects),
    )
