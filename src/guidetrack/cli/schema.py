"""
`guidetrack schema`: what scripts may rely on, as JSON Schema.
"""

from __future__ import annotations

from typing import Any

import click

from guidetrack.cli import exits
from guidetrack.cli.options import Command

_NAMES = (
    "alert",
    "alerts",
    "crosswalk",
    "delivery",
    "evidence",
    "export",
    "pull",
    "record",
    "register",
    "report",
    "resolve",
    "run",
    "scan",
    "silences",
    "snapshot",
    "status",
    "verify",
    "watch",
)
_OF_PIPELINE = {
    "alert": "ShownAlert",
    "alerts": "AlertList",
    "delivery": "Delivered",
    "export": "Exported",
    "pull": "Pulled",
    "run": "RunResult",
    "silences": "SilenceList",
    "snapshot": "SnapshotResult",
    "status": "Stock",
    "watch": "WatchTest",
}
_DIALECT = "https://json-schema.org/draft/2020-12/schema"


@click.command(
    "schema",
    cls=Command,
    examples=(
        "guidetrack schema report",
        "guidetrack schema record > record.schema.json",
    ),
)
@click.argument("name", type=click.Choice(_NAMES))
def command(name: str) -> int:
    """
    Print the JSON Schema (2020-12) of one of guidetrack's outputs.

    `record` is what `guidetrack show --json` prints, `report` is that of `diff`, `register` is
    that of `scan --register`, `evidence` is the manifest of a pack, `alerts`, `alert`,
    `silences` and `delivery` are what `guidetrack alerts list`, `show`, `silences` and
    `deliver` print, and the others are those of the commands of these names.
    """
    from guidetrack.cli.output import write_json  # noqa: PLC0415 - keeps --help light
    from guidetrack.events.plain import encode  # noqa: PLC0415

    write_json(encode(_describe(name), indent=2) + "\n")
    return exits.DONE


def _describe(name: str) -> dict[str, Any]:
    import msgspec  # noqa: PLC0415

    if name == "record":
        from guidetrack.guidance.record import json_schema  # noqa: PLC0415

        return json_schema()
    if name == "report":
        from guidetrack.events.report import Report  # noqa: PLC0415

        return {"$schema": _DIALECT, **msgspec.json.schema(Report)}
    if name == "evidence":
        from guidetrack.evidence.manifest import Manifest  # noqa: PLC0415

        return {"$schema": _DIALECT, **msgspec.json.schema(Manifest)}
    if name == "verify":
        from guidetrack.evidence.check import Check  # noqa: PLC0415

        return {"$schema": _DIALECT, **msgspec.json.schema(Check)}
    if name == "scan":
        from guidetrack.formats.findings import json  # noqa: PLC0415

        return {"$schema": _DIALECT, **json.describe()}
    if name == "register":
        from guidetrack.formats.findings import register  # noqa: PLC0415

        return {"$schema": _DIALECT, **register.describe()}
    if name in _OF_PIPELINE:
        from guidetrack import pipeline  # noqa: PLC0415

        kind = getattr(pipeline, _OF_PIPELINE[name])
        return {"$schema": _DIALECT, **msgspec.json.schema(kind)}
    if name == "crosswalk":
        from guidetrack.lineage import Crosswalk  # noqa: PLC0415

        return {"$schema": _DIALECT, **msgspec.json.schema(Crosswalk)}
    from guidetrack.lineage import Resolution  # noqa: PLC0415

    answers = msgspec.json.schema(Resolution)
    return {
        "$schema": _DIALECT,
        "type": "object",
        "properties": {
            "schema_version": {"type": "integer"},
            "results": {"type": "array", "items": {"$ref": answers["$ref"]}},
        },
        "required": ["schema_version", "results"],
        "$defs": answers["$defs"],
    }
