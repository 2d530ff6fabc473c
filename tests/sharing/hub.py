"""A bare repository that several offices share, and in which somebody can always be faster."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path

from tests.delivery.office import Office
from tests.delivery.receiver import Receiver

SECRET = "a key that only these offices know"  # noqa: S105 - signs for one test
CONFIGURED = """\
routes:
  lead: {{channels: [hook]}}
channels:
  hook: {{kind: webhook, address: "{address}", secret: "${{HOOK_SECRET}}"}}
share: {{remote: origin, branch: main}}
"""
_FASTER = """\
#!/bin/sh
test -f faster || exit 0
read commit < faster
rm faster
unset GIT_QUARANTINE_PATH GIT_OBJECT_DIRECTORY GIT_ALTERNATE_OBJECT_DIRECTORIES
git update-ref refs/heads/main "$commit"
"""


@dataclass
class Hub:
    """The bare repository, and where the messages of all offices arrive."""

    folder: Path
    receiver: Receiver

    def make(self) -> None:
        """Make it, empty."""
        self.folder.mkdir(parents=True)
        self.git("init", "--quiet", "--bare", "--initial-branch=main")
        hook = self.folder / "hooks" / "pre-receive"
        hook.parent.mkdir(exist_ok=True)
        hook.write_text(_FASTER, encoding="utf-8")
        hook.chmod(0o755)

    def office(self, name: str, configured: str = CONFIGURED) -> Office:
        """Open an office in a clone of its own, with the first captures."""
        folder = self.folder.parent / name
        subprocess.run(
            ["git", "clone", "--quiet", self.folder, folder], check=True, capture_output=True
        )
        office = Office(folder, environment={"HOOK_SECRET": SECRET})
        office.configure(configured.format(address=self.receiver.address))
        office.capture(0)
        return office

    def git(self, *arguments: str) -> str:
        """Ask git in the bare repository."""
        done = subprocess.run(
            ["git", *arguments], cwd=self.folder, capture_output=True, text=True, check=True
        )
        return done.stdout.strip()

    def tip(self, branch: str = "main") -> str:
        return self.git("rev-parse", f"refs/heads/{branch}")

    def let_be_faster(self, before: str) -> str:
        """
        Set the branch back to a commit, and let it move on when next somebody pushes.

        So whoever looks at the hub first sees the commit, and loses the race when it pushes.
        """
        faster = self.tip()
        self.git("update-ref", "refs/heads/main", before)
        (self.folder / "faster").write_text(f"{faster}\n", encoding="ascii")
        return faster
