"""
Looking at files in several processes, with the answers in the order of the files.

Processes are started anew and not forked, the same on every system, so that none holds
the store. A process that dies, for want of memory or by somebody's hand, takes no file
but its own with it: what was under way is looked at again file by file, and the one that
ends its process once more is named. When the scan ends early, or its process dies, the
others see their end of a pipe close and end at once.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextvars import ContextVar
from multiprocessing.connection import Connection
from pathlib import Path

from guidetrack.pipeline.looking import Question, Seen, look
from guidetrack.sources.files import FoundFile, show_name

_WORTH = 8_000_000
"""Bytes below which one process is done before others have started."""
_WORTH_FILES = 100
_BATCH = 1_000_000
"""Bytes handed to a process at once; asking file by file would cost more than small files do."""
_BATCH_FILES = 16
_AHEAD = 8
"""Batches a process, handed out before the first of them is answered."""
_MOST = 60
"""Processes; Windows waits for no more."""
_ENDED = "reading it ended the process that read it: it takes too much memory, or was stopped"

_Answers = list[Seen]
_Asked = tuple[list[str], Future[_Answers]]
"""A batch that was handed out, and what it will give."""
_asked: ContextVar[Question] = ContextVar("question")


def count_cores() -> int:
    """How many processes can run at once here."""
    with contextlib.suppress(AttributeError, OSError):
        return len(os.sched_getaffinity(0))  # what a container was given, not what there is
    return os.cpu_count() or 1


def look_at_all(
    files: Iterable[FoundFile], question: Question, *, jobs: int
) -> Generator[Seen, None, None]:
    """
    Look at files and answer in their order, taking them only as they are needed.

    Args:
        files: what to look at.
        question: what is asked of each.
        jobs: how many processes; with 1, and for little, this one alone.
    """
    waiting = iter(files)
    first = _take_little(waiting) if jobs > 1 else []
    if jobs > 1 and _is_worth(first):
        yield from _spread(_batches(_chain(first, waiting)), question, min(jobs, _MOST))
        return
    for file in _chain(first, waiting):
        yield look(str(file.path), question)


def _take_little(files: Iterator[FoundFile]) -> list[FoundFile]:
    taken: list[FoundFile] = []
    for file in files:
        taken.append(file)
        if _is_worth(taken):
            break
    return taken


def _is_worth(files: Sequence[FoundFile]) -> bool:
    enough = len(files) >= _WORTH_FILES or sum(each.size for each in files) >= _WORTH
    return len(files) > 1 and enough


def _chain(first: Iterable[FoundFile], rest: Iterable[FoundFile]) -> Iterator[FoundFile]:
    yield from first
    yield from rest


def _batches(files: Iterable[FoundFile]) -> Iterator[list[str]]:
    """Paths, so many small files or one large at a time."""
    batch: list[str] = []
    size = 0
    for file in files:
        batch.append(str(file.path))
        size += file.size
        if size >= _BATCH or len(batch) == _BATCH_FILES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _spread(
    batches: Iterator[list[str]], question: Question, jobs: int
) -> Generator[Seen, None, None]:
    under_way: deque[_Asked] = deque()
    workers = _Workers(question, jobs)
    try:
        more = True
        while more or under_way:
            while more and len(under_way) < _AHEAD * jobs:
                batch = next(batches, None)
                more = batch is not None
                if batch is not None:
                    under_way.append((batch, workers.ask(batch)))
            if not under_way:
                break
            batch, future = under_way.popleft()
            try:
                yield from future.result()
            except BrokenProcessPool:
                workers.end()
                under_way.appendleft((batch, future))
                yield from _recover(under_way, question)
                workers = _Workers(question, jobs)
                under_way = deque(_ask_again(under_way, workers))
    finally:
        workers.end()


def _ask_again(under_way: Iterable[_Asked], workers: _Workers) -> Iterator[_Asked]:
    for batch, future in under_way:
        yield batch, future if _is_answered(future) else workers.ask(batch)


def _is_answered(future: Future[_Answers]) -> bool:
    return future.done() and not future.cancelled() and future.exception() is None


def _recover(under_way: deque[_Asked], question: Question) -> Iterator[Seen]:
    """Go on file by file in one process until the file that ends it is found, or nothing is."""
    worker = _Workers(question, 1)
    try:
        can_start = worker.can_start()
        while under_way:
            batch, future = under_way.popleft()
            if _is_answered(future):
                yield from future.result()
                continue
            for at, path in enumerate(batch, start=1):
                try:
                    yield from worker.ask([path]).result() if can_start else _look(path, question)
                except BrokenProcessPool:
                    yield Seen(show_name(Path(path)), problem=_ENDED)
                    if batch[at:]:
                        under_way.appendleft((batch[at:], Future()))
                    return
    finally:
        worker.end()


def _look(path: str, question: Question) -> _Answers:
    """Look in this process, where no other can be started."""
    return [look(path, question)]


class _Workers:
    """Processes that look at files as long as this object is not ended."""

    def __init__(self, question: Question, jobs: int) -> None:
        context = multiprocessing.get_context("spawn")
        self._theirs, self._ours = context.Pipe(duplex=False)
        self._pool = ProcessPoolExecutor(
            jobs, mp_context=context, initializer=_begin, initargs=(self._theirs, question)
        )

    def ask(self, batch: list[str]) -> Future[_Answers]:
        """Hand out a batch; where the processes have died, the answer says so."""
        try:
            return self._pool.submit(_look_at, batch)
        except BrokenProcessPool as problem:
            broken: Future[_Answers] = Future()
            broken.set_exception(problem)
            return broken

    def can_start(self) -> bool:
        """Whether a process comes up here at all."""
        try:
            self._pool.submit(os.getpid).result()
        except (BrokenProcessPool, OSError):
            return False
        return True

    def end(self) -> None:
        """End the processes now, whatever they are at."""
        self._ours.close()
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._theirs.close()


def _begin(pipe: Connection, question: Question) -> None:
    """Make a new process ready: its end comes with that of the pipe, and by no keyboard."""
    with contextlib.suppress(ValueError):
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(pipe,), daemon=True).start()
    _asked.set(question)


def _end_with(pipe: Connection) -> None:
    with contextlib.suppress(EOFError, OSError):
        pipe.recv()
    os._exit(0)


def _look_at(batch: list[str]) -> _Answers:
    question = _asked.get()
    return [look(path, question) for path in batch]
