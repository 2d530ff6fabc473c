"""`run --push` and the settings, as whoever sets up a scheduler sees them."""

from __future__ import annotations

import pytest
from click.testing import CliRunner, Result
from tests.delivery.office import Office
from tests.sharing.hub import SECRET, Hub

from guidetrack.cli import exits, guidetrack
from guidetrack.config import locate
from guidetrack.errors import ConfigError

UNSHARED = """\
routes:
  lead: {{channels: [hook]}}
channels:
  hook: {{kind: webhook, address: "{address}", secret: "${{HOOK_SECRET}}"}}
"""


@pytest.fixture
def office(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> Office:
    """An office in whose settings nothing is said of sharing."""
    monkeypatch.setenv("HOOK_SECRET", SECRET)
    return hub.office("ann", UNSHARED)


def command(office: Office, *arguments: str) -> Result:
    file = str(office.folder / "guidetrack.yaml")
    return CliRunner().invoke(guidetrack, ["--config", file, *arguments])


def test_a_run_is_shared_only_where_somebody_says_so(hub: Hub, office: Office) -> None:
    done = command(office, "run")
    assert "Shared" not in done.stdout
    assert hub.git("for-each-ref") == ""
    shared = command(office, "run", "--push")
    assert "Shared through origin, branch main" in shared.stdout.splitlines()
    assert shared.exit_code == exits.DONE
    assert hub.tip() == office.git("rev-parse", "HEAD").strip()


def test_another_remote_can_be_named(hub: Hub, office: Office) -> None:
    office.git("remote", "add", "backup", str(hub.folder))
    done = command(office, "run", "--push", "backup")
    assert done.stdout.splitlines()[-1] == "Shared through backup, branch main"
    unknown = command(office, "run", "--push", "nowhere")
    assert unknown.exit_code == exits.USAGE
    assert "no remote named nowhere" in unknown.stderr


def test_a_run_that_could_not_be_shared_says_so_and_ends_with_5(office: Office) -> None:
    office.git("remote", "set-url", "origin", "/no/such/folder")
    done = command(office, "run", "--push")
    assert done.exit_code == exits.STORE
    assert "Not shared through origin, branch main: the remote origin cannot be" in done.stdout
    assert "Snapshot " in done.stdout


def test_a_dry_run_pushes_nothing(office: Office) -> None:
    done = command(office, "run", "--dry-run", "--push")
    assert done.exit_code == exits.USAGE
    assert "nothing to push" in done.stderr


def test_records_that_a_newer_reader_made_are_not_read_back(
    hub: Hub, ann: Office, bob: Office
) -> None:
    file = ann.folder / "snapshots" / "store.yaml"
    newer = file.read_text("utf-8").replace("extractor: '", "extractor: '99")
    file.write_text(newer, encoding="utf-8")
    ann.git("-c", "user.name=A", "-c", "user.email=a@b.example", "commit", "-qam", "Upgrade")
    ann.git("push", "-q", "origin", "HEAD:main")
    tip = hub.tip()
    result = bob.run()
    assert result.shared is not None
    assert "a newer guidetrack has read" in (result.shared.problem or "")
    assert hub.tip() == tip


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("{remote: 'https://ann:word@git.example.org/x.git'}", "the name of a git remote"),
        ("{remote: -u}", "the name of a git remote"),
        ("{branch: 'main..other'}", "not the name of a branch"),
    ],
)
def test_what_cannot_be_a_remote_or_a_branch_is_told(office: Office, line: str, says: str) -> None:
    office.configure(f"share: {line}\n")
    with pytest.raises(ConfigError) as problem:
        locate(office.folder, environment={})
    assert says in str(problem.value)
    assert "word" not in str(problem.value)
