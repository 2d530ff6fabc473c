"""What is missing is counted, and only what stays missing is gone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from tests.pipeline.publisher import invented, reword
from tests.pipeline.weeks import Watch, events_of

from guidetrack.guidance.reference import Reference
from guidetrack.pipeline import show, take_snapshot


def test_misses_count_only_where_the_source_is_in_order_and_start_anew_when_it_is_back(
    watch: Watch,
) -> None:
    watch.run()
    watch.publisher.remove("IPG9101")
    assert [(each.reference, each.runs) for each in watch.run().missed] == [("IPG9101", 1)]
    watch.publisher.fail()
    assert [(each.reference, each.runs) for each in watch.run().missed] == [("IPG9101", 1)]
    watch.publisher.republish()
    watch.publisher.remove("IPG9101")
    assert [each.runs for each in watch.run().missed] == [2]
    watch.publisher.republish()
    assert watch.run().missed == ()
    watch.publisher.remove("IPG9101")
    assert [each.runs for each in watch.run().missed] == [1]


def test_what_is_gone_is_recorded_and_its_return_as_well(watch: Watch) -> None:
    watch.configure(*watch.publisher.guidance, more="absence: {runs: 1}\n")
    watch.run()
    watch.publisher.remove("IPG9101")
    gone = watch.run()
    file = watch.folder / "snapshots" / "absent" / "IPG" / "IPG9101.yaml"
    assert gone.absent == ("IPG9101",)
    assert events_of(gone) == {("disappeared", "IPG9101", "IPG9101")}
    assert file.read_text(encoding="utf-8") == (
        "reference: IPG9101\nsince: '2025-11-17T06:00:00Z'\nruns: 1\n"
    )
    assert show(watch.place, Reference("IPG", 9101)).record.recommendations
    assert watch.run().missed == ()
    watch.publisher.republish()
    back = watch.run()
    assert back.returned == ("IPG9101",)
    assert events_of(back) == {("reappeared", "IPG9101", "IPG9101")}
    assert not file.exists()


def test_guidance_with_a_known_successor_does_not_disappear(watch: Watch) -> None:
    watch.configure(*watch.publisher.guidance, more="absence: {runs: 1}\n")
    watch.publisher.publish(
        replace(invented(9107, "later"), replaces="IPG9101"),
    )
    watch.configure("IPG9101", "IPG9102", "IPG9107", more="absence: {runs: 1}\n")
    watch.run()
    watch.publisher.remove("IPG9101")
    result = watch.run()
    assert (result.absent, events_of(result)) == ((), set())


def test_snapshot_never_counts_and_what_it_records_is_announced_by_the_next_run(
    watch: Watch, tmp_path: Path
) -> None:
    watch.run()
    pages = dict(
        watch.publisher.pages(reword(watch.publisher.guidance["IPG9101"], 1, "Do not do it."))
    )
    saved = tmp_path / "saved.html"
    saved.write_text(pages["/guidance/ipg9101/chapter/1-Recommendations"], encoding="utf-8")
    take_snapshot(watch.place, [str(saved)], now=watch.now)
    watch.publisher.publish(reword(watch.publisher.guidance["IPG9101"], 1, "Do not do it."))
    result = watch.run()
    assert result.recorded == ()
    assert ("category-changed", "IPG9101", "IPG9101") in events_of(result)


def test_a_list_of_all_guidance_says_what_is_new_and_what_is_gone(watch: Watch) -> None:
    (watch.folder / "guidetrack.yaml").write_text(
        "absence: {runs: 2}\nsources:\n  - catalogue: list.tsv\n    name: list\n", encoding="utf-8"
    )
    header = "Link\tTitle\tReference number\tPublished\tLast updated\n"
    rows = {
        number: f"https://www.nice.org.uk/guidance/ipg{number}\tTitle {number}\tIPG{number}\t"
        "28 July 2004\t28 July 2004\n"
        for number in range(9101, 9106)
    }
    listing = watch.folder / "list.tsv"

    def publish(*numbers: int) -> None:
        listing.write_text(header + "".join(rows[each] for each in numbers), encoding="utf-8")

    publish(9101, 9102, 9103, 9104)
    assert len(watch.run().recorded) == 4
    publish(9101, 9102, 9103, 9104, 9105)
    assert events_of(watch.run()) == {("published", None, "IPG9105")}
    publish(9102, 9103, 9104, 9105)
    assert events_of(watch.run()) == set()
    assert events_of(watch.run()) == {("disappeared", "IPG9101", "IPG9101")}
    publish(9102)
    assert watch.run().missed == ()
    listing.write_text("", encoding="utf-8")
    assert watch.run().missed == ()
    publish(9101, 9102, 9103, 9104, 9105)
    assert events_of(watch.run()) == {("reappeared", "IPG9101", "IPG9101")}
