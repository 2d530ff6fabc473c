"""
A marked sample through one channel, so that nobody has to wait for real news to try it.

It goes out at once and leaves nothing behind: not in the outbox, not in how the channel has
been doing. Its guidance is invented, so that it can be mistaken for none.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from guidetrack.alerts.alert import Alert
from guidetrack.alerts.identity import alert_id
from guidetrack.alerts.message import Receipt
from guidetrack.config import Place
from guidetrack.config.nearest import nearest
from guidetrack.config.secrets import filled_in
from guidetrack.errors import ConfigError, DeliveryError, GuidetrackError
from guidetrack.events.event import ConcernedRecommendation, Event
from guidetrack.store.history import iso_utc

ROUTE = "sample"
_TEXT = (
    "Current evidence on balloon dilatation of the example vein does not appear adequate for "
    "this procedure to be used without special arrangements for consent and for audit or research."
)
_EVENT = Event(
    id="GT-SAMPLESAMPLESAMP",
    kind="migrated",
    priority="re-reference",
    confidence="confirmed",
    reference_before="IPG9075",
    reference_after="HTG9046",
    origin_programme="IPG",
    title="Balloon dilatation of the example vein in adults",
    summary="IPG9075 is now HTG9046; recommendation 1.1 is identical.",
    verdict="identical",
    categories_before=("special-arrangements",),
    categories_after=("special-arrangements",),
    recommendations=(
        ConcernedRecommendation(
            number_before="1.1", number_after="1.1", text_before=_TEXT, text_after=_TEXT
        ),
    ),
)


def send_sample(
    place: Place, channel: str, *, now: dt.datetime, environment: Mapping[str, str]
) -> Receipt:
    """
    Send a marked sample through a channel; nothing is written into the store.

    Raises:
        ConfigError: there is no such channel, or a secret that it needs cannot be had.
        DeliveryError: the channel did not take it.
    """
    from guidetrack.channels import CHANNELS  # noqa: PLC0415 - mail and web are slow to load
    from guidetrack.formats.notices import compose  # noqa: PLC0415 - templates are slow to load

    given = place.config.channels.get(channel)
    if given is None:
        raise ConfigError(
            f"there is no channel {channel!r}{nearest(channel, place.config.channels)}",
            hint=f"Configured are: {', '.join(place.config.channels) or 'none'}.",
        )
    kind = CHANNELS[given.kind]
    settings = filled_in(given.values, kind.settings, folder=place.folder, environment=environment)
    sample = sample_alert(channel, now)
    message = compose(
        (sample,),
        key=sample.id,
        route_name=ROUTE,
        organisation=place.config.delivery.organisation,
    )
    try:
        return kind.deliver(message, settings, now)
    except GuidetrackError:
        raise
    except Exception as problem:  # noqa: BLE001 - what broke may quote an address or a secret
        raise DeliveryError(
            f"the channel {channel} broke unexpectedly ({type(problem).__name__})",
            hint="Check its settings in guidetrack.yaml.",
        ) from None


def sample_alert(channel: str, now: dt.datetime) -> Alert:
    """Make a sample; two that were asked for at different times are different ones."""
    at = iso_utc(now)
    return Alert(
        id=alert_id(ROUTE, (channel, at)),
        kind="sample",
        route=ROUTE,
        events=(_EVENT,),
        why=("Somebody tried this channel with guidetrack alerts test.",),
        raised_at=at,
        seen_first=at,
        published="2004-07-28",
        channels=(channel,),
    )
