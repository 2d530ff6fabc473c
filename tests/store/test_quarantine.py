"""What was refused is kept where no commit can take it, and can be asked for."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

from guidetrack.store.quarantine import Refusal, content_of, drop, held, prune, quarantine
from guidetrack.store.repository import Repository

PAGE = b"an error page"


def refused(source: str = "page.html", content: bytes = PAGE, **other: Any) -> Refusal:
    values: dict[str, Any] = {
        "source": source,
        "reference": "IPG9075",
        "reason": "it is an error page, not guidance",
        "run_at": "2026-01-14T09:00:00Z",
        "sha256": hashlib.sha256(content).hexdigest(),
        "size": len(content),
    }
    return Refusal(**(values | other))


def test_refused_bytes_lie_in_gits_own_folder_and_in_no_commit(
    repository: Repository, git: Callable[..., str]
) -> None:
    quarantine(repository, PAGE, refused())
    assert held(repository) == [refused()]
    assert content_of(repository, refused()) == PAGE
    assert (repository.git_dir / "guidetrack" / "quarantine").is_dir()
    assert git("status", "--porcelain", "--ignored") == ""


def test_the_same_bytes_from_the_same_source_are_one_refusal(repository: Repository) -> None:
    later = refused(run_at="2026-01-21T09:00:00Z")
    for each in (refused(), later):
        quarantine(repository, PAGE, each)
    assert held(repository) == [later]


def test_bytes_stay_while_another_refusal_is_of_them(repository: Repository) -> None:
    one, other = refused("one.html"), refused("other.html")
    for each in (one, other):
        quarantine(repository, PAGE, each)
    assert one.id != other.id
    drop(repository, one)
    assert (held(repository), content_of(repository, other)) == ([other], PAGE)
    drop(repository, other)
    assert (held(repository), content_of(repository, other)) == ([], None)
    assert not list((repository.git_dir / "guidetrack" / "quarantine").iterdir())


def test_bytes_that_were_changed_are_not_given_out(repository: Repository) -> None:
    quarantine(repository, PAGE, refused())
    body = repository.private_dir / "quarantine" / refused().sha256
    body.write_bytes(b"something else")
    assert content_of(repository, refused()) is None


def test_only_the_newest_are_kept(repository: Repository) -> None:
    for day in range(11, 16):
        when = f"2026-01-{day}T09:00:00Z"
        quarantine(repository, b"%d" % day, refused(content=b"%d" % day, run_at=when))
    prune(repository, 2)
    assert [each.run_at[8:10] for each in held(repository)] == ["15", "14"]
