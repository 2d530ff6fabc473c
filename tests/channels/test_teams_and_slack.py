"""Cards and blocks as a real receiver gets them: whole, or clearly not; never with mark-up."""

from __future__ import annotations

import datetime as dt
import json
import logging
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.channels.receiver import Receiver, status

from guidetrack.alerts.message import Message
from guidetrack.channels import slack, teams
from guidetrack.channels.shortening import whole_or_shortened
from guidetrack.errors import ConfigError, DeliveryError

Make = Callable[..., Message]
both = pytest.mark.parametrize("channel", [teams, slack], ids=["teams", "slack"])
SLY = "Care <!channel> <@U024BE7LH> [here](https://evil.example.org) **now** <at>Lead</at> :heart:"
PARAGRAPH = "1.1 Balloon dilatation of the example vein should be done by few, and looked at.\n"


def deliver(channel: ModuleType, receiver: Receiver, message: Message, now: dt.datetime) -> Any:
    channel.deliver(message, channel.Settings(address=receiver.at("/hook/secret")), now)
    return json.loads(receiver.taken[-1].body)


def strings(value: Any) -> Iterator[dict[str, Any]]:
    """Every object in a body that carries a text."""
    if isinstance(value, dict):
        if isinstance(value.get("text"), str):
            yield value
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from strings(each)


def shown(channel: ModuleType, body: Any) -> str:
    """What a reader sees, without the links and the fallback."""
    if channel is teams:
        blocks = body["attachments"][0]["content"]["body"]
        return "\n".join(run["text"] for block in blocks for run in block["inlines"])
    sections: list[str] = [block["text"]["text"] for block in body["blocks"] if "text" in block]
    return sections[0] + "\n" + "".join(sections[1:])


@both
def test_the_whole_text_is_shown_under_its_subject(
    channel: ModuleType, receiver: Receiver, message: Make, now: dt.datetime
) -> None:
    body = deliver(channel, receiver, message(), now)
    assert shown(channel, body).strip() == f"{message().subject}\n{message().text}".strip()
    assert receiver.taken[0].headers["idempotency-key"] == "GA-4T7YQ2M9KXW3DF6P"


def test_a_card_is_what_a_workflow_takes(
    receiver: Receiver, message: Make, now: dt.datetime
) -> None:
    body = deliver(teams, receiver, message(text="A\n\n    B\nC\n"), now)
    (attachment,) = body["attachments"]
    assert body["type"] == "message"
    assert attachment["contentType"] == "application/vnd.microsoft.card.adaptive"
    card = attachment["content"]
    assert (card["type"], card["version"]) == ("AdaptiveCard", "1.4")
    assert [(each.get("spacing"), each["inlines"][0]["text"]) for each in card["body"][1:]] == [
        ("Medium", "A"),
        ("Medium", "\u00a0\u00a0\u00a0\u00a0B"),
        ("None", "C"),
    ]
    assert card["actions"] == [
        {
            "type": "Action.OpenUrl",
            "title": "Read HTG9046",
            "url": "https://www.example.org/guidance/htg9046",
        }
    ]


def test_slack_links_to_the_page(receiver: Receiver, message: Make, now: dt.datetime) -> None:
    body = deliver(slack, receiver, message(), now)
    assert body["blocks"][-1]["elements"][0]["text"] == (
        "Read: <https://www.example.org/guidance/htg9046|HTG9046>"
    )


def test_nothing_in_a_card_is_markdown_or_a_mention(
    receiver: Receiver, message: Make, now: dt.datetime
) -> None:
    body = deliver(teams, receiver, message(subject=SLY, text=SLY), now)
    card = body["attachments"][0]["content"]
    assert {each["type"] for each in card["body"]} == {"RichTextBlock"}
    assert "entities" not in card["msteams"]
    assert shown(teams, body) == f"{SLY}\n{SLY}"


def test_nothing_in_slack_calls_anybody_or_links_elsewhere(
    receiver: Receiver, message: Make, now: dt.datetime
) -> None:
    body = deliver(slack, receiver, message(subject=SLY, text=SLY), now)
    marked = [each for each in strings(body) if each.get("type") != "plain_text"]
    assert [each["text"].count("<") for each in marked] == [0, 1]
    assert all(each["emoji"] is False for each in strings(body) if each not in marked)
    assert body["link_names"] is False
    assert shown(slack, body) == f"{SLY}\n{SLY}"


@both
@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "https://e.org/|x>", "https://e.org/<!channel>", "e.org"]
)
def test_what_is_no_address_of_the_web_is_no_link(
    channel: ModuleType, address: str, receiver: Receiver, message: Make, now: dt.datetime
) -> None:
    (alert,) = message().alerts
    event = msgspec.structs.replace(alert.events[0], url_after=address)
    sly = message(alerts=(msgspec.structs.replace(alert, events=(event,)),))
    deliver(channel, receiver, sly, now)
    assert address not in receiver.taken[0].body.decode()


@both
def test_a_text_that_is_too_long_ends_with_a_paragraph_and_says_where_the_rest_is(
    channel: ModuleType, receiver: Receiver, message: Make, now: dt.datetime
) -> None:
    long = "\n".join(f"{at} {PARAGRAPH}" for at in range(1_000))
    text = shown(channel, deliver(channel, receiver, message(text=long), now))
    kept, pointed, rest = text.partition("SHORTENED HERE")
    assert pointed
    assert "guidetrack alerts show GA-4T7YQ2M9KXW3DF6P" in rest
    told = [line for line in kept.split("\n")[1:] if line]
    assert told == [f"{at} {PARAGRAPH}".strip() for at in range(len(told))]
    assert len(told) > 40


@both
def test_a_single_paragraph_that_is_too_long_is_pointed_to(
    channel: ModuleType, receiver: Receiver, message: Make, now: dt.datetime
) -> None:
    body = deliver(channel, receiver, message(text=PARAGRAPH * 1_000), now)
    assert shown(channel, body).split("\n")[1].startswith("SHORTENED HERE")


@both
@given(part=st.text(min_size=1, max_size=60) | st.text("a \n\U0001f600"), times=st.integers(1, 900))
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_message_is_larger_than_is_taken(  # noqa: PLR0913, PLR0917 - fixtures
    channel: ModuleType,
    part: str,
    times: int,
    receiver: Receiver,
    message: Make,
    now: dt.datetime,
) -> None:
    body = deliver(channel, receiver, message(text=part * times), now)
    assert len(receiver.taken[-1].body) <= 28_000 or channel is slack
    if channel is slack:
        sizes = [len(each["text"].encode("utf-16-le")) // 2 for each in strings(body)]
        assert all(0 < size <= 3_000 for size in sizes)
        assert all(each["text"].strip() for each in strings(body))
        assert sum(sizes) <= 13_000
        assert len(body["blocks"]) <= 50


def test_all_alerts_of_a_shortened_digest_are_named_or_counted(message: Make) -> None:
    (alert,) = message().alerts
    many = tuple(msgspec.structs.replace(alert, id=f"GA-{at:016}") for at in range(12))
    text = whole_or_shortened(message(alerts=many), "Teams", lambda text: len(text) < 10)
    assert text.count("guidetrack alerts show GA-") == 10
    assert "and 2 more: guidetrack alerts list" in text


@both
def test_the_address_is_in_no_error_and_no_log(
    channel: ModuleType,
    receiver: Receiver,
    message: Make,
    now: dt.datetime,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    receiver.answer = status(404, b"/hook/secret is gone")
    with pytest.raises(DeliveryError, match="status 404") as caught:
        deliver(channel, receiver, message(), now)
    assert "secret" not in f"{caught.value}{caught.value.hint}{caplog.text}"


@both
def test_an_address_in_clear_is_refused(
    channel: ModuleType, message: Make, now: dt.datetime
) -> None:
    clear = channel.Settings(address="http://hooks.example.org/secret")
    with pytest.raises(ConfigError, match="not encrypted"):
        channel.deliver(message(), clear, now)
