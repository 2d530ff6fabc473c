"""Channels that need more than the base install: loaded late, and missed in plain words."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

_UNINSTALLED = """
import datetime as dt, sys
class Uninstalled:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {"apprise", "feedgen", "icalendar"}:
            raise ModuleNotFoundError(name)
sys.meta_path.insert(0, Uninstalled())
from guidetrack.alerts.alert import Alert
from guidetrack.alerts.message import Message
from guidetrack.channels import CHANNELS
from guidetrack.errors import ConfigError
at = "2026-01-19T08:00:00Z"
alert = Alert(id="GA-4", kind="notice", route="r", events=(), raised_at=at, deadline="2026-01-21")
words = {"subject": "s", "text": "t", "html": "", "raised_at": at}
message = Message(key="GA-4", route="r", alerts=(alert,), **words)
kind, settings = sys.argv[1], dict([sys.argv[2].split("=")])
channel = CHANNELS[kind]
try:
    channel.deliver(message, channel.settings(**settings), dt.datetime(2026, 1, 19, tzinfo=dt.UTC))
except ConfigError as problem:
    print(problem, problem.hint)
"""


@pytest.mark.parametrize(
    ("kind", "setting"),
    [("apprise", "address=json://127.0.0.1:9"), ("atom", "folder={}"), ("calendar", "folder={}")],
)
def test_without_the_extra_the_channel_says_which(kind: str, setting: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _UNINSTALLED, kind, setting.format(tmp_path)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "guidetrack[notify]" in done.stdout
    assert list(tmp_path.iterdir()) == []


def test_no_channel_is_loaded_before_it_delivers() -> None:
    code = "import sys, guidetrack.channels; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"apprise", "feedgen", "icalendar", "httpx2", "lxml"} & set(done.stdout.split())
