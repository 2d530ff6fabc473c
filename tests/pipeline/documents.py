"""Invented guidance under its old number and its new one."""

from __future__ import annotations

import datetime as dt

NOVEMBER = dt.datetime(2025, 11, 2, 9, tzinfo=dt.UTC)
FEBRUARY = dt.datetime(2026, 2, 2, 9, tzinfo=dt.UTC)

FULL = """\
# Balloon dilatation of the example vein in adults

{programme}

Published: 28 July 2004

www.nice.org.uk/guidance/{address}

{front}

# 1 Recommendations

- 1.1 Current evidence on balloon dilatation of the example vein does not appear adequate for this \
procedure to be used without special arrangements for consent and for audit or research.
- 1.2 Clinicians should take the following actions:
  - Inform the clinical governance leads in their Trusts.
  - {bullet}
- 1.3 This procedure should only be done in a specialist unit.

## 2 The procedure

### 2.1 Indications

- 2.1.1 Narrowing of the example vein is rare.

# Update information

{note}

ISBN: 978-1-4731-0000-0
"""
MIGRATED = (
    "## Minor changes since publication\n\n**January 2026:** Interventional procedures guidance "
    "9075 has been migrated to HealthTech guidance 9046. The recommendations and accompanying "
    "content remain unchanged."
)
BULLET = "Audit and review clinical outcomes of all patients."


def old_document(bullet: str = BULLET) -> str:
    return FULL.format(
        programme="Interventional procedures guidance",
        address="ipg9075",
        front="",
        bullet=bullet,
        note="",
    )


def new_document(bullet: str = BULLET) -> str:
    return FULL.format(
        programme="HealthTech guidance",
        address="htg9046",
        front="This guidance replaces IPG9075.",
        bullet=bullet,
        note=MIGRATED,
    )
