"""
The labelled corpus, and how well it is read: precision and recall per form and in total.

Printed by `python -m tests.citations.measuring`, and held to its bounds by the tests.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from guidetrack.citations import Citation, find_citations
from guidetrack.guidance.reference import Reference

FOLDER = Path(__file__).with_name("corpus")
KNOWN = frozenset(Reference.parse(each) for each in ("IPG9075", "IPG9352", "HTG9046"))


class Case(NamedTuple):
    """A sentence and what is cited in it."""

    form: str
    text: str
    cites: tuple[str, ...]
    unsure: tuple[str, ...]
    in_column: bool


class Score(NamedTuple):
    """How a form was read: citations that are certain or likely."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0


def load_cases() -> tuple[Case, ...]:
    """All labelled sentences, in the order of the files."""
    return tuple(
        Case(
            form,
            each["text"],
            tuple(each.get("cites", ())),
            tuple(each.get("unsure", ())),
            each.get("column", False),
        )
        for name in ("plain", "hard", "holdout")
        for form, cases in _load(f"{name}.yaml").items()
        for each in cases
    )


def load_phrases() -> tuple[dict[str, Any], ...]:
    """Sentences that name a programme without a number, and their likes."""
    return tuple(_load("phrases.yaml"))


def _load(name: str) -> Any:
    return yaml.load((FOLDER / name).read_bytes(), Loader=yaml.CSafeLoader)


def find(case: Case) -> list[Citation]:
    """What the finder makes of a sentence."""
    return list(find_citations(case.text, knows=KNOWN.__contains__, in_column=case.in_column))


def sure(citations: list[Citation]) -> list[str]:
    """The references that are certain or likely."""
    return [str(each.reference) for each in citations if each.certainty != "ambiguous"]


def measure() -> dict[str, Score]:
    """Form to its score, and `total`; a sentence counts for the form it is labelled with."""
    scores: dict[str, Score] = {}
    for case in load_cases():
        found, expected = Counter(sure(find(case))), Counter(case.cites)
        mine = Score(
            (found & expected).total(), (found - expected).total(), (expected - found).total()
        )
        for form in (case.form, "total"):
            before = scores.get(form, Score(0, 0, 0))
            scores[form] = Score(*map(sum, zip(before, mine, strict=True)))
    scores["total"] = scores.pop("total")
    return scores


def show(scores: dict[str, Score]) -> str:
    """The scores as a table."""
    return "\n".join(_rows(scores))


def _rows(scores: dict[str, Score]) -> Iterator[str]:
    yield f"{'form':<24} {'right':>6} {'wrong':>6} {'missed':>7} {'precision':>10} {'recall':>8}"
    for form, score in scores.items():
        numbers = f"{score.right:>6} {score.wrong:>6} {score.missed:>7}"
        yield f"{form:<24} {numbers} {score.precision:>10.3f} {score.recall:>8.3f}"


if __name__ == "__main__":
    print(show(measure()))  # noqa: T201 - the table is the point
