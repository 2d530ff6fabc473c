"""Git's objects are read as git writes them, whatever it names them by."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from guidetrack.evidence import objects
from guidetrack.evidence.objects import GitObject, NotLinkedError


def _git(folder: Path, *arguments: str) -> bytes:
    who = ("-c", "user.name=Ada", "-c", "user.email=ada@example.org")
    return subprocess.run(
        ["git", *who, *arguments], cwd=folder, check=True, capture_output=True
    ).stdout


@pytest.mark.parametrize("hash_name", objects.HASHES)
def test_a_file_is_found_along_the_way_from_its_commit(tmp_path: Path, hash_name: str) -> None:
    _git(tmp_path, "init", "--quiet", f"--object-format={hash_name}")
    file = tmp_path / "deep er" / "\u00e9" / "page"
    file.parent.mkdir(parents=True)
    file.write_bytes(b"content\n")
    _git(tmp_path, "add", "-A")
    _git(tmp_path, "commit", "--quiet", "-m", "Subject\n\nObserved-At: 2026-01-14T09:00:00Z")
    head = _git(tmp_path, "rev-parse", "HEAD").decode().strip()

    def read(name: str) -> GitObject:
        kind = _git(tmp_path, "cat-file", "-t", name).decode().strip()
        found = GitObject(kind, _git(tmp_path, "cat-file", kind, name))
        assert found.name(hash_name) == name
        assert objects.load(found.raw()) == found
        return found

    path = "deep er/\u00e9/page".encode()
    blob = objects.find(read, head, path, hash_name)
    assert blob == GitObject("blob", b"content\n").name(hash_name)
    for other in (b"page", b"deep er", b"deep er/\xc3\xa9", b"deep er/\xc3\xa9/page/more"):
        assert objects.find(read, head, other, hash_name) is None
    assert objects.trailers(read(head)) == {"Observed-At": "2026-01-14T09:00:00Z"}
    when = int(_git(tmp_path, "log", "-1", "--format=%ct"))
    assert objects.committed_seconds(read(head)) == when


@pytest.mark.parametrize("raw", [b"", b"blob 5\0four", b"tag 0\0", b"blob 05\0fives", b"blob x\0"])
def test_what_is_no_object_is_refused(raw: bytes) -> None:
    with pytest.raises(NotLinkedError):
        objects.load(raw)


@pytest.mark.parametrize("content", [b"100644 name", b"100644\0" + b"1" * 20, b"100644 a\0short"])
def test_what_is_no_folder_is_refused(content: bytes) -> None:
    with pytest.raises(NotLinkedError):
        list(objects.entries(GitObject("tree", content), "sha1"))
    with pytest.raises(NotLinkedError):
        objects.tree_id(GitObject("tree", content))
