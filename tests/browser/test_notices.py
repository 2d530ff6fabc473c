"""Notices as a browser shows them: for everybody, on every screen, and without a network."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from typing import Any, Literal

import msgspec
import pytest
from axe_core_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Page, Request
from tests.formats.notices.making import (
    ACT,
    BULK,
    CORRECTION,
    DIGEST,
    MOVE,
    OPERATOR,
    REMINDED,
    RETRACTION,
    SAMPLE,
    TIGHTER,
    alert,
    find,
)

from guidetrack.alerts.alert import Alert
from guidetrack.formats.notices import compose

_LONG = "Percutaneousultrasoundguidedneedling" * 5
HARD = alert(
    msgspec.structs.replace(
        TIGHTER,
        title=f"{_LONG} of the <b>sample</b> tendon & \u201cothers\u201d",
        url_after=f"https://www.nice.org.uk/guidance/{_LONG}",
        explained_by="A sentence that goes on. " * 150,
    )
)
EVERY: dict[str, tuple[Alert, ...]] = {
    "act": (ACT,),
    "re-reference": (MOVE,),
    "wave": (BULK,),
    "digest": DIGEST,
    "correction": (CORRECTION,),
    "retraction": (RETRACTION,),
    "operator": (OPERATOR,),
    "sample": (SAMPLE,),
    "hard": (HARD,),
}
each_message = pytest.mark.parametrize("name", EVERY)


@contextmanager
def opened(
    window: Page,
    alerts: tuple[Alert, ...],
    *,
    width: int = 800,
    scheme: Literal["dark", "light"] = "light",
    **occasion: Any,
) -> Iterator[Page]:
    """A message in the window, which may ask the network for nothing."""
    message = compose(
        alerts,
        key=alerts[0].id,
        route_name="cardiac-team",
        organisation="Example NHS Trust",
        find=find,
        **occasion,
    )
    asked: list[str] = []

    def note(request: Request) -> None:
        asked.append(request.url)

    window.on("request", note)
    window.set_viewport_size({"width": width, "height": 900})
    window.emulate_media(color_scheme=scheme)
    window.set_content(message.html)
    yield window
    window.remove_listener("request", note)
    assert asked == []


@each_message
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_stands_in_the_way_of_anybody(
    window: Page, name: str, scheme: Literal["dark", "light"]
) -> None:
    with opened(window, EVERY[name], scheme=scheme) as page:
        found = Axe().run(page)
        assert [(each["id"], each["nodes"]) for each in found["violations"]] == []


@each_message
def test_a_telephone_needs_no_scrolling_aside(window: Page, name: str) -> None:
    with opened(window, EVERY[name], width=400) as page:
        assert page.evaluate("document.documentElement.scrollWidth") <= 400


@each_message
def test_a_wide_screen_gets_a_column_that_can_be_read(window: Page, name: str) -> None:
    with opened(window, EVERY[name], width=1600) as page:
        box = page.locator("main > table").bounding_box()
        assert box is not None
        assert box["width"] == 640


@each_message
def test_nothing_is_loaded(window: Page, name: str) -> None:
    with opened(window, EVERY[name]) as page:
        assert page.evaluate("performance.getEntriesByType('resource').length") == 0


@each_message
def test_headings_go_down_step_by_step(window: Page, name: str) -> None:
    with opened(window, EVERY[name]) as page:
        levels = page.eval_on_selector_all(
            "h1, h2, h3, h4", "found => found.map(each => Number(each.tagName[1]))"
        )
        assert levels.count(1) == 1
        assert levels[0] == 1
        assert all(new <= old + 1 for old, new in pairwise(levels))


def test_changed_words_are_told_apart_without_colour(window: Page) -> None:
    with opened(window, (ACT,)) as page:
        for element, word, line in (
            ("del", "[Removed: limited.]", "line-through"),
            ("ins", "[Added: inadequate.]", "underline"),
        ):
            assert word in page.inner_text("body")
            style = "each => getComputedStyle(each).textDecorationLine"
            assert page.locator(element).first.evaluate(style) == line


def test_the_contents_of_a_digest_lead_to_its_notices(window: Page) -> None:
    with opened(window, DIGEST) as page:
        for link in page.locator("ol a").all()[:5]:
            target = page.locator(str(link.get_attribute("href")))
            assert target.inner_text() == link.inner_text()


def test_a_reminder_and_an_escalation_say_what_they_are(window: Page) -> None:
    with opened(window, (REMINDED,), purpose="reminder", step=3) as page:
        assert "This is reminder 3" in page.inner_text("body")
    with opened(window, (REMINDED,), purpose="escalation", step=1) as page:
        assert "was sent to cardiac-team on 14 January 2026" in page.inner_text("body")
