"""
What lies in a few folders of the store at a revision, without a process for it.

The folders of records are few and hold thousands of files each, so reading them object
by object from the process that stays open costs less than starting another.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from guidetrack.store.git_answers import Entry, parse_folder
from guidetrack.store.objects import GitObject, Objects, damaged


def files_named(
    objects: Objects, revision: str, store: str, names: Collection[str]
) -> Iterator[tuple[str, str]]:
    """
    Path and blob id of the files with these names in the store, and of all in such folders.

    `store` is the store folder relative to the top of the work tree, empty or ending with `/`.

    Raises:
        StoreError: something on the way is missing or damaged.
    """
    for entry in _entries(objects, revision, store):
        if entry.name in names:
            yield from _files(objects, "", entry)


def states_named(
    objects: Objects, revisions: Sequence[str], store: str, names: Collection[str]
) -> Iterator[bytes]:
    """For each revision what is equal for two where all of these names in the store are."""
    tops = objects.read_all(_top(revision, store) for revision in revisions)
    for revision, top in zip(revisions, tops, strict=True):
        held = (each for each in _read(objects, revision, top) if each.name in names)
        yield "".join(f"{each.name} {each.id}\n" for each in held).encode()


def _entries(objects: Objects, revision: str, store: str) -> Iterator[Entry]:
    return _read(objects, revision, objects.read(_top(revision, store)))


def _top(revision: str, store: str) -> str:
    return f"{revision}:{store.rstrip('/')}"


def _read(objects: Objects, revision: str, top: GitObject | None) -> Iterator[Entry]:
    if top is None and objects.read(f"{revision}^{{tree}}") is None:
        raise damaged(revision, "its tree is missing")
    if top is not None and top.kind == "tree":
        yield from parse_folder(top.content, len(top.id) // 2)


def _files(objects: Objects, folder: str, entry: Entry) -> Iterator[tuple[str, str]]:
    if not entry.is_folder:
        yield folder + entry.name, entry.id
        return
    found = objects.read(entry.id)
    if found is None:
        raise damaged(entry.id, f"{folder}{entry.name} is missing")
    inside = f"{folder}{entry.name}/"
    for each in parse_folder(found.content, len(entry.id) // 2):
        if each.is_folder:
            yield from _files(objects, inside, each)
        else:
            yield inside + each.name, each.id
