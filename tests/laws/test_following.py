"""What is always true of where numbers lead."""

from __future__ import annotations

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from guidetrack.guidance.record import (
    GuidanceRecord,
    Recommendation,
    RelationKind,
    Relationship,
)
from guidetrack.guidance.reference import Reference
from guidetrack.lineage import Lineage, Relation, build_crosswalk, resolve, then
from guidetrack.lineage.certainty import weakest
from guidetrack.lineage.following import relations_from, shortest_way

ONWARD: tuple[Relation, ...] = ("migrated", "superseded", "partially-superseded")
ORDER = ("inferred", "declared", "confirmed")
LOOSENESS = {"migrated": 0, "superseded": 1, "partially-superseded": 2, "withdrawn": 3}
_KINDS: tuple[RelationKind, ...] = (
    "migrated-from",
    "migrated-to",
    "replaces",
    "replaced-by",
    "partially-replaces",
    "partially-replaced-by",
    "read-with",
)
_relations = st.sampled_from(ONWARD)
_numbers = st.integers(9001, 9007).map(lambda number: Reference("IPG", number))
_stated = st.lists(
    st.builds(
        Relationship,
        kind=st.sampled_from(_KINDS),
        reference=_numbers,
        claims_unchanged=st.sampled_from([None, True]),
    ),
    max_size=3,
).map(tuple)


@st.composite
def stores(draw: st.DrawFn) -> list[GuidanceRecord]:
    references = draw(st.lists(_numbers, unique=True, min_size=1, max_size=6))
    texts = st.sampled_from(["Consider it.", "Do not use it."])
    return [
        GuidanceRecord(
            reference=reference,
            programme=None,
            origin_programme="IPG",
            title="An example procedure",
            status=draw(st.sampled_from(["published", "published", "withdrawn"])),
            captured=("identity", "relationships", "recommendations"),
            relationships=draw(_stated),
            recommendations=(Recommendation(number="1.1", text=draw(texts)),),
        )
        for reference in references
    ]


@given(_relations, _relations, st.sampled_from([*ONWARD, "withdrawn"]))
def test_composition_is_associative(first: Relation, second: Relation, third: Relation) -> None:
    assert then(then(first, second), third) == then(first, then(second, third))


@given(_relations)
def test_a_migration_adds_nothing_to_a_chain(relation: Relation) -> None:
    assert then("migrated", relation) == then(relation, "migrated") == relation


@given(st.lists(_relations, min_size=1, max_size=5), _relations)
def test_a_longer_chain_is_never_more_certain(chain: list[Relation], further: Relation) -> None:
    whole: Relation = "migrated"
    for each in chain:
        whole = then(whole, each)
    assert LOOSENESS[then(whole, further)] >= LOOSENESS[whole]


@settings(max_examples=60)
@given(stores(), st.randoms(use_true_random=False))
def test_the_order_of_observation_does_not_matter(
    records: list[GuidanceRecord], random: object
) -> None:
    turned = list(records)
    random.shuffle(turned)  # type: ignore[attr-defined]
    one, two = Lineage.of(records), Lineage.of(turned)
    assert one.links == two.links
    assert one.contradictions == two.contradictions
    assert build_crosswalk(one) == build_crosswalk(two)


@settings(max_examples=60)
@given(stores())
def test_an_answer_is_as_sure_as_its_weakest_link(records: list[GuidanceRecord]) -> None:
    lineage = Lineage.of(records)
    for reference in sorted(lineage.known):
        answer = resolve(lineage, str(reference), with_former=True)
        assert answer.confidence == weakest(step.confidence for step in answer.path)
        assert all(
            ORDER.index(each.confidence) <= ORDER.index(step.confidence)
            for each in answer.former
            for step in each.path
        )
        if answer.reassess == "no":
            assert all(step.verdict == "identical" for step in answer.path)
            assert not answer.contradictions
            assert not answer.cycle


@settings(max_examples=60)
@given(stores())
def test_a_circle_is_named_wherever_one_is_met(records: list[GuidanceRecord]) -> None:
    lineage = Lineage.of(records)
    onward = {(link.old, link.new) for link in lineage.links}
    for reference in sorted(lineage.known):
        answer = resolve(lineage, str(reference))
        meets = bool(lineage.reach(reference) & lineage.circles.keys())
        assert bool(answer.cycle) == meets
        named = [Reference.parse(each) for each in answer.cycle]
        assert all(pair in onward for pair in itertools.pairwise(named))
        assert named[:1] == named[-1:]


@settings(max_examples=60)
@given(stores())
def test_the_relation_of_two_numbers_is_no_looser_than_any_way_between_them(
    records: list[GuidanceRecord],
) -> None:
    lineage = Lineage.of(records)
    for old in sorted(lineage.known):
        for new, relation in relations_from(lineage, old).items():
            composed: Relation = "migrated"
            for link in shortest_way(lineage, old, new):
                composed = then(composed, link.relation)
            assert old == new or LOOSENESS[relation] <= LOOSENESS[composed]


def test_ways_that_double_at_every_turn_are_followed_in_no_time() -> None:
    def page(number: int, *replaced: int) -> GuidanceRecord:
        return GuidanceRecord(
            reference=Reference("NG", number),
            programme=None,
            origin_programme="NG",
            title=None,
            relationships=tuple(
                Relationship(kind="replaces", reference=Reference("NG", each)) for each in replaced
            ),
        )

    records = [page(9001)]
    for number in range(9002, 9200, 2):
        before = (9001,) if number == 9002 else (number - 2, number - 1)
        records += [page(number, *before), page(number + 1, *before)]
    answer = resolve(Lineage.of(records), "NG9001")
    assert answer.current == ("NG9198", "NG9199")
    assert len(answer.path) == 2 + 4 * 98
