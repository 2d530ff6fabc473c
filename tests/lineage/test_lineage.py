"""A number leads where the pages say it leads, and no further."""

from __future__ import annotations

import itertools

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from guidetrack.guidance.dates import PartialDate
from guidetrack.guidance.record import (
    Aspect,
    GuidanceRecord,
    Recommendation,
    RelationKind,
    Relationship,
)
from guidetrack.guidance.reference import Reference
from guidetrack.lineage import Lineage, Resolution, resolve, then
from guidetrack.lineage.relation import Relation

RELATIONS: tuple[Relation, ...] = ("migrated", "superseded", "partially-superseded")


def guidance(
    name: str,
    *relations: tuple[RelationKind, str],
    says: str | None = None,
    status: str = "published",
) -> GuidanceRecord:
    aspects: tuple[Aspect, ...] = ("identity", "relationships")
    return GuidanceRecord(
        reference=Reference.parse(name),
        programme=None,
        origin_programme="IPG",
        title="Balloon dilatation of the example vein",
        status=status,
        captured=(*aspects, "recommendations") if says else aspects,
        relationships=tuple(
            Relationship(
                kind=kind,
                reference=Reference.parse(other),
                when=PartialDate(2026, 1),
                stated=f"{kind} {other}",
                claims_unchanged=True if kind == "migrated-from" else None,
            )
            for kind, other in relations
        ),
        recommendations=(Recommendation(number="1.1", text=says),) if says else (),
    )


def ask(query: str, *records: GuidanceRecord) -> Resolution:
    return resolve(Lineage.of(records), query)


def test_a_current_number_is_current() -> None:
    answer = ask("htg 9046", guidance("HTG9046"))
    assert (answer.status, answer.current, answer.reassess) == ("current", ("HTG9046",), "no")
    assert answer.reference == "HTG9046"
    assert answer.path == ()


def test_a_migrated_number_without_its_old_text_is_to_be_checked() -> None:
    answer = ask("IPG9075", guidance("HTG9046", ("migrated-from", "IPG9075"), says="Use it."))
    assert (answer.status, answer.current) == ("migrated", ("HTG9046",))
    assert (answer.verdict, answer.reassess) == ("not-verified", "check")
    (step,) = answer.path
    assert (step.old, step.new, step.relation, step.when) == (
        "IPG9075",
        "HTG9046",
        "migrated",
        "2026-01",
    )


@pytest.mark.parametrize(
    ("new_words", "verdict", "reassess"),
    [("Use it.", "identical", "no"), ("Do not use it.", "changed", "yes")],
)
def test_both_texts_held_are_compared(new_words: str, verdict: str, reassess: str) -> None:
    answer = ask(
        "IPG9075",
        guidance("IPG9075", says="Use it."),
        guidance("HTG9046", ("migrated-from", "IPG9075"), says=new_words),
    )
    assert (answer.verdict, answer.reassess) == (verdict, reassess)


def test_other_content_in_place_of_what_was_held_is_a_change() -> None:
    answer = ask(
        "IPG9420",
        guidance("IPG9420", says="This procedure should only be used in the context of research."),
        guidance("IPG9640", ("replaces", "IPG9420"), says="This procedure should not be used."),
    )
    assert (answer.status, answer.verdict, answer.reassess) == ("superseded", "changed", "yes")


def test_one_page_names_a_migrated_number_and_a_superseded_one() -> None:
    page = guidance("HTG9501", ("migrated-from", "IPG9640"), ("replaces", "IPG9420"))
    assert ask("IPG9640", page).status == "migrated"
    superseded = ask("IPG9420", page)
    assert (superseded.status, superseded.current) == ("superseded", ("HTG9501",))
    assert [step.relation for step in superseded.path] == ["superseded"]


def test_a_direct_statement_gives_way_to_the_chain_it_restates() -> None:
    answer = ask(
        "IPG9420",
        guidance("IPG9640", ("replaces", "IPG9420")),
        guidance("HTG9501", ("migrated-from", "IPG9640"), ("replaces", "IPG9420")),
    )
    assert [(step.old, step.new, step.relation) for step in answer.path] == [
        ("IPG9420", "IPG9640", "superseded"),
        ("IPG9640", "HTG9501", "migrated"),
    ]
    assert (answer.status, answer.current) == ("superseded", ("HTG9501",))


def test_a_migration_stated_once_as_replaced_by_is_a_migration() -> None:
    records = (
        guidance("IPG9075", ("replaced-by", "HTG9046")),
        guidance("HTG9046", ("migrated-from", "IPG9075")),
    )
    assert ask("IPG9075", *records).status == "migrated"
    assert ask("IPG9075", *reversed(records)).status == "migrated"


def test_a_number_replaced_in_part_is_still_current_in_part() -> None:
    answer = ask("CG9043", guidance("CG9043"), guidance("NG9007", ("partially-replaces", "CG9043")))
    assert (answer.status, answer.current) == ("partially-superseded", ("CG9043", "NG9007"))
    assert answer.reassess == "check"


@pytest.mark.parametrize("status", ["withdrawn", "temporarily-withdrawn", "retired", "terminated"])
def test_an_ended_number_without_successor_says_how_it_ended(status: str) -> None:
    answer = ask("IPG9300", guidance("IPG9300", status=status))
    assert (answer.status, answer.current, answer.reassess) == (status, (), "yes")


def test_a_chain_that_ends_in_a_withdrawal_leads_nowhere() -> None:
    answer = ask("IPG9075", guidance("HTG9046", ("migrated-from", "IPG9075"), status="withdrawn"))
    assert (answer.status, answer.current, answer.reassess) == ("withdrawn", (), "yes")


def test_a_superseded_number_stays_superseded_whatever_its_successor_meets() -> None:
    answer = ask("IPG9420", guidance("IPG9640", ("replaces", "IPG9420"), status="withdrawn"))
    assert (answer.status, answer.current, answer.reassess) == ("superseded", (), "yes")


def test_an_unknown_number_is_an_answer() -> None:
    answer = ask("IPG9999", guidance("HTG9046"))
    assert (answer.status, answer.current, answer.reassess) == ("unknown", (), "check")
    assert answer.verdict is None


def test_a_circle_is_named_and_leaves_every_other_number_alone() -> None:
    records = (
        guidance("IPG9001", ("replaced-by", "IPG9002")),
        guidance("IPG9002", ("replaced-by", "IPG9001")),
        guidance("HTG9046", ("migrated-from", "IPG9075")),
    )
    for query in ("IPG9001", "IPG9002"):
        answer = ask(query, *records)
        assert answer.cycle == ("IPG9001", "IPG9002", "IPG9001")
        assert (answer.status, answer.current, answer.reassess) == ("unknown", (), "check")
    assert ask("IPG9075", *records).current == ("HTG9046",)


def test_a_thread_holds_every_number_the_guidance_has_had() -> None:
    lineage = Lineage.of(
        [
            guidance("HTG9501", ("migrated-from", "IPG9640"), ("replaces", "IPG9420")),
            guidance("HTG9046"),
        ]
    )
    thread = lineage.thread(Reference("IPG", 9420))
    assert sorted(map(str, thread)) == ["HTG9501", "IPG9420", "IPG9640"]


def test_composition_is_associative_and_migration_changes_nothing() -> None:
    ends: tuple[Relation, ...] = (*RELATIONS, "withdrawn")
    for a, b, c in itertools.product(RELATIONS, RELATIONS, ends):
        assert then(then(a, b), c) == then(a, then(b, c))
    for relation in ends:
        assert then("migrated", relation) == relation
    for relation in RELATIONS:
        assert then(relation, "migrated") == relation


@given(st.permutations([0, 1, 2, 3]))
def test_the_order_of_observation_does_not_matter(order: list[int]) -> None:
    records = [
        guidance("IPG9420", ("replaced-by", "IPG9640")),
        guidance("IPG9640", ("replaces", "IPG9420")),
        guidance("HTG9501", ("migrated-from", "IPG9640"), ("replaces", "IPG9420")),
        guidance("HTG9700", ("partially-replaces", "HTG9501")),
    ]
    answer = ask("IPG9420", *(records[index] for index in order))
    assert answer == ask("IPG9420", *records)


@pytest.mark.parametrize("kind", ["migrated-from", "replaces", "partially-replaces"])
@pytest.mark.parametrize("empty", [("IPG9075",), ("HTG9046",), ("IPG9075", "HTG9046")])
def test_pages_without_recommendations_are_never_two_equal_texts(
    kind: RelationKind, empty: tuple[str, ...]
) -> None:
    both = (guidance("IPG9075", says="A"), guidance("HTG9046", (kind, "IPG9075"), says="A"))
    records = [
        msgspec.structs.replace(each, recommendations=()) if str(each.reference) in empty else each
        for each in both
    ]
    answer = ask("IPG9075", *records)
    assert (answer.verdict, answer.reassess) == ("not-verified", "check")


def test_the_texts_of_a_link_are_compared_once_for_all_questions() -> None:
    lineage = Lineage.of(
        [guidance("IPG9075", says="A"), guidance("HTG9046", ("migrated-from", "IPG9075"), says="A")]
    )
    first = resolve(lineage, "IPG9075")
    pair = (Reference("IPG", 9075), Reference("HTG", 9046))
    assert lineage.compared == {pair: "identical"}
    lineage.compared[pair] = "changed"
    assert (first.reassess, resolve(lineage, "IPG9075").reassess) == ("no", "yes")
