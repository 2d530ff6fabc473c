"""
Alerts to what people read: one file per form, and the message that channels are handed.

What a notice says is settled once, as a letter without any form; text and page are two ways to
write the same letter, and the tables go beside it for those who keep registers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from guidetrack.alerts.alert import Alert, Purpose
from guidetrack.alerts.message import Attachment, Message
from guidetrack.alerts.moments import moment
from guidetrack.formats.notices import csv, html, json, text, xlsx
from guidetrack.formats.notices.bulk import LIST_NAME
from guidetrack.formats.notices.columns import DEFAULT_COLUMNS, FIELDS, check_columns
from guidetrack.formats.notices.writing import Find, Occasion, write_letter

_CSV_TYPE = "text/csv"
_XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _unknown(_alert_id: str) -> None:
    return None


def compose(  # noqa: PLR0913 - what a message depends on, each by its name
    alerts: Sequence[Alert],
    *,
    key: str,
    route_name: str,
    organisation: str | None = None,
    thread: str | None = None,
    attach: Sequence[str] = (),
    table_columns: Mapping[str, str] | None = None,
    purpose: Purpose = "notice",
    step: int = 0,
    find: Find = _unknown,
) -> Message:
    """
    Make the message about one alert, or about several as a digest.

    Args:
        alerts: at least one; in a digest those to act on are told first.
        key: the idempotency key.
        route_name: whom it is for; of an escalation the route that is told as well.
        organisation: named as the sender.
        thread: the key of the message before it on the same guidance and route.
        attach: `csv`, `xlsx`, `json`; a wave always brings its list as CSV.
        table_columns: heading to field, see `FIELDS`; `DEFAULT_COLUMNS` where not given.
        purpose: a reminder and an escalation say so, and since when nobody has answered; an
            acknowledgement says that somebody has.
        step: which reminder, from 1.
        find: answers with an alert told before; a correction names what that one said.

    Raises:
        ConfigError: a column is not a field, or openpyxl is missing for `xlsx`.
    """
    occasion = Occasion(route=route_name, organisation=organisation, purpose=purpose, step=step)
    letter = write_letter(alerts, occasion, find)
    columns = DEFAULT_COLUMNS if table_columns is None else table_columns
    raised_at = max(alert.raised_at for alert in alerts)
    return Message(
        key=key,
        route=route_name,
        alerts=tuple(alerts),
        subject=letter.subject,
        text=text.render(letter),
        html=html.render(letter),
        raised_at=raised_at,
        thread=thread,
        is_sample=any(alert.kind == "sample" for alert in alerts),
        attachments=tuple(_attachments(alerts, attach, columns, raised_at)),
    )


def _attachments(
    alerts: Sequence[Alert], attach: Sequence[str], columns: Mapping[str, str], raised_at: str
) -> Iterator[Attachment]:
    has_list = any(len(alert.events) > 1 for alert in alerts)
    if "csv" in attach or has_list:
        table = csv.render(alerts, columns)
        yield Attachment(name=LIST_NAME, media_type=_CSV_TYPE, content=table)
    if "xlsx" in attach:
        book = xlsx.render(alerts, columns, at=moment(raised_at))
        name = LIST_NAME.replace(".csv", ".xlsx")
        yield Attachment(name=name, media_type=_XLSX_TYPE, content=book)
    if "json" in attach:
        data = json.render(alerts)
        name = LIST_NAME.replace(".csv", ".json")
        yield Attachment(name=name, media_type="application/json", content=data)


__all__ = ["DEFAULT_COLUMNS", "FIELDS", "check_columns", "compose"]
