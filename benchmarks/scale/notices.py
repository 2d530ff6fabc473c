"""
What it takes to tell many audiences: raising a wave for each of them, and the messages.

An alert is a file of its own for each route, with its events in full, because it also keeps
what became of it there. So what one wave weighs is its events times the routes.
"""

from __future__ import annotations

import datetime as dt
import random
import shutil
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path

from benchmarks.accuracy.document import Guidance
from benchmarks.scale.clones import git, git_size
from benchmarks.scale.table import Table, show_bytes, show_seconds
from benchmarks.speed.corpus import invent_corpus, render_page
from benchmarks.speed.edits import migrate, reword
from benchmarks.speed.setting import prepare_store, run_guidetrack
from benchmarks.speed.writing import STORE

_SEED = 11
_FIRST_SUCCESSOR = 50_001
_DAY = dt.date(2026, 1, 12)
_SINGLE = 10
"""Documents reworded: fewer than make one notice with a list."""
_SOURCES = "sources: [{folder: captures}]\nhold: {share: 1}\n"
_CHANNELS = {
    "files, text alone": "{kind: files, folder: notices, write: [text]}",
    "files, as unless said otherwise": "{kind: files, folder: notices}",
    "webhook": "{kind: webhook, address: '%s', secret: 'file:secret'}",
}


@dataclass(slots=True)
class Received:
    """What came over HTTP."""

    address: str
    count: int = 0
    largest: int = 0


def raise_waves(wave: int, routes: Sequence[int], work: Path) -> list[Table]:
    """Tell one wave to ever more routes; and what one more route costs."""
    old = list(invent_corpus(_SEED, wave))
    new = [migrate(each, _FIRST_SUCCESSOR + place) for place, each in enumerate(old)]
    office = _prepare(work / "wave", old)
    _capture(office, old, new)
    rows, taken = [], []
    for count in (0, *routes):
        place = work / f"wave-{count}"
        shutil.copytree(office, place)
        _configure(place, count, "{kind: files, folder: notices, write: [text]}")
        before = git_size(place)
        run = run_guidetrack(place, "run", "--no-deliver")
        alerts = list((place / STORE).glob("alerts/*/*.yaml"))
        written = sum(each.stat().st_size for each in alerts)
        in_git = git_size(place) - before
        told = run_guidetrack(place, "alerts", "deliver") if count else None
        times = (run.seconds, told.seconds if told else 0.0)
        most = max(run.largest, told.largest if told else 0.0)
        taken.append((count, *times, most, written, in_git))
        rows.append(
            (
                str(count),
                show_seconds(run.seconds),
                show_seconds(told.seconds) if told else "",
                f"{most:,.0f} MB",
                str(len(alerts)),
                show_bytes(written),
                show_bytes(in_git),
            )
        )
        shutil.rmtree(place)
    title = f"One wave of {len(old)} migrations, told to many routes"
    head = ("routes", "`run`", "`deliver` to files", "memory", "notices", "their files", "`.git`")
    return [Table("notices", title, head, rows), _divide(taken)]


def count_deliveries(routes: int, work: Path) -> Table:
    """Deliver many small notices through each channel, and the rate."""
    rng = random.Random(_SEED)
    drawn = ((each, reword(rng, each, _DAY)) for each in invent_corpus(_SEED, _SINGLE * 2))
    pairs = [(each, changed) for each, changed in drawn if changed is not None][:_SINGLE]
    old, new = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    rows = []
    with receiving() as received:
        for place, (name, channel) in enumerate(_CHANNELS.items()):
            office = _prepare(work / f"small-{place}", old)
            _capture(office, old, new)
            _configure(office, routes, channel.replace("%s", received.address))
            run_guidetrack(office, "run", "--no-deliver")
            due = len(list((office / STORE).glob("alerts/*/*.yaml")))
            taken = run_guidetrack(office, "alerts", "deliver")
            rate = f"{due / taken.seconds:,.0f}"
            rows.append((name, f"{due:,}", show_seconds(taken.seconds), rate,
                         f"{taken.largest:,.0f} MB"))  # fmt: skip
    title = f"{_SINGLE} small notices to {routes} routes each"
    head = ("channel", "messages", "`alerts deliver`", "a second", "memory")
    return Table("notices", title, head, rows)


def weigh_messages(wave: int, work: Path) -> Table:
    """What one message of a wave weighs as an event over HTTP."""
    rows = []
    for count in (wave // 10, wave):
        old = list(invent_corpus(_SEED, count))
        new = [migrate(each, _FIRST_SUCCESSOR + place) for place, each in enumerate(old)]
        office = _prepare(work / f"message-{count}", old)
        _capture(office, old, new)
        with receiving() as received:
            channel = _CHANNELS["webhook"].replace("%s", received.address)
            _configure(office, 1, channel)
            run_guidetrack(office, "run")
        rows.append((f"{count}", f"{received.count}", show_bytes(received.largest)))
    head = ("events of the wave", "messages", "the largest, as CloudEvent")
    return Table("notices", "What a broker has to take", head, rows)


@contextmanager
def receiving() -> Iterator[Received]:
    """Answer every post on this machine with 204, and count."""
    lock = threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            with lock:
                received.count += 1
                received.largest = max(received.largest, len(body))
            self.send_response(204)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            del format, args

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        received = Received(f"http://127.0.0.1:{server.server_address[1]}/events")
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield received
        server.shutdown()
        thread.join()


def _prepare(office: Path, documents: Sequence[Guidance]) -> Path:
    """An office that has seen the documents, and told nobody."""
    prepare_store(office)
    (office / "captures").mkdir()
    _configure(office, 0, "")
    _capture(office, (), documents)
    run_guidetrack(office, "run")
    git(office, "gc", "--quiet")
    return office


def _capture(office: Path, old: Sequence[Guidance], new: Sequence[Guidance]) -> None:
    for each in old:
        (office / "captures" / f"{each.slug}.md").unlink()
    for each in new:
        (office / "captures" / f"{each.slug}.md").write_bytes(render_page(each))


def _configure(office: Path, routes: int, channel: str) -> None:
    secret = office / "secret"
    if not secret.exists():
        secret.write_text("a key that only the two sides know")
        secret.chmod(0o600)
    names = "".join(f"  route-{place:04}: {{channels: [out]}}\n" for place in range(routes))
    told = f"routes:\n{names}channels:\n  out: {channel}\n" if routes else ""
    (office / "guidetrack.yaml").write_text(f"store: {STORE}\n{_SOURCES}{told}")


def _divide(taken: Sequence[tuple[float, ...]]) -> Table:
    """What is more at each step, by routes more."""
    rows = []
    for least, most in pairwise(taken):
        more = [other - one for one, other in zip(least, most, strict=True)]
        count, recording, telling, memory, written, in_git = more
        rows.append(
            (
                f"{least[0]} to {most[0]}",
                show_seconds(recording / count),
                show_seconds(telling / count),
                f"{memory / count:.2f} MB",
                show_bytes(written / count),
                show_bytes(in_git / count),
            )
        )
    head = ("routes", "`run`", "`deliver`", "memory", "files", "`.git`")
    return Table("notices", "Each route more costs", head, rows)
