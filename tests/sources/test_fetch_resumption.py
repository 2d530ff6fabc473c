"""An interrupted run is taken up where it was: each page is fetched once."""

from __future__ import annotations

import datetime as dt
import shutil
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.sources.patience import MONDAY, Patience
from tests.sources.site import Site, overview, page, redirect, status

from guidetrack.errors import SourceError
from guidetrack.guidance.reference import Reference
from guidetrack.sources.fetch import (
    Failed,
    Fetched,
    FetchSettings,
    Moved,
    NotFound,
    NotModified,
    Progress,
    Request,
    Result,
    Validators,
    discover_chapters,
    fetch,
    forget,
)
from guidetrack.sources.fetching.resumption import bodies_beside

ROOT = Path(__file__).resolve().parents[2]

HALF_A_RUN = """
import datetime as dt, sys
from pathlib import Path
from guidetrack.sources.fetch import Clock, FetchSettings, Request, discover_chapters, fetch

host, state, count = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
plan = [Request(f"http://{host}/guidance/htg{n}", "overview") for n in range(9001, 9011)]
results = fetch(
    plan,
    settings=FetchSettings(contact="a@trust.example", allowed_hosts=(host,), spacing=0.01),
    clock=Clock(now=lambda: dt.datetime(2026, 2, 2, 9, tzinfo=dt.timezone.utc)),
    discover=discover_chapters,
    resume=state,
)
for number, result in enumerate(results, start=1):
    if number == count:
        print("half", flush=True)
        sys.stdin.read()
print("whole", flush=True)
"""


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return tmp_path / "runs" / "fetched.jsonl"


def _run(site: Site, state: Path, plan: list[Request], **changes: Any) -> list[Result]:
    settings = FetchSettings(
        contact="a@trust.example", allowed_hosts=(site.host,), attempts=1, failures_in_a_row=99
    )
    arguments: dict[str, Any] = {"clock": Patience().clock, "resume": state, **changes}
    return list(fetch(plan, settings=settings, **arguments))


def _publish_ten(site: Site) -> list[Request]:
    for number in range(9001, 9011):
        path = f"/guidance/htg{number}"
        site.play(path, page(overview(f"HTG{number}", "Example", ["1-Recommendations"])))
        site.play(f"{path}/chapter/1-Recommendations", page(f"chapter of {number}"))
    return [Request(site.at(f"/guidance/htg{n}"), "overview") for n in range(9001, 9011)]


def test_a_run_killed_and_started_again_fetches_each_page_once(site: Site, state: Path) -> None:
    count = 7
    plan = _publish_ten(site)
    child = subprocess.Popen(
        [sys.executable, "-c", HALF_A_RUN, site.host, str(state), str(count)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=ROOT,
    )
    with child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"half\n"
        child.kill()
        assert child.wait() == -signal.SIGKILL
    assert len(site.asked()) == count

    results = _run(site, state, plan, discover=discover_chapters)
    assert [type(result) for result in results] == [Fetched] * 20
    assert len(site.asked()) == 20
    assert len(set(site.asked())) == 20
    undisturbed = _run(site, state.with_name("other"), plan, discover=discover_chapters)
    assert [_what(result) for result in results] == [_what(result) for result in undisturbed]


def _what(result: Result) -> tuple[Request, bytes]:
    assert isinstance(result, Fetched)
    return result.request, result.document.content


def test_everything_settled_is_recalled_as_it_was_and_failures_are_tried_again(
    site: Site, state: Path
) -> None:
    site.play("/a", redirect("/A", 302))
    site.play("/A", page("é", etag='"1"'))
    site.play("/same", page("a", etag='"2"'))
    site.play("/guidance/ipg9075", redirect("/guidance/htg9046"))
    site.play("/guidance/ipg9076", redirect("/"))
    site.play("/broken", status(500))
    paths = ["/a", "/same", "/guidance/ipg9075", "/guidance/ipg9076", "/none", "/broken"]
    plan = [Request(site.at(path), "document", Reference("IPG", 9075)) for path in paths]
    held = {site.at("/same"): Validators('"2"')}
    first = _run(site, state, plan, held=held)
    kinds = [Fetched, NotModified, Moved, NotFound, NotFound, Failed]
    assert [type(result) for result in first] == kinds
    asked = len(site.asked())
    second = _run(site, state, plan, held=held)
    assert second[:5] == first[:5]
    assert isinstance(second[5], Failed)
    assert site.asked()[asked:] == ["/broken"]


def test_recalled_pages_neither_wait_nor_count_in_the_estimate(site: Site, state: Path) -> None:
    plan = _publish_ten(site)
    _run(site, state, plan[:9])
    told: list[Progress] = []
    patience = Patience()
    _run(site, state, plan, clock=patience.clock, on_progress=told.append)
    assert patience.waits == [1.0]
    assert [each.done for each in told] == [1, 2, 3, 4, 5, 6, 7, 8, 9, 9, 10]
    assert {each.remaining for each in told[:9]} == {None}


def test_what_was_fetched_the_day_before_yesterday_is_fetched_again(
    site: Site, state: Path
) -> None:
    plan = _publish_ten(site)[:2]
    _run(site, state, plan)
    tuesday = replace(Patience().clock, now=lambda: MONDAY + dt.timedelta(hours=25))
    _run(site, state, plan, clock=tuesday)
    assert len(site.asked()) == 4


def test_damaged_or_missing_state_costs_a_page_and_never_a_wrong_one(
    site: Site, state: Path
) -> None:
    plan = _publish_ten(site)[:4]
    whole = _run(site, state, plan)
    bodies = sorted(bodies_beside(state).iterdir())
    bodies[0].write_bytes(b"half a bod")
    bodies[1].unlink()
    with state.open("ab") as file:
        file.write(b'{"address":"http://half a li')
    again = _run(site, state, plan)
    assert [_what(result) for result in again] == [_what(result) for result in whole]
    assert len(site.asked()) == 6
    _run(site, state, plan)
    assert len(site.asked()) == 6
    shutil.rmtree(state.parent)
    _run(site, state, plan)
    assert len(site.asked()) == 10


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe\x00", b"{}\n[]\nnull\n", b'{"address":1}\n', b"[" * 100_000]
)
def test_a_state_of_any_bytes_is_no_state(site: Site, state: Path, content: bytes) -> None:
    state.parent.mkdir()
    state.write_bytes(content)
    assert len(_run(site, state, _publish_ten(site)[:2])) == 2
    assert len(site.asked()) == 2


def test_a_run_interrupted_at_any_page_asks_for_the_others_only(site: Site, state: Path) -> None:
    plan = _publish_ten(site)
    for number in range(1, 20, 3):
        settings = FetchSettings(contact="a@trust.example", allowed_hosts=(site.host,))
        stream = fetch(
            plan,
            settings=settings,
            clock=Patience().clock,
            discover=discover_chapters,
            resume=state,
        )
        for _ in zip(range(number), stream, strict=False):
            pass
        assert len(site.asked()) == number
    assert len(_run(site, state, plan, discover=discover_chapters)) == 20
    assert len(set(site.asked())) == len(site.asked()) == 20


def test_a_recorded_run_is_forgotten(site: Site, state: Path) -> None:
    plan = _publish_ten(site)[:2]
    _run(site, state, plan)
    forget(state)
    assert list(state.parent.iterdir()) == []
    forget(state)
    _run(site, state, plan)
    assert len(site.asked()) == 4


def test_a_place_that_cannot_be_written_is_named(site: Site, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder", encoding="utf-8")
    with pytest.raises(SourceError, match="cannot be kept"):
        _run(site, tmp_path / "file" / "fetched.jsonl", _publish_ten(site)[:1])
