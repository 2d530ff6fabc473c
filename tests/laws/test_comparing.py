"""What is always true of pairs, changes and alignment, whatever the records are."""

from __future__ import annotations

from collections import Counter
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.laws.generated import WORDS, pairs, recommendations, records, sections, texts

from guidetrack.diff import compare
from guidetrack.diff.applying import apply
from guidetrack.diff.change import Change, RecordPair
from guidetrack.diff.comparing import captured_by
from guidetrack.diff.recommendations import align, whole_text
from guidetrack.diff.wording import redline
from guidetrack.guidance.comparison import comparison_form
from guidetrack.guidance.record import GuidanceRecord, from_plain, to_plain

some = settings(max_examples=40)


def _pair(old: GuidanceRecord | None, new: GuidanceRecord | None) -> RecordPair:
    return RecordPair(old=old, new=new, basis="same-reference")


def _captured_as_it_says(record: GuidanceRecord) -> bool:
    """Whether it is no page that states an end, holds nothing, and claims to have looked."""
    return captured_by(record) == frozenset(record.captured)


@some
@given(records())
def test_a_record_does_not_differ_from_itself(record: GuidanceRecord) -> None:
    assert compare(_pair(record, record)) == ()
    assert compare(_pair(record, from_plain(to_plain(record)))) == ()


@some
@given(pairs())
def test_changes_applied_to_the_old_record_give_the_new_one(
    pair: tuple[GuidanceRecord, GuidanceRecord],
) -> None:
    old, new = pair
    assume(_captured_as_it_says(old) and _captured_as_it_says(new))
    made = apply(compare(_pair(old, new)), old)
    assert made is not None
    assert compare(_pair(made, new)) == ()


@some
@given(pairs())
def test_inverted_changes_lead_back(pair: tuple[GuidanceRecord, GuidanceRecord]) -> None:
    old, new = pair
    assume(_captured_as_it_says(old) and _captured_as_it_says(new))
    back = [change.inverted() for change in compare(_pair(old, new))]
    made = apply(back, new)
    assert made is not None
    assert compare(_pair(old, made)) == ()


@some
@given(records())
def test_a_whole_record_comes_and_goes(record: GuidanceRecord) -> None:
    assert apply(compare(_pair(None, record)), None) == record
    assert apply(compare(_pair(record, None)), record) is None


def _without_labels(change: Change) -> tuple[str, str, str, str]:
    if change.field == "position":  # which of two that changed places moved is a matter of view
        return (change.root, change.field, "", "")
    return (change.root, change.field or "", repr(change.before), repr(change.after))


@some
@given(pairs())
def test_swapping_the_sides_swaps_every_change(
    pair: tuple[GuidanceRecord, GuidanceRecord],
) -> None:
    there, back = compare(_pair(*pair)), compare(_pair(*reversed(pair)))
    assert Counter(_without_labels(change.inverted()) for change in there) == Counter(
        map(_without_labels, back)
    )


@some
@given(pairs(), st.randoms())
def test_the_order_of_lists_never_matters(
    pair: tuple[GuidanceRecord, GuidanceRecord], random: Any
) -> None:
    old, new = pair
    plain = to_plain(new)
    for name in ("relationships", "codes", "update_notes", "endorsements"):
        plain[name] = random.sample(plain[name], len(plain[name]))
    places = [
        [(each.place, each.before, each.after) for each in compare(_pair(old, record))]
        for record in (new, from_plain(plain))
    ]
    assert places[0] == places[1]


TYPOGRAPHY = (
    lambda text: text.replace(" ", "\u00a0"),
    lambda text: text.replace(" ", "  "),
    lambda text: text.replace(" ", "\n"),
    lambda text: text.replace("-", "\u2011"),
    lambda text: text.replace("e", "e\u00ad"),
    lambda text: f"**{text}**",
    lambda text: f"[{text}](#)",
    lambda text: text.replace(".", "\\."),
)


@some
@given(recommendations, sections(), st.sampled_from(TYPOGRAPHY))
def test_typography_never_matters(recs: Any, parts: Any, worse: Any) -> None:
    def record(mend: Any) -> GuidanceRecord:
        return from_plain(
            {
                "reference": "IPG9001",
                "programme": None,
                "origin_programme": "IPG",
                "title": mend("Balloon dilatation of the example vein"),
                "captured": ["identity", "recommendations", "sections"],
                "recommendations": [{**each, "text": mend(each["text"])} for each in recs],
                "sections": [
                    {
                        **part,
                        "paragraphs": [
                            {**each, "text": mend(each["text"])} for each in part["paragraphs"]
                        ],
                    }
                    for part in parts
                ],
            }
        )

    assert compare(_pair(record(str), record(worse))) == ()


@some
@given(pairs())
def test_alignment_names_every_recommendation_once(
    pair: tuple[GuidanceRecord, GuidanceRecord],
) -> None:
    old, new = pair
    aligned = align(old.recommendations, new.recommendations, {})
    assert sorted(at for each in aligned for at in each.before) == list(
        range(len(old.recommendations))
    )
    assert sorted(at for each in aligned for at in each.after) == list(
        range(len(new.recommendations))
    )


@some
@given(recommendations, recommendations)
def test_an_insertion_at_the_top_rewords_nothing(first: Any, rest: Any) -> None:
    def record(parts: Any) -> GuidanceRecord:
        plain = {"reference": "IPG9001", "programme": None, "origin_programme": "IPG"}
        return from_plain({**plain, "title": None, "recommendations": parts})

    old = record(rest).recommendations
    new = record([*first[:1], *rest]).recommendations
    for each in align(old, new, {}):
        if each.before and each.after:
            assert whole_text(old[each.before[0]]) == whole_text(new[each.after[0]])


@some
@given(texts, texts)
def test_a_redline_holds_both_texts(before: str, after: str) -> None:
    operations = redline(before, after)
    new = "".join(text for kind, text in operations if kind != "removed")
    old = "".join(text for kind, text in operations if kind != "added")
    assert new == after
    assert comparison_form(old) == comparison_form(before)


@some
@given(
    st.text(max_size=80)
    | st.lists(
        st.sampled_from([*WORDS, "**", "[", "](", ")", "$", "\\", "\u2013", "- "]), max_size=12
    ).map("".join)
)
def test_the_comparison_form_of_a_form_is_itself(text: str) -> None:
    form = comparison_form(text)
    assert comparison_form(form) == form
