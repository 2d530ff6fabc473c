"""
Work on many things in several places at once, with the answers in the order of the things.

Processes are started anew and not forked, the same on every system, so that none holds
the store; or somebody brings an executor of any kind. A process that dies, for want of
memory or by somebody's hand, takes nothing but its own thing with it: what was under way
is done again one by one, and the thing that ends its process once more is named. When the
work ends early, or its process dies, the others see their end of a pipe close and end at
once.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextvars import ContextVar
from itertools import chain
from multiprocessing.connection import Connection
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

import guidetrack
from guidetrack.errors import ConfigError
from guidetrack.extract import EXTRACTOR_VERSION
from guidetrack.pipeline.workforce import Workforce

_WORTH = 8_000_000
"""Bytes below which one process is done before others have started."""
_WORTH_THINGS = 100
_BATCH = 1_000_000
"""Bytes handed out at once; asking thing by thing would cost more than small ones do."""
_BATCH_THINGS = 16
_AHEAD = 8
"""Batches a process, handed out before the first of them is answered."""
_AHEAD_SIZE = 32_000_000
"""Bytes handed out before the first of them is answered, however few things they are."""
_MOST = 60
"""Processes; Windows waits for no more."""
ENDED = "reading it ended the process that read it: it takes too much memory, or was stopped"
"""What is said of a document that no process survives."""

T = TypeVar("T")
R = TypeVar("R")
_do: ContextVar[Callable[[Any], Any]] = ContextVar("do")
_Made = tuple[str, str]
"""Which guidetrack, and which extractor in it: another gives other answers."""
_OURS: _Made = (guidetrack.__version__, EXTRACTOR_VERSION)


class Work(NamedTuple, Generic[T, R]):
    """What is done with each thing."""

    do: Callable[[T], R]
    """Done in another process: a function of a module, or a partial of one."""
    here: Callable[[T], R]
    """The same in this process, whose answers need not travel."""
    lose: Callable[[T], R]
    """What is answered for a thing that ends every process."""
    weigh: Callable[[T], int]
    """How many bytes it is to work on."""


class _Batch(NamedTuple, Generic[T, R]):
    things: list[T]
    size: int
    future: Future[list[R]]


def spread(things: Iterable[T], work: Work[T, R], workforce: Workforce) -> Generator[R, None, None]:
    """
    Work on things and answer in their order, taking them only as they are needed.

    Little is worked on in this process alone, whoever else there is to do it, unless
    somebody brought an executor.

    Raises:
        ConfigError: the executor that somebody brought has another guidetrack, or none.
    """
    waiting = iter(things)
    several = workforce.jobs > 1 or workforce.executor is not None
    first = _take_little(waiting, work) if several else []
    whole = chain(first, waiting)
    if first and (workforce.executor is not None or _is_worth(first, work)):
        yield from _Spreading(work, workforce).answer(_batches(whole, work))
        return
    for thing in whole:
        yield work.here(thing)


def _take_little(things: Iterator[T], work: Work[T, R]) -> list[T]:
    taken: list[T] = []
    for thing in things:
        taken.append(thing)
        if _is_worth(taken, work):
            break
    return taken


def _is_worth(things: list[T], work: Work[T, R]) -> bool:
    enough = len(things) >= _WORTH_THINGS or sum(map(work.weigh, things)) >= _WORTH
    return len(things) > 1 and enough


def _batches(things: Iterable[T], work: Work[T, R]) -> Iterator[tuple[list[T], int]]:
    """Things with their size, so many small ones or one large at a time."""
    batch: list[T] = []
    size = 0
    for thing in things:
        batch.append(thing)
        size += work.weigh(thing)
        if size >= _BATCH or len(batch) == _BATCH_THINGS:
            yield batch, size
            batch, size = [], 0
    if batch:
        yield batch, size


class _Spreading(Generic[T, R]):
    """One piece of work on its way through others' hands and back."""

    def __init__(self, work: Work[T, R], workforce: Workforce) -> None:
        self._work = work
        self._jobs = min(workforce.jobs, _MOST) if workforce.executor is None else workforce.jobs
        self._lent = workforce.executor
        self._under_way: deque[_Batch[T, R]] = deque()

    def answer(self, batches: Iterator[tuple[list[T], int]]) -> Iterator[R]:
        """Hand out batch after batch, and give the answers of the one that waited longest."""
        workers = self._workers()
        try:
            while self._hand_out(batches, workers):
                batch = self._under_way.popleft()
                try:
                    yield from batch.future.result()
                except Exception as problem:
                    if not workers.has_lost(problem):
                        raise
                    workers.end()
                    self._under_way.appendleft(batch)
                    yield from self._recover()
                    workers = self._workers()
                    self._ask_again(workers)
        finally:
            workers.end()

    def _workers(self) -> _Workers:
        if self._lent is not None and not _is_broken(self._lent):
            return _Lent(self._work.do, self._lent)
        return _Processes(self._work.do, self._jobs)

    def _hand_out(self, batches: Iterator[tuple[list[T], int]], workers: _Workers) -> bool:
        """Keep all of them busy, without having more in memory than that takes."""
        while len(self._under_way) < self._jobs or (
            len(self._under_way) < _AHEAD * self._jobs
            and sum(each.size for each in self._under_way) < _AHEAD_SIZE
        ):
            things, size = next(batches, ([], 0))
            if not things:
                break
            self._under_way.append(_Batch(things, size, workers.ask(things)))
        return bool(self._under_way)

    def _ask_again(self, workers: _Workers) -> None:
        again = (
            each if _is_answered(each.future) else each._replace(future=workers.ask(each.things))
            for each in self._under_way
        )
        self._under_way = deque(again)

    def _recover(self) -> Iterator[R]:
        """Go on thing by thing in one process until what ends it is found, or nothing is."""
        worker = _Processes(self._work.do, 1)
        try:
            can_start = worker.can_start()
            while self._under_way:
                batch = self._under_way.popleft()
                if _is_answered(batch.future):
                    yield from batch.future.result()
                    continue
                for at, thing in enumerate(batch.things, start=1):
                    try:
                        answers = worker.ask([thing]).result() if can_start else None
                        yield answers[0] if answers else self._work.here(thing)
                    except BrokenProcessPool:
                        yield self._work.lose(thing)
                        rest = batch.things[at:]
                        if rest:
                            self._under_way.appendleft(_Batch(rest, batch.size, Future()))
                        return
        finally:
            worker.end()


def _is_answered(future: Future[Any]) -> bool:
    return future.done() and not future.cancelled() and future.exception() is None


def _is_broken(executor: Executor) -> bool:
    """Whether nothing can be handed to an executor any more."""
    try:
        executor.submit(os.getpid).cancel()
    except RuntimeError:  # it is shut down, or its processes have died
        return True
    return False


class _Workers(Protocol):
    """Whoever works on batches as long as this object is not ended."""

    def ask(self, batch: list[Any]) -> Future[list[Any]]:
        """Hand out a batch; where they have died, the answer says so."""
        ...

    def has_lost(self, problem: Exception) -> bool:
        """Whether an answer failed for what became of them, and not of the thing."""
        ...

    def end(self) -> None:
        """Let them go, whatever they are at."""
        ...


class _Processes:
    """Processes of our own."""

    def __init__(self, do: Callable[[Any], Any], jobs: int) -> None:
        context = multiprocessing.get_context("spawn")
        self._theirs, self._ours = context.Pipe(duplex=False)
        self._pool = ProcessPoolExecutor(
            jobs, mp_context=context, initializer=_begin, initargs=(self._theirs, do)
        )

    def ask(self, batch: list[Any]) -> Future[list[Any]]:
        return _submit(self._pool, _work_on, batch)

    def has_lost(self, problem: Exception) -> bool:
        return isinstance(problem, BrokenProcessPool)

    def can_start(self) -> bool:
        """Whether a process comes up here at all."""
        try:
            self._pool.submit(os.getpid).result()
        except (BrokenProcessPool, OSError):
            return False
        return True

    def end(self) -> None:
        self._ours.close()
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._theirs.close()


class _Lent:
    """An executor that somebody brought: what fails there is done again here."""

    def __init__(self, do: Callable[[Any], Any], executor: Executor) -> None:
        self._do = do
        self._executor = executor
        self._asked: list[Future[list[Any]]] = []

    def ask(self, batch: list[Any]) -> Future[list[Any]]:
        asked = _submit(self._executor, _work_for_another, self._do, _OURS, batch)
        self._asked = [each for each in self._asked if not each.done()]
        self._asked.append(asked)
        return asked

    def has_lost(self, problem: Exception) -> bool:
        if isinstance(problem, ImportError):
            raise ConfigError(
                f"the workers of the executor cannot run guidetrack: {problem}",
                hint=f"Install guidetrack {_OURS[0]} where they run.",
            ) from problem
        return not isinstance(problem, ConfigError)

    def end(self) -> None:
        for each in self._asked:
            each.cancel()


def _submit(executor: Executor, *call: Any) -> Future[list[Any]]:
    try:
        return executor.submit(*call)
    except RuntimeError as problem:  # BrokenExecutor is one
        broken: Future[list[Any]] = Future()
        broken.set_exception(problem)
        return broken


def _begin(pipe: Connection, do: Callable[[Any], Any]) -> None:
    """Make a new process ready: its end comes with that of the pipe, and by no keyboard."""
    with contextlib.suppress(ValueError):
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(pipe,), daemon=True).start()
    _do.set(do)


def _end_with(pipe: Connection) -> None:
    with contextlib.suppress(EOFError, OSError):
        pipe.recv()
    os._exit(0)


def _work_on(batch: list[Any]) -> list[Any]:
    return list(map(_do.get(), batch))


def _work_for_another(do: Callable[[T], R], made: _Made, batch: list[T]) -> list[R]:
    """Work on a batch for a process that is perhaps on another machine."""
    if made != _OURS:
        raise ConfigError(
            f"the workers run guidetrack {_OURS[0]} with extractor {_OURS[1]}, and the store is "
            f"written by {made[0]} with extractor {made[1]}",
            hint=f"Install guidetrack {made[0]} where the workers run.",
        )
    return list(map(do, batch))
