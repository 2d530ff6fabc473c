"""The benchmark of scale measures what it says, and its page shows what it prints."""

from __future__ import annotations

import json
import re
import urllib.request
from pathlib import Path

import pytest
from benchmarks.scale.__main__ import PARTS
from benchmarks.scale.clones import count_fetches, git, git_size, make_hub
from benchmarks.scale.disk import weigh_histories
from benchmarks.scale.notices import raise_waves, receiving
from benchmarks.scale.racing import race
from benchmarks.scale.readers import EMPTY, try_question
from benchmarks.scale.table import Table, show_bytes, show_seconds
from benchmarks.speed.history import Shape, follow
from benchmarks.speed.setting import Setting, lay_out
from benchmarks.speed.writing import write_history

PAGE = Path(__file__).parents[2] / "docs" / "scale.md"


@pytest.fixture(scope="module")
def setting(tmp_path_factory: pytest.TempPathFactory) -> Setting:
    return lay_out(tmp_path_factory.mktemp("scale"), Shape(records=12, weeks=6))


def test_a_table_names_the_command_that_gives_it() -> None:
    table = Table("disk", "What weighs", ("what", "bytes"), [("it", show_bytes(1_500))])
    assert str(table).splitlines() == [
        "**What weighs** (`python -m benchmarks.scale --only disk`)",
        "",
        "| what | bytes |",
        "| --- | --: |",
        "| it | 1.5 kB |",
    ]


def test_figures_are_shown_as_people_say_them() -> None:
    assert [show_bytes(each) for each in (12, 1_234, 2_500_000)] == ["12 B", "1.2 kB", "2.5 MB"]
    assert [show_seconds(each) for each in (0.0125, 12.34)] == ["12 ms", "12.3 s"]


def test_a_partial_clone_fetches_each_missing_text_by_itself(
    setting: Setting, tmp_path: Path
) -> None:
    hub = make_hub(setting.history, tmp_path / "hub.git")
    reader = tmp_path / "reader"
    git(tmp_path, "clone", "--quiet", "--filter=blob:none", "--no-checkout",
        f"file://{hub}", str(reader))  # fmt: skip
    before = git_size(reader)
    blobs = git(reader, "ls-tree", "-r", "--object-only", "HEAD").split()
    git(reader, "cat-file", "-p", blobs[0])
    git(reader, "cat-file", "-p", blobs[1])
    assert count_fetches(reader) == 3  # the clone itself, and one for each
    assert git_size(reader) > before


def test_what_git_fetches_for_a_question_is_counted(setting: Setting, tmp_path: Path) -> None:
    hub = make_hub(setting.history, tmp_path / "hub.git")
    texts = setting.shape.records + 1  # that of the store's own file too
    assert try_question(hub, EMPTY, tmp_path / "one", ("resolve", "IPG9075")).endswith(f", {texts}")
    assert try_question(hub, EMPTY, tmp_path / "all", ()).endswith(", 1")


def test_a_wave_is_one_file_for_each_route(tmp_path: Path) -> None:
    told, slope = raise_waves(wave=26, routes=(2,), work=tmp_path)
    assert [(row[0], row[4]) for row in told.rows] == [("0", "0"), ("2", "2")]
    assert [row[0] for row in slope.rows] == ["0 to 2"]


def test_the_receiver_counts_what_comes() -> None:
    with receiving() as received:
        for body in (b"{}", json.dumps({"a": 1}).encode()):
            urllib.request.urlopen(received.address, data=body).close()  # noqa: S310 - this machine
    assert (received.count, received.largest) == (2, 8)


def test_every_push_of_a_race_is_taken(tmp_path: Path) -> None:
    (row,) = race([1], rounds=1, work=tmp_path).rows
    assert row[:2] == ("1", "1")
    assert row[-1] == "0"


def test_the_page_names_parts_that_there_are() -> None:
    page = PAGE.read_text("utf-8")
    named = re.findall(r"--only (\w+)", page)
    assert set(named) == set(PARTS)


def test_a_longer_history_weighs_more(setting: Setting, tmp_path: Path) -> None:
    longer, larger = (
        Setting(tmp_path / f"{shape.records}-{shape.weeks}", shape)
        for shape in (Shape(records=12, weeks=9), Shape(records=24, weeks=6))
    )
    for each in (longer, larger):
        each.folder.mkdir()
        write_history(each.history, follow(each.shape))
    weighed, slopes = weigh_histories([setting, longer, larger], tmp_path)
    assert [row[0] for row in weighed.rows] == ["12 x 6", "12 x 9", "24 x 6"]
    assert int(weighed.rows[1][1]) > int(weighed.rows[0][1])
    assert len(slopes.rows) == 5
