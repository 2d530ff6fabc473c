"""What the gate lets in, what it refuses, and with which sentence."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from guidetrack.extract import Capture, admit, extract
from guidetrack.guidance.record import GuidanceRecord, Relationship
from guidetrack.guidance.reference import Reference
from guidetrack.sources.document import ParsedDocument, SourceDocument
from guidetrack.sources.readers import read

_HTG = Reference("HTG", 9046)
_HEAD = "# Example procedure\n\nHealthTech guidance\n\nHTG9046\n\n"
_FOUR = "".join(f"1.{n} Example recommendation {n} of the four.\n\n" for n in range(1, 5))
_SECTION = "# 2 The procedure\n\n2.1 One.\n\n2.2 Two.\n\n2.3 Three.\n\n2.4 Four.\n"
_WHOLE = f"{_HEAD}# 1 Recommendations\n\n{_FOUR}{_SECTION}"


def _capture(text: str, url: str | None = None) -> Capture:
    parsed = read(SourceDocument(text.encode(), "page", url=url))
    assert isinstance(parsed, ParsedDocument)
    capture = extract(parsed, reference=_HTG)
    assert isinstance(capture, Capture), capture
    return capture


def _held() -> GuidanceRecord:
    return _capture(_WHOLE).record


def test_guidance_seen_for_the_first_time_may_enter() -> None:
    assert admit(_capture(_WHOLE), None) is None


def test_the_same_again_may_enter() -> None:
    assert admit(_capture(_WHOLE), _held()) is None


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Page not found", "an error page"),
        ("404", "an error page"),
        ("The page you requested cannot be found", "an error page"),
        ("We can't find this page", "an error page"),
        ("503 Service Unavailable", "an error page of the server"),
        ("500 - Internal server error", "an error page of the server"),
        ("502 Bad Gateway", "an error page of the server"),
        ("Gateway Time-out", "an error page of the server"),
        ("Sorry, there is a problem with the service", "an error page of the server"),
        ("Access Denied", "a page that refuses access"),
        ("403 Forbidden", "a page that refuses access"),
        (
            "The requested URL was rejected. Please consult your administrator.",
            "a page that refuses access",
        ),
        ("Just a moment...", "a page that checks for robots"),
        ("Attention Required! | Cloudflare", "a page that checks for robots"),
        ("Verify you are human", "a page that checks for robots"),
        ("Checking your browser before accessing", "a page that checks for robots"),
        ("Sign in", "a login page"),
        ("Log in to continue", "a login page"),
        ("Site maintenance", "a maintenance page"),
    ],
)
def test_a_page_that_is_no_guidance_is_refused(words: str, kind: str) -> None:
    for page in (
        (
            f"<html><head><title>{words}</title></head><body><h1>{words}</h1><p>Try "
            "again.</p></body></html>"
        ),
        f"{words}\n\nTry again later.\n",
    ):
        assert admit(_capture(page), None) == f"it is {kind}, not guidance"
        assert admit(_capture(page), _held()) == f"it is {kind}, not guidance"


def test_words_of_an_error_inside_guidance_are_no_error() -> None:
    text = _WHOLE.replace(
        "2.1 One.", "2.1 Access denied\n\n2.2 Not found was the answer in 404 patients."
    )
    assert admit(_capture(text + "Longer guidance text. " * 200), None) is None


def test_a_record_with_less_than_half_its_recommendations_shrank() -> None:
    text = _WHOLE.replace(_FOUR, "1.1 Example recommendation 1 of the four.\n\n")
    problem = admit(_capture(text), _held())
    assert problem is not None
    assert problem.startswith("it shrank: it has 1 of the 4 recommendations held")


def test_half_of_the_recommendations_are_enough() -> None:
    text = _WHOLE.replace(_FOUR, _FOUR.partition("1.3")[0])
    assert admit(_capture(text), _held()) is None


def test_a_document_that_breaks_off_shrank() -> None:
    text = f"{_HEAD}# 1 Recommendations\n\n{_FOUR.partition('1.4')[0]}"
    problem = admit(_capture(text), _held())
    assert problem is not None
    assert problem.startswith("it shrank: it has 3 of the 8 paragraphs held")


def test_a_page_that_says_the_guidance_was_withdrawn_is_complete() -> None:
    assert admit(_capture(f"{_HEAD}This guidance has been withdrawn.\n"), _held()) is None


def test_a_page_that_says_the_guidance_was_replaced_is_complete() -> None:
    text = f"{_HEAD}This guidance has been replaced by HTG9901.\n"
    assert admit(_capture(text), _held()) is None


def test_an_overview_takes_nothing_away_and_may_enter() -> None:
    assert admit(_capture(f"{_HEAD}Published: 1 May 2020\n"), _held()) is None


def test_a_capture_that_says_nothing_is_refused() -> None:
    capture = _capture("1. x")
    bare = Capture(
        capture.slot,
        replace(capture.record, title=None, recommendations=(), captured=("identity",)),
        None,
        capture.document,
    )
    assert admit(bare, None) == "it has neither a title nor a recommendation"


def test_a_smaller_successor_is_compared_with_its_own_past_only() -> None:
    other = replace(_held(), reference=Reference("IPG", 9075))
    text = _WHOLE.replace(_FOUR, "1.1 Example recommendation 1 of the four.\n\n")
    assert admit(_capture(text), other) is None


def test_a_draft_handed_in_as_a_capture_is_refused() -> None:
    draft = read(SourceDocument(b"# 1 Provisional recommendations\n\n1.1 Use it.\n", "draft"))
    assert isinstance(draft, ParsedDocument)
    whole = _capture(_WHOLE)
    problem = admit(Capture(whole.slot, whole.record, None, draft), None)
    assert problem is not None
    assert "draft for consultation" in problem


def test_a_relation_that_leads_elsewhere_explains_why_less_is_left() -> None:
    capture = _capture(_WHOLE.replace(_FOUR, "1.1 Example recommendation 1 of the four.\n\n"))
    leads = Relationship(kind="replaced-by", reference=Reference("HTG", 9901))
    moved = Capture(
        capture.slot, replace(capture.record, relationships=(leads,)), None, capture.document
    )
    assert admit(moved, _held()) is None
