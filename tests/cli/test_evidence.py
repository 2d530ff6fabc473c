"""`evidence` and `verify` as people and scripts meet them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.conftest import Run


def _packed(history: Run) -> str:
    done = history("evidence", "IPG9075", "-o", "pack.zip")
    assert done.exit_code == 0, done.output
    return str(done.stdout)


def test_evidence_says_what_it_packed_and_ends_with_the_digest(history: Run) -> None:
    lines = _packed(history).splitlines()
    assert lines[0] == "pack.zip: evidence on IPG9075, with HTG9046."
    assert lines[1] == "  IPG9075 is now HTG9046; recommendations 1.1 to 1.5 are identical."
    assert len(lines[-1].strip()) == 64


def test_a_pack_that_holds_ends_with_0(history: Run) -> None:
    digest = _packed(history).splitlines()[-1].strip()
    done = history("verify", "pack.zip", "--digest", digest)
    assert done.exit_code == 0
    assert done.stdout.startswith("pack.zip holds: everything in it fits together. It is the one")
    told = json.loads(history("verify", "pack.zip", "--json").stdout)
    assert (told["schema_version"], told["what"], told["holds"]) == (1, "pack", True)
    assert told["digest"] == digest


def test_a_pack_that_does_not_hold_ends_with_5_and_names_the_file(history: Run) -> None:
    _packed(history)
    content = Path("pack.zip").read_bytes()
    Path("pack.zip").write_bytes(content.replace(b"at least 15", b"at least 16"))
    done = history("verify", "pack.zip")
    assert done.exit_code == 5
    assert done.stdout.startswith("pack.zip does not hold.\n  sheet.html: ")
    told = json.loads(history("verify", "pack.zip", "--json").stdout)
    assert (told["holds"], told["damage"]["file"]) == (False, "sheet.html")


@pytest.mark.parametrize("name", ["nowhere.zip", "."])
def test_a_pack_that_cannot_be_read_ends_with_4(run: Run, name: str) -> None:
    assert run("verify", name).exit_code == 4


def test_the_store_is_checked_where_no_pack_is_named(history: Run) -> None:
    done = history("verify")
    assert done.exit_code == 0
    assert done.stdout.startswith("The store holds")
    assert json.loads(history("verify", "--full", "--json").stdout)["what"] == "store"


@pytest.mark.parametrize(
    "arguments",
    [
        ("evidence", "IPG9999", "-o", "x.zip"),
        ("evidence", "nonsense", "-o", "x.zip"),
        ("evidence", "IPG9075"),
        ("evidence", "IPG9075", "-o", "snapshots/x.zip"),
        ("evidence", "IPG9075", "-o", "no/such/folder/x.zip"),
        ("verify", "--digest", "abc"),
        ("verify", "pack.zip", "--full"),
    ],
)
def test_what_cannot_be_asked_ends_with_2(history: Run, arguments: tuple[str, ...]) -> None:
    assert history(*arguments).exit_code == 2
    assert not Path("x.zip").exists()


def test_evidence_as_json_has_the_certificates(history: Run) -> None:
    told = json.loads(history("evidence", "HTG9225", "-o", "p.zip", "--json").stdout)
    assert told["schema_version"] == 1
    assert told["thread"] == ["HTG9225", "IPG9352"]
    assert [each["verdict"] for each in told["certificates"]] == ["changed"]


@pytest.mark.parametrize("name", ["evidence", "verify"])
def test_both_have_a_schema(run: Run, name: str) -> None:
    assert "schema_version" in run("schema", name).stdout
