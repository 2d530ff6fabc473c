"""A year of Mondays against a site that lives: exactly what happened to guidance is told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from tests.pipeline.later import Later
from tests.pipeline.publisher import Guidance, Publisher, reword
from tests.pipeline.weeks import Watch, events_of

Event = tuple[str, str | None, str | None]
OUTAGE = "<html><head><title>Sorry</title></head><body><h1>Something went wrong</h1></body></html>"
REWRITTEN = (
    "The invented advice on these pages represents the view of nobody at all. Readers are asked "
    "to use their own judgement as well."
)


def migrated(old: Guidance, number: int) -> Guidance:
    """Give guidance its new number, as the publisher says it."""
    note = (
        f"January 2026: Interventional procedures guidance {old.reference[3:]} has been migrated "
        f"to HealthTech guidance {number}. The recommendations and accompanying content remain "
        "unchanged."
    )
    return replace(old, reference=f"HTG{number}", replaces=old.reference, notes=(note,))


class Year:
    """What the publisher does week by week, and what is true of each week."""

    def __init__(self, publisher: Publisher) -> None:
        self.publisher = publisher
        self.before = dict(publisher.guidance)

    def weeks(self) -> Iterator[tuple[str, set[Event]]]:
        """Change the site, and say what happened to guidance by it."""
        yield "the baseline", set()
        yield "a quiet week", set()
        yield from self.outages()
        yield from self.redesign()
        yield from self.migration()
        yield from self.withdrawal()
        yield from self.vanishing()
        yield from self.faults()
        self.publisher.standing = REWRITTEN
        self.publisher.republish()
        yield "standing text rewritten", {("boilerplate-changed", None, None)}
        yield "a quiet week", set()

    def outages(self) -> Iterator[tuple[str, set[Event]]]:
        """Fail in every way a site fails."""
        self.publisher.fail(503)
        yield "an outage", set()
        self.publisher.mislead(OUTAGE)
        yield "an outage with status 200", set()
        self.publisher.fail(404)
        yield "every page not found", set()
        yield "every page not found again", set()
        yield "every page not found for the third time", set()
        self.publisher.republish()
        yield "back in order", set()

    def redesign(self) -> Iterator[tuple[str, set[Event]]]:
        """Go from the early generation of chapters to the late one."""
        self.publisher.generation = "C"
        self.publisher.republish()
        yield "the redesign", set()
        self.change(reword(self.publisher.guidance["IPG9106"], 3, "Do it in a unit of 25 a year."))
        yield "reworded after the redesign", {("recommendation-reworded", "IPG9106", "IPG9106")}

    def migration(self) -> Iterator[tuple[str, set[Event]]]:
        """Move three to new numbers; the old addresses lead there."""
        moves = {f"IPG910{number}": 9200 + number for number in (1, 2, 3)}
        for old, number in moves.items():
            self.publisher.publish(migrated(self.publisher.guidance[old], number))
            self.publisher.send_on(old, f"HTG{number}")
            del self.publisher.guidance[old]
        yield "the migration", {("migrated", old, f"HTG{new}") for old, new in moves.items()}
        yield "after the migration", set()

    def withdrawal(self) -> Iterator[tuple[str, set[Event]]]:
        """Withdraw one, and think better of it."""
        whole = self.publisher.guidance["IPG9104"]
        self.change(replace(whole, instead="This guidance has been withdrawn."))
        yield "the withdrawal", {("withdrawn", "IPG9104", "IPG9104")}
        yield "still withdrawn", set()
        self.change(whole)
        yield "the reinstatement", {("reinstated", "IPG9104", "IPG9104")}

    def vanishing(self) -> Iterator[tuple[str, set[Event]]]:
        """Lose a page for five weeks."""
        self.publisher.remove("IPG9105")
        yield "a page is missing", set()
        yield "missing again", set()
        yield "missing for the third time", {("disappeared", "IPG9105", "IPG9105")}
        yield "still missing", set()
        self.publisher.republish()
        yield "the page is back", {("reappeared", "IPG9105", "IPG9105")}

    def faults(self) -> Iterator[tuple[str, set[Event]]]:
        """Serve half a page once, and a garbled template once."""
        whole = self.publisher.guidance["IPG9106"]
        self.change(replace(whole, recommendations=whole.recommendations[:1]))
        yield "half a page", set()
        self.change(whole)
        yield "the whole page", set()
        good = dict(self.publisher.guidance)
        for each in good.values():
            self.change(reword(each, 3, each.recommendations[2].replace("a year", "")))
        yield "a fault in every page", set()
        self.publisher.publish(*good.values())
        yield "the fault is mended", set()

    def change(self, guidance: Guidance) -> None:
        """Publish other pages in place of the old ones."""
        self.publisher.publish(guidance)


def test_a_year_of_weekly_runs_tells_what_happened_and_nothing_else(
    watch: Watch, later: Later
) -> None:
    weeks = Year(watch.publisher).weeks()
    told = [(week, expected, events_of(watch.run())) for week, expected in weeks]
    assert [(week, found) for week, _, found in told] == [(week, true) for week, true, _ in told]

    assert watch.run_later(later)["report"]["events"] == []
    held = watch.publisher.guidance["IPG9106"]
    watch.publisher.publish(reword(held, 3, held.recommendations[2].replace("a year", "2 years")))
    (event,) = watch.run_later(later)["report"]["events"]
    assert (event["kind"], event["reference_after"]) == ("recommendation-reworded", "IPG9106")
