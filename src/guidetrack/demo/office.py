"""
The second half of the demonstration: an office that checks its register and is told.

It is the same store, seen by whoever keeps a register and by whoever reads notices.
"""

from __future__ import annotations

import datetime as dt
import shutil
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path

from guidetrack.config import Place, locate
from guidetrack.demo.steps import STEPS
from guidetrack.events.wrapping import WIDTH
from guidetrack.formats.findings.register import render_text
from guidetrack.pipeline import check_register, run
from guidetrack.sources.fetch import Clock

_REGISTER = Path(__file__).parent / "trust" / "register.csv"
_SINCE = dt.date(2025, 12, 31)
_SETTINGS = f"""\
# As guidetrack init writes it, without the explanations: one source, one audience, one way to it.
store: snapshots
sources:
  - folder: captures/{STEPS[-1].folder}
routes:
  nice-lead:
    watch:
      - register: register.csv
    priority: re-reference
    channels: [notices]
channels:
  notices:
    kind: files
    folder: notices
    write: [text, html]
"""
_LINES_SHOWN = 14


def check_the_register(place: Place, folder: Path, say: Callable[[str], None]) -> None:
    """Copy a register with columns that say what became of each row."""
    shutil.copy(_REGISTER, folder / "register.csv")
    summary = check_register(place, folder / "register.csv", folder / "register-checked.csv")
    say("\nWhich rows of our register are stale?")
    say(_indented(render_text(summary).replace(f"{folder}/", "")))


def tell_the_office(folder: Path, say: Callable[[str], None]) -> None:
    """Raise what happened this year for whoever watches the register, and deliver it."""
    (folder / "guidetrack.yaml").write_text(_SETTINGS, encoding="utf-8")
    now = STEPS[-1].observed_at + dt.timedelta(hours=1)
    result = run(
        locate(folder, environment={}),
        clock=Clock(now=lambda: now),
        since=_SINCE,
        environment={},
    )
    notices = sorted((folder / "notices").glob("*.txt"))
    count = len(result.raised)
    say(f"\nWho is told? The NICE lead watches the register: {count} notices this year.")
    for line in sorted(_firsts(notices)):
        say(textwrap.fill(line, WIDTH, initial_indent="  - ", subsequent_indent="    "))
    shown = next(each for each in notices if "HTG9046" in each.read_text(encoding="utf-8"))
    say("\nOne of them begins:\n")
    lines = shown.read_text(encoding="utf-8").splitlines()
    say(_indented("\n".join(lines[:_LINES_SHOWN]), "    "))


def _firsts(notices: list[Path]) -> Iterator[str]:
    """The decisive sentence of each notice: its first paragraph."""
    for each in notices:
        paragraph = each.read_text(encoding="utf-8").split("\n\n", 1)[0]
        yield " ".join(paragraph.split()).split(". ", 1)[0].rstrip(".") + "."


def _indented(words: str, indent: str = "  ") -> str:
    return "\n".join(f"{indent}{line}".rstrip() for line in words.rstrip().splitlines())
