"""What the README shows is what the program prints."""

from __future__ import annotations

import re
from pathlib import Path

from click.testing import CliRunner

from guidetrack.cli import guidetrack

ROOT = Path(__file__).resolve().parents[1]


def test_the_transcript_is_what_the_command_prints() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    shown = re.search(r"```text\n\$ guidetrack ([^\n]+)\n(.*?)```", readme, re.DOTALL)
    assert shown, "the README shows a transcript"
    captures = ROOT / "src" / "guidetrack" / "demo" / "guidance"
    words = [str(captures / word) if word[0].isdigit() else word for word in shown[1].split()]
    done = CliRunner().invoke(guidetrack, words)
    assert done.exit_code == 0
    assert shown[2].strip() == done.output.strip()
