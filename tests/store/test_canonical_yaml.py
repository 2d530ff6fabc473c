"""How plain data is written, and what is refused when it is read."""

from __future__ import annotations

import subprocess
import sys

import pytest
import yaml

from guidetrack.errors import RecordError
from guidetrack.store.canonical_yaml import dump_plain, load_plain


def test_strings_that_could_be_read_otherwise_are_quoted() -> None:
    value = {
        "version": "1.10",
        "number": "2.4.1",
        "day": "2004-07-28",
        "month": "2026-01",
        "country": "NO",
        "padded": "012",
        "ratio": "1:30",
        "nothing": "null",
        "empty": "",
        "code": "L80.4",
        "isbn": "978-1-4731-0000-8",
        "schema": 1,
        "absent": None,
        "claimed": True,
    }
    assert dump_plain(value).decode().splitlines() == [
        "version: '1.10'",
        "number: '2.4.1'",
        "day: '2004-07-28'",
        "month: '2026-01'",
        "country: 'NO'",
        "padded: '012'",
        "ratio: '1:30'",
        "nothing: 'null'",
        "empty: ''",
        "code: L80.4",
        "isbn: 978-1-4731-0000-8",
        "schema: 1",
        "absent: null",
        "claimed: true",
    ]


def test_a_paragraph_stays_on_one_line_however_long_it_is() -> None:
    prose = "Clinicians should discuss the example procedure with every patient. " * 200
    assert dump_plain({"text": prose.strip()}).count(b"\n") == 1


def test_lines_stand_in_a_block_one_below_the_other() -> None:
    assert dump_plain({"text": "First line: one.\n\n- second"}) == (
        b"text: |-\n  First line: one.\n\n  - second\n"
    )


def test_equal_parts_are_written_out_and_never_referred_to() -> None:
    part = ["a"]
    assert dump_plain({"one": part, "two": part}) == b"one:\n- a\ntwo:\n- a\n"


def test_accents_are_written_as_they_are_and_emoji_as_escapes() -> None:
    content = dump_plain({"title": "Sjögren 10⁹", "note": "well \U0001f600"})
    assert content.decode() == 'title: Sjögren 10⁹\nnote: "well \\U0001F600"\n'


@pytest.mark.parametrize(
    ("content", "named"),
    [
        (b"a: !!python/object/apply:os.system ['true']\n", "under a in line 1"),
        (b"a: !!str x\n", "under a in line 1"),
        (b"a: &x 1\nb: *x\n", "under a in line 1"),
        (b"a:\n  b: *x\n", "alias"),
        (b"a: 1\nb: 2\na: 3\n", "'a' twice"),
        (b"r:\n- number: '1'\n  number: '2'\n", "'number' twice under r in line 3"),
        (b"a: 1\n---\na: 2\n", "second document"),
        (b"? [a]\n: 1\n", "key that is no text"),
        (b"1: a\n", "key that is no text"),
        (b"- a\n", "keys and values"),
        (b"", "keys and values"),
        (b"a: [1, 2\n", "line 2"),
        (b"\xff\xfea: 1\n", "not UTF-8 at byte 0"),
        (b"a: " + b"[" * 5000 + b"]" * 5000, "deep"),
        (b"a: \x00\n", "not readable as YAML"),
    ],
)
def test_what_a_store_never_holds_is_refused_with_its_place(content: bytes, named: str) -> None:
    with pytest.raises(RecordError, match=named):
        load_plain(content)


def test_a_billion_laughs_end_in_a_refusal() -> None:
    bomb = b"a: &a [x, x]\n" + b"".join(
        b"%c: &%c [*%c, *%c]\n" % (98 + i, 98 + i, 97 + i, 97 + i) for i in range(20)
    )
    with pytest.raises(RecordError, match="anchor"):
        load_plain(bomb)


@pytest.mark.parametrize("value", [{"a": 1.5}, {"a": {1, 2}}, {"a": b"x"}, {"": 1}, {"a\nb": 1}])
def test_what_the_format_cannot_carry_is_refused(value: dict[str, object]) -> None:
    with pytest.raises(RecordError):
        dump_plain(value)


def test_without_libyaml_the_python_reader_and_writer_do_the_same() -> None:
    value = {"title": "10⁹ \U0001f600: x", "list": ["1.10", "a\nb", "tab\t"], "n": 1, "e": []}
    script = (
        "import sys; sys.modules['yaml._yaml'] = None\n"
        "import yaml; assert not yaml.__with_libyaml__\n"
        "from guidetrack.store.canonical_yaml import dump_plain, load_plain\n"
        "content = sys.stdin.buffer.read()\n"
        "sys.stdout.buffer.write(dump_plain(load_plain(content)))\n"
    )
    content = dump_plain(value)
    answer = subprocess.run(
        [sys.executable, "-c", script], input=content, capture_output=True, check=True
    )
    assert answer.stdout == content
    assert yaml.__with_libyaml__
