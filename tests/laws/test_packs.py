"""What is always true of packs: no byte is without meaning, and no input ends in a surprise."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.evidence.conftest import files, made, played
from tests.evidence.sealing import check, damaged_file, sealed

from guidetrack.evidence import archive
from guidetrack.evidence.damage import DamageError

__all__ = ["files", "made", "played"]
_MODEST = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


@_MODEST
@given(st.data())
def test_a_pack_with_any_byte_changed_does_not_hold(made: bytes, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(made) - 1))
    other = data.draw(st.integers(1, 255))
    changed = made[:at] + bytes([made[at] ^ other]) + made[at + 1 :]
    assert damaged_file(check(changed))


@_MODEST
@given(st.data())
def test_a_file_changed_together_with_its_hash_ends_in_an_answer(
    files: Mapping[str, bytes], data: st.DataObject
) -> None:
    names = [name for name in files if not name.startswith("manifest")]
    name = data.draw(st.sampled_from(names))
    content = files[name]
    at = data.draw(st.integers(0, len(content) - 1))
    new = data.draw(st.binary(max_size=6))
    changed = content[:at] + new + content[at + data.draw(st.integers(0, 6)) :]
    found = check(sealed({**files, name: changed}))
    assert found.holds == (found.damage is None)
    if name.startswith(("captured/", "git/", "sheet")) and changed != content:
        assert damaged_file(found)


@_MODEST
@given(st.binary(max_size=300))
def test_any_bytes_are_an_archive_or_are_refused(content: bytes) -> None:
    with suppress(DamageError):
        assert archive.read(b"PK\3\4" + content)
