"""A remote that cannot be used: one sentence, exit code 5, nothing lost, and nobody left untold."""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
import time
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.delivery.office import SOURCES, Office
from tests.delivery.receiver import Receiver
from tests.sharing.hub import Hub

from guidetrack.cli import exits, guidetrack
from guidetrack.cli.run import exit_code
from guidetrack.errors import ConfigError, StoreError
from guidetrack.pipeline import RunResult, pull
from guidetrack.store.remote import Remote, quiet_environment
from guidetrack.store.repository import Repository


def problem_of(result: RunResult) -> str:
    """What kept the run from being shared."""
    assert result.shared is not None
    assert result.shared.problem is not None
    assert exit_code(result) == exits.STORE
    return result.shared.problem


def settings_of(office: Office) -> str:
    """What an office has configured besides its sources."""
    return (office.folder / "guidetrack.yaml").read_text("utf-8").removeprefix(SOURCES)


def test_a_dead_remote_silences_nothing_and_gets_everything_when_it_is_back(
    hub: Hub, ann: Office, receiver: Receiver
) -> None:
    away = hub.folder.rename(hub.folder.with_name("away"))
    ann.capture(1)
    result = ann.run()
    assert "origin cannot be reached" in problem_of(result)
    assert result.revision is not None
    assert sorted(receiver.arrived) == sorted(result.raised)
    away.rename(hub.folder)
    after = ann.run()
    assert after.shared is not None
    assert (after.raised, after.shared.problem, after.shared.pushed) == ((), None, True)
    assert hub.tip() == ann.git("rev-parse", "HEAD").strip()
    assert hub.tip("guidetrack-journal") == ann.git("rev-parse", "guidetrack-journal").strip()


def test_a_reader_is_told_that_the_remote_is_dead(hub: Hub, ann: Office) -> None:
    shutil.rmtree(hub.folder)
    with pytest.raises(StoreError, match="origin cannot be reached"):
        pull(ann.place, now=ann.now)


def test_who_may_not_push_goes_on_alone(hub: Hub, ann: Office) -> None:
    hook = hub.folder / "hooks" / "pre-receive"
    hook.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    ann.capture(1)
    result = ann.run()
    assert problem_of(result).startswith("the remote origin refuses what is pushed")
    assert result.revision == ann.git("log", "-1", "--format=%H", "--grep=snapshot").strip()


def test_a_rewritten_remote_is_not_followed(hub: Hub, ann: Office, bob: Office) -> None:
    ann.capture(1)
    ann.run()
    pull(bob.place, now=ann.now)
    bob.capture(2)
    bob.run()
    pull(ann.place, now=bob.now)
    hub.git("update-ref", "refs/heads/main", hub.git("rev-parse", "main~3"))
    before = bob.git("rev-parse", "HEAD")
    with pytest.raises(StoreError, match="has been rewritten"):
        pull(bob.place, now=bob.now)
    assert bob.git("rev-parse", "HEAD") == before
    tip = hub.tip()
    ann.now = bob.now
    assert "has been rewritten" in problem_of(ann.run())
    assert hub.tip() == tip
    bob.git("fetch", "-q", "origin", "main")
    bob.git("reset", "-q", "--hard", "FETCH_HEAD")
    assert pull(bob.place, now=bob.now).revision == tip


def test_another_history_is_not_put_together(hub: Hub, ann: Office) -> None:
    shared = settings_of(ann)
    stranger = Office(ann.folder.with_name("stranger"), environment=ann.environment)
    stranger.configure(shared.partition("share:")[0])
    stranger.capture(0)
    stranger.now += dt.timedelta(hours=1)
    stranger.run()
    stranger.git("branch", "-qM", "main")
    stranger.git("remote", "add", "origin", str(hub.folder))
    stranger.configure(shared)
    tip = hub.tip()
    assert "no commit in common" in problem_of(stranger.run())
    assert hub.tip() == tip


def test_a_store_of_a_newer_format_is_left_alone(hub: Hub, ann: Office, bob: Office) -> None:
    file = ann.folder / "snapshots" / "store.yaml"
    file.write_text(file.read_text("utf-8").replace("format: 1", "format: 9"), encoding="utf-8")
    ann.git("-c", "user.name=A", "-c", "user.email=a@b.example", "commit", "-qam", "Upgrade")
    ann.git("push", "-q", "origin", "HEAD:main")
    before = bob.git("rev-parse", "HEAD")
    with pytest.raises(StoreError, match="newer guidetrack"):
        pull(bob.place, now=bob.now)
    assert bob.git("rev-parse", "HEAD") == before
    assert hub.tip() != before


@pytest.mark.parametrize("kind", ["--depth=1", "--filter=blob:none"])
def test_a_clone_without_its_history_is_named(hub: Hub, ann: Office, kind: str) -> None:
    hub.git("config", "uploadpack.allowFilter", "true")
    folder = ann.folder.with_name("part")
    subprocess.run(
        ["git", "clone", "-q", kind, f"file://{hub.folder}", folder],
        check=True,
        capture_output=True,
    )
    part = Office(folder, environment=ann.environment)
    part.configure(settings_of(ann))
    part.capture(0)
    assert "does not hold the whole history" in problem_of(part.run())
    ann.capture(1)
    ann.run()
    assert part.git("log", "-1", "--format=%H").strip() != hub.tip()


def test_a_reader_gets_what_is_new_and_hears_of_no_branch(hub: Hub, ann: Office) -> None:
    folder = ann.folder.with_name("reader")
    subprocess.run(["git", "clone", "-q", hub.folder, folder], check=True, capture_output=True)
    ann.capture(1)
    ann.run()
    command = ["--store", str(folder / "snapshots"), "pull"]
    done = CliRunner().invoke(guidetrack, command)
    assert (done.exit_code, done.stdout.splitlines()) == (
        0,
        [
            "Brought 1 new snapshot from origin, branch main.",
            "The store holds guidance as seen on 8 December 2025, 09:00 UTC.",
        ],
    )
    assert CliRunner().invoke(guidetrack, command).stdout.startswith("Nothing new at origin")
    assert '"snapshots": 0' in CliRunner().invoke(guidetrack, [*command, "--json"]).stdout
    subprocess.run(["git", "switch", "-qc", "mine"], cwd=folder, check=True)
    refused = CliRunner().invoke(guidetrack, command)
    assert refused.exit_code == exits.STORE
    assert "the remote origin has no branch mine" in refused.stderr


def test_a_clone_of_an_empty_remote_waits_for_the_first_collector(hub: Hub) -> None:
    folder = hub.folder.with_name("early")
    subprocess.run(["git", "clone", "-q", hub.folder, folder], check=True, capture_output=True)
    early = Office(folder)
    early.configure("")
    with pytest.raises(StoreError, match="has no branch main"):
        pull(early.place, now=early.now)
    ann = hub.office("ann")
    ann.run()
    pulled = pull(early.place, now=ann.now)
    assert (pulled.previous, pulled.revision, pulled.snapshots) == (None, hub.tip(), 1)
    assert early.git("status", "--porcelain", "snapshots") == ""


def test_only_a_remote_of_the_repository_is_spoken_to(ann: Office) -> None:
    with pytest.raises(ConfigError, match="no remote named elsewhere"):
        ann.run(push="elsewhere")


def test_a_remote_that_answers_nothing_is_given_up(ann: Office, tmp_path: Path) -> None:
    slow = tmp_path / "slow"
    slow.write_text("#!/bin/sh\nsleep 30\n", encoding="utf-8")
    slow.chmod(0o755)
    ann.git("config", "core.sshCommand", str(slow))
    ann.git("remote", "set-url", "origin", "ssh://git@127.0.0.1/hub.git")
    start = time.monotonic()
    with Repository.open(ann.place.store) as repository:
        remote = Remote(repository, "origin", patience=0.5)
        with pytest.raises(StoreError, match="did not answer in time"):
            remote.tips("refs/heads/main")
        with pytest.raises(StoreError, match="did not answer in time"):
            remote.fetch("refs/heads/main")
        with pytest.raises(StoreError, match="did not answer in time"):
            remote.push(repository.head() or "", "refs/heads/main")
        remote.close()
    assert time.monotonic() - start < 25


def test_nothing_can_ask_a_question() -> None:
    plain = quiet_environment({}, None)
    assert plain["GIT_TERMINAL_PROMPT"] == "0"
    assert plain["GIT_SSH_COMMAND"].startswith("ssh -o BatchMode=yes")
    assert quiet_environment({}, "ssh -i key")["GIT_SSH_COMMAND"].startswith("ssh -i key -o Batch")
    assert "GIT_SSH_COMMAND" not in quiet_environment({"GIT_SSH": "plink"}, None)
