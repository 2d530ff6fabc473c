"""An answer is forgotten with the code and the libraries that it followed from."""

from __future__ import annotations

from importlib.metadata import version

from guidetrack.pipeline.own_code import digest_code, library_versions


def test_every_library_that_compares_is_named_with_its_version() -> None:
    found = {each.partition("-")[0].casefold(): each.casefold() for each in library_versions()}
    for name in ("rapidfuzz", "deepdiff", "msgspec"):
        assert version(name) in found[name]


def test_other_rooms_have_another_digest() -> None:
    assert digest_code("lineage") == digest_code("lineage")
    assert len({digest_code("lineage"), digest_code("diff"), digest_code("diff", "lineage")}) == 3
