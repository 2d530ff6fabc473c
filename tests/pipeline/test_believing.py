"""What a publisher serves is not believed at once, and some of it never."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.pipeline.publisher import invented
from tests.pipeline.weeks import Watch, events_of
from tests.sources.site import page

LOGIN = "<html><title>Sign in</title><body><h1>Sign in</h1><form></form></body></html>"
WELCOME = "<html><title>Welcome</title><body><h1>Welcome back</h1><p>Hello.</p></body></html>"


@pytest.mark.parametrize(
    "body", [LOGIN, WELCOME, "", "<html><body></body></html>", "<h1>Page not found</h1>"]
)
def test_a_page_that_is_no_guidance_is_never_believed(watch: Watch, body: str) -> None:
    watch.run()
    for _ in range(4):
        watch.publisher.site.play("/guidance/ipg9101", page(body))
        result = watch.run()
        assert (result.revision, events_of(result)) == (None, set())
        assert "/guidance/ipg9101" in result.refused[0].source
        assert result.missed == ()


def test_other_guidance_behind_an_address_is_never_believed(watch: Watch) -> None:
    watch.run()
    other = dict(watch.publisher.pages(invented(9777, "other")))
    watch.publisher.site.play("/guidance/ipg9101", page(other["/guidance/ipg9777"]))
    for _ in range(3):
        result = watch.run()
        assert "IPG9777" in result.refused[0].problems[0]
        assert (result.recorded, events_of(result)) == ((), set())


def test_what_merely_shrank_is_believed_when_the_next_run_finds_the_same(watch: Watch) -> None:
    watch.run()
    whole = watch.publisher.guidance["IPG9101"]
    half = replace(whole, recommendations=whole.recommendations[:1])
    watch.publisher.publish(half)
    assert "shrank" in watch.run().refused[0].problems[0]
    second = watch.run()
    assert (second.recorded, second.refused) == (("IPG9101",), ())
    assert {kind for kind, *_ in events_of(second)} == {"recommendation-removed"}


def test_what_shrank_and_was_whole_in_between_has_to_be_found_twice_anew(watch: Watch) -> None:
    watch.run()
    whole = watch.publisher.guidance["IPG9101"]
    half = replace(whole, recommendations=whole.recommendations[:1])
    for guidance in (half, whole, half):
        watch.publisher.publish(guidance)
        result = watch.run()
    assert len(result.refused) == 1
    watch.publisher.fail()
    watch.run()
    watch.publisher.republish()
    assert watch.run().recorded == ("IPG9101",)


def test_a_mirror_is_believed_when_the_next_run_finds_the_same(watch: Watch) -> None:
    watch.run()
    pages = dict(watch.publisher.pages(watch.publisher.guidance["IPG9101"]))
    canonical = '<link rel="canonical" href="https://www.nice.org.uk/guidance/ipg9101">'
    mirrored = pages["/guidance/ipg9101"].replace("<head>", f"<head>{canonical}")
    watch.publisher.site.play("/guidance/ipg9101", page(mirrored))
    assert "its address is on nice.org.uk" in watch.run().refused[0].problems[0]
    assert watch.run().refused == ()


@pytest.mark.parametrize("body", ["Welcome back.", '{"greeting": "hello"}'])
def test_what_does_not_say_what_it_is_is_never_believed_in_any_format(
    watch: Watch, body: str
) -> None:
    watch.run()
    for _ in range(2):
        watch.publisher.site.play("/guidance/ipg9101", page(body, media_type="text/plain"))
        result = watch.run()
        assert (len(result.refused), result.recorded) == (1, ())
