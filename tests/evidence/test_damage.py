"""Whatever is changed in a pack is found, and the first file that does not hold is named."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from tests.evidence.sealing import check, damaged_file, packed, sealed

from guidetrack.errors import SourceError
from guidetrack.evidence import archive

Files = Mapping[str, bytes]
_CERTIFICATE = "certificates/IPG9352-to-HTG9225.json"


def _flipped(content: bytes, at: int) -> bytes:
    return content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]


def _named(files: Files, ending: str) -> str:
    return next(name for name in files if name.endswith(ending))


def test_one_changed_byte_in_any_file_names_that_file(files: Files) -> None:
    for name, content in files.items():
        changed = {**files, name: _flipped(content, len(content) // 2)}
        named = damaged_file(check(packed(changed)))
        expected = {"manifest.json"} if name.startswith("manifest") else {name}
        assert {named} == expected


def test_one_changed_byte_of_the_archive_never_passes(made: bytes) -> None:
    for at in range(0, len(made), 53):
        assert damaged_file(check(_flipped(made, at)))


def test_a_changed_byte_inside_a_file_names_it_at_once(made: bytes, files: Files) -> None:
    at = made.index(files["sheet.txt"]) + 100
    assert damaged_file(check(_flipped(made, at))) == "sheet.txt"


def test_missing_and_additional_files_are_named(files: Files) -> None:
    for name in files:
        less = {each: content for each, content in files.items() if each != name}
        assert damaged_file(check(packed(less))) in {name, "manifest.json"}
    assert damaged_file(check(packed({**files, "more.txt": b"hello"}))) == "more.txt"


def test_files_in_another_order_are_another_archive(files: Files) -> None:
    assert damaged_file(check(packed(dict(reversed(list(files.items())))))) == "the archive"


def test_a_digest_from_the_minutes_tells_packs_apart(made: bytes) -> None:
    digest = check(made).digest
    assert digest is not None
    assert check(made, digest=f" {digest.upper()}\n").holds
    assert damaged_file(check(made, digest="0" * 64)) == "manifest.json"


def _edited(files: Files, name: str, old: str, new: str) -> dict[str, bytes]:
    assert old.encode() in files[name]
    return {**files, name: files[name].replace(old.encode(), new.encode())}


@pytest.mark.parametrize(
    ("ending", "old", "new"),
    [
        (f"{_CERTIFICATE}", '"verdict": "changed"', '"verdict": "identical"'),
        (f"{_CERTIFICATE}", "remain unchanged", "remain just so"),
        (f"{_CERTIFICATE}", '"stated_by": "HTG9225"', '"stated_by": "IPG9352"'),
        (f"{_CERTIFICATE}", "recommendation 1.2 changed", "nothing changed"),
        ("sheet.html", "More than the number changed", "Only the number changed"),
        ("sheet.txt", "at least 25", "at least 10"),
        ("HTG9225.yaml", "at least 25", "at least 10"),
        ("HTG9225/document.md", "at least 25", "at least 10"),
        ("HTG9225/slots.yaml", "2026-01-19", "2026-01-18"),
    ],
)
def test_what_was_changed_together_with_its_hash_is_named(
    files: Files, ending: str, old: str, new: str
) -> None:
    name = _named(files, ending)
    assert damaged_file(check(sealed(_edited(files, name, old, new)))) == name


def test_a_history_that_tells_otherwise_shows_in_the_sheet(files: Files) -> None:
    changed = _edited(files, "history.json", "a quantity changed", "nothing much changed")
    assert damaged_file(check(sealed(changed))) == "sheet.html"


def test_an_object_that_nothing_needs_is_named(files: Files) -> None:
    name = "git/e69de29bb2d1d6434b8b29ae775ad8c2e48c5391"
    assert damaged_file(check(sealed({**files, name: b"blob 0\0"}))) == name


def test_an_object_that_is_missing_is_named(files: Files) -> None:
    told = json.loads(files["manifest.json"])
    name = f"git/{told['snapshots'][0]['revision']}"
    less = {each: content for each, content in files.items() if each != name}
    assert damaged_file(check(sealed(less))) == name


def _first(**change: Any) -> Callable[[list[dict[str, Any]]], list[dict[str, Any]]]:
    return lambda rows: [{**rows[0], **change}, *rows[1:]]


_LIES: dict[str, tuple[str, Callable[[Any], Any]]] = {
    "another day": ("snapshots", _first(observed_at="2020-01-01T00:00:00Z")),
    "another extractor": ("snapshots", _first(extractor="9")),
    "a commit twice": ("snapshots", lambda rows: [rows[0], *rows]),
    "no commit": ("snapshots", lambda _: []),
    "another path": ("held", _first(path="records/IPG/IPG9353.yaml")),
    "a path out of the store": ("held", _first(path="../" * 9 + "etc/passwd")),
    "a file that is not there": ("held", _first(file="nowhere")),
    "a file less": ("held", lambda rows: rows[1:]),
    "bytes not kept": ("sources", _first(kept="nothing")),
    "another address": ("sources", _first(address="https://example.org")),
    "no number": ("sources", _first(reference="no number")),
    "a source less": ("sources", lambda rows: rows[1:]),
    "a source twice": ("sources", lambda rows: [*rows, rows[0]]),
    "no certificate": ("certificates", lambda _: []),
    "a sheet as certificate": ("certificates", lambda _: ["sheet.txt"]),
    "another question": ("references", lambda _: ["HTG9999"]),
    "another hash": ("git_hash", lambda _: "md5"),
    "another folder": ("store_folder", lambda _: "elsewhere/"),
    "another owner": ("attribution", lambda _: "Public domain."),
    "a number for names": ("thread", lambda _: 5),
    "an empty thread": ("thread", lambda _: []),
}


@pytest.mark.parametrize("lie", _LIES)
def test_a_manifest_that_does_not_tell_the_truth_does_not_hold(files: Files, lie: str) -> None:
    key, change = _LIES[lie]
    told = json.loads(files["manifest.json"])
    found = check(sealed(files, **{key: change(told[key])}))
    assert damaged_file(found) in {*files, "manifest.json"}


def test_a_pack_of_other_versions_says_what_was_not_checked(files: Files) -> None:
    told = json.loads(files["manifest.json"])
    made_with = {**told["made_with"], "guidetrack": "0.0.1"}
    found = check(sealed(files, made_with=made_with))
    assert found.holds
    (said,) = found.not_checked
    assert said.startswith("the wording of the readable sheets: guidetrack 0.0.1 made them")
    certificate = json.loads(files[_CERTIFICATE])
    other = {**files, _CERTIFICATE: json.dumps({**certificate, "comparison": "0"}).encode()}
    found = check(sealed(other, made_with=made_with))
    assert found.holds
    assert any("rules 0: this has rules 1" in each for each in found.not_checked)


def test_what_fits_and_makes_no_sense_ends_in_an_answer(files: Files) -> None:
    certificate = json.loads(files[_CERTIFICATE])
    senseless = {**certificate, "comparison": "0", "stated_when": "the day before yesterday"}
    found = check(sealed({**files, _CERTIFICATE: json.dumps(senseless).encode()}))
    assert damaged_file(found) == "the archive"
    assert found.damage is not None
    assert "makes no sense" in found.damage.problem


def test_a_pack_of_another_extractor_says_that_it_was_not_read_again(
    files: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("guidetrack.evidence.pack_sources.EXTRACTOR_VERSION", "2")
    found = check(packed(files))
    assert found.holds
    assert found.not_checked == (
        "whether extractor 1 made these records of these sources: this is extractor 2",
    )


def test_a_pack_of_a_newer_guidetrack_is_no_damage(files: Files) -> None:
    with pytest.raises(SourceError, match="newer guidetrack"):
        check(sealed(files, schema_version=2))


@pytest.mark.parametrize("written", [b"", b"[]", b"{}", b"[" * 100_000, b"\xff", b'{"files": 1}'])
def test_a_manifest_of_nonsense_is_named(files: Files, written: bytes) -> None:
    from guidetrack.evidence.manifest import digest_file  # noqa: PLC0415

    changed = {**files, "manifest.json": written, "manifest.sha256": digest_file(written)}
    assert damaged_file(check(packed(changed))) == "manifest.json"


def test_other_archives_are_no_packs() -> None:
    assert damaged_file(check(packed({"page.html": b"<p>"}))) == "manifest.json"
    assert archive.read(packed({"page.html": b"<p>"})) == {"page.html": b"<p>"}
