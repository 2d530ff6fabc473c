"""A trust with routes and channels at the command line, and what the command line answers."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from tests.channels.conftest import without_proxies
from tests.channels.receiver import receiving, status

ROUTES = """\
routes:
  lead:
    channels: [notices]
  cardiac-team:
    watch:
      - references: [IPG9310, HTG9310]
    every: weekly
    channels: [team]
channels:
  notices: {kind: files, folder: notices, write: [text, jsonl]}
  team: {kind: files, folder: team, write: [text]}
operator: {channels: [notices]}
"""


@contextmanager
def refusing(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Settings of a channel whose receiver refuses every message for good."""
    without_proxies(monkeypatch)
    monkeypatch.setenv("HOOK_SECRET", "a secret of more than enough bytes")
    with receiving() as receiver:
        receiver.answer = status(422)
        yield f'{{kind: webhook, address: "{receiver.at("/")}", secret: "${{HOOK_SECRET}}"}}'


@dataclass
class Trust:
    """A folder that is watched, and somebody who types commands in it."""

    run: Callable[..., Result]
    captures: Path
    inbox: Path

    def configure(self, text: str = ROUTES) -> None:
        """Watch the inbox, and tell what `text` says."""
        Path("guidetrack.yaml").write_text(f"sources:\n  - folder: inbox\n{text}", encoding="utf-8")

    def tighten(self) -> None:
        """A recommendation of HTG9310 becomes research only."""
        shutil.copy(self.captures / "4-tightening" / "HTG9310.md", self.inbox)

    def answer(self, *arguments: str) -> dict[str, Any]:
        """What a command answers as JSON."""
        done = self.run(*arguments, "--json")
        assert done.stdout, done.output
        answer: dict[str, Any] = json.loads(done.stdout)
        return answer

    def alerts(self, *arguments: str) -> list[dict[str, Any]]:
        """Alerts in short, the newest first."""
        found: list[dict[str, Any]] = self.answer("alerts", "list", *arguments)["alerts"]
        return found

    def alerts_in(self, state: str) -> list[str]:
        """The ids of the alerts in a state."""
        return [each["id"] for each in self.alerts("--state", state)]

    def commits(self) -> list[str]:
        """The subjects of all commits, the newest first."""
        done = subprocess.run(
            ["git", "log", "--format=%s"], capture_output=True, text=True, check=True
        )
        return done.stdout.splitlines()
