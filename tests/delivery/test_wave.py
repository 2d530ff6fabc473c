"""A wave of migrations: one notice with its list, and a single one for each that changed."""

from __future__ import annotations

import csv
import datetime as dt
import io

from tests.delivery.office import Office

CONFIGURED = """\
routes:
  register: {watch: [{kinds: [migrated]}], channels: [folder]}
channels:
  folder: {kind: files, folder: notices, write: [text]}
stale_after: 400
"""
COUNT = 150
CHANGED = (10017, 10100, 10149)
PAGE = """\
# Support of the invented organ {number}

{programme}

Published: 28 July 2004

www.nice.org.uk/guidance/{address}

# 1 Recommendations

1.1 Current evidence on support of the invented organ {number} appears adequate to support the use \
of this procedure provided that the normal arrangements are in place for consent, audit and \
clinical governance.

1.2 Support of the invented organ {number} should only be done by a team that does at least \
{times} a year.
{note}"""
NOTE = """
# Update information

## Minor changes since publication

**January 2026:** Interventional procedures guidance {number} has been migrated to HealthTech \
guidance {new}. The recommendations and accompanying content remain unchanged.
"""


def old_page(number: int) -> str:
    return PAGE.format(
        number=number,
        programme="Interventional procedures guidance",
        address=f"ipg{number}",
        times=12,
        note="",
    )


def new_page(number: int) -> str:
    new = number + 10_000
    return PAGE.format(
        number=number,
        programme="HealthTech guidance",
        address=f"htg{new}",
        times=25 if number in CHANGED else 12,
        note=NOTE.format(number=number, new=new),
    )


def test_the_wave_is_one_notice_and_three_single_ones(office: Office) -> None:
    office.configure(CONFIGURED)
    captures = office.folder / "captures"
    numbers = range(10_001, 10_001 + COUNT)
    for number in numbers:
        (captures / f"{number}.md").write_text(old_page(number), encoding="utf-8")
    assert office.run().raised == ()
    for number in numbers:
        (captures / f"{number}.md").write_text(new_page(number), encoding="utf-8")
    office.now += dt.timedelta(days=77)
    result = office.run()

    alerts = [office.alerts()[each] for each in result.raised]
    (bulk,) = (each for each in alerts if each.kind == "bulk")
    single = sorted(
        each.events[0].reference_before or "" for each in alerts if each.kind == "notice"
    )
    assert len(bulk.events) == COUNT
    assert single == [f"IPG{number}" for number in CHANGED]
    assert len(alerts) == 1 + len(CHANGED)

    notices = office.folder / "notices"
    text = (notices / f"{bulk.id}.txt").read_text(encoding="utf-8")
    assert f"{COUNT}" in text
    (listed,) = notices.glob(f"{bulk.id}-*.csv")
    rows = list(csv.DictReader(io.StringIO(listed.read_text(encoding="utf-8-sig"))))
    assert len(rows) == COUNT
    assert len({row["reference_before"] for row in rows}) == COUNT
    assert len(list(notices.glob("*.txt"))) == len(alerts)
