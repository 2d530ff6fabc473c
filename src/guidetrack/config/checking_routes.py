"""
What the types of routes, channels and the policy cannot say.

A route that names a channel which does not exist would be silent for ever, so every name
is looked up here, before anything runs.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from guidetrack.alerts.route import Policy, Route, Watch
from guidetrack.config.nearest import nearest
from guidetrack.config.secrets import WRITTEN, fields_marked, is_place
from guidetrack.config.settings import ChannelSettings, Config
from guidetrack.errors import NotAReferenceError
from guidetrack.guidance.programmes import PROGRAMMES
from guidetrack.guidance.reference import Reference

Found = tuple[tuple[str | int, ...], str]


def check_routes(config: Config) -> Iterator[Found]:
    """Yield every problem of routes, channels, operator and policy, with where it stands."""
    for name, route in config.routes.items():
        yield from ((("routes", name, *path), say) for path, say in _check_route(route, config))
    for name, channel in config.channels.items():
        yield from ((("channels", name, *path), say) for path, say in _check_channel(channel))
    for number, told in enumerate(config.operator.channels):
        yield from _known(("operator", "channels", number), told, config.channels, "channel")
    if config.policy:
        yield from ((("policy", *path), say) for path, say in _check_policy(config.policy))


def _check_route(route: Route, config: Config) -> Iterator[Found]:
    if not route.channels:
        yield (("channels",), "a route without a channel tells nobody")
    for number, channel in enumerate(route.channels):
        yield from _known(("channels", number), channel, config.channels, "channel")
    if route.remind and route.remind.escalate_to is not None:
        others = [name for name in config.routes if name != route.name]
        yield from _known(
            ("remind", "escalate_to"), route.remind.escalate_to, others, "other route"
        )
    yield from _check_columns(route.columns)
    for field in ("watch", "ignore"):
        for number, watch in enumerate(getattr(route, field)):
            yield from (((field, number, *path), say) for path, say in _check_watch(watch))
    for number, watch in enumerate(route.ignore):
        if watch == Watch():
            yield (("ignore", number), "an empty entry ignores everything")


def _check_watch(watch: Watch) -> Iterator[Found]:
    for number, text in enumerate(watch.references):
        try:
            Reference.parse(text)
        except NotAReferenceError:
            yield (("references", number), f"{text!r} is not a reference; one is IPG75")
    for field in ("prefixes", "origin"):
        for number, text in enumerate(getattr(watch, field)):
            if not (text.isascii() and text.isalpha() and text.isupper()):
                near = nearest(text.upper(), PROGRAMMES)
                yield ((field, number), f"{text!r} is not a prefix; one is IPG{near}")
    yield from _check_kinds(watch.kinds, ())
    for field in ("title", "codes"):
        for number, text in enumerate(getattr(watch, field)):
            if not text.strip():
                yield ((field, number), "there is no word in it")


def _check_columns(columns: dict[str, str]) -> Iterator[Found]:
    if not columns:
        return
    from guidetrack.formats.notices import FIELDS  # noqa: PLC0415 - the rules are slow to load

    for heading, field in columns.items():
        yield from _known(("columns", heading), field, FIELDS, "field of a notice")


def _check_kinds(kinds: Collection[str], at: tuple[str | int, ...]) -> Iterator[Found]:
    if not kinds:
        return
    from guidetrack.events import RULES  # noqa: PLC0415 - the rules are slow to load

    names = [rule.header.kind for rule in RULES]
    for number, kind in enumerate(kinds):
        yield from _known((*at, "kinds", number), kind, names, "kind of event")


def _check_channel(channel: ChannelSettings) -> Iterator[Found]:
    from guidetrack.channels import CHANNELS  # noqa: PLC0415 - mail and web are slow to load

    for name in fields_marked(CHANNELS[channel.kind].settings, "secret"):
        value = channel.values.get(name)
        if isinstance(value, str) and not is_place(value):
            # The value may be the secret itself, so it is not quoted.
            yield ((name,), f"{name}: the secret itself must not stand here; write {WRITTEN}")


def _check_policy(policy: Policy) -> Iterator[Found]:
    if not policy.deadlines:
        yield (("deadlines",), "a policy without deadlines sets none; take it away")
    for number, rule in enumerate(policy.deadlines):
        yield from _check_kinds(rule.kinds, ("deadlines", number))


def _known(
    at: tuple[str | int, ...], name: str, names: Collection[str], noun: str
) -> Iterator[Found]:
    if name not in names:
        listed = nearest(name, names) or (f"; there is {', '.join(names)}" if names else "")
        yield (at, f"no {noun} is named {name!r}{listed}")
