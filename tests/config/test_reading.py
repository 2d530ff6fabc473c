"""`guidetrack.yaml`: what may stand in it, and every problem at once."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from guidetrack.config import CatalogueSource, Config, FeedSource, FolderSource, PagesSource
from guidetrack.config.reading import read_config
from guidetrack.config.template import TEMPLATE
from guidetrack.errors import ConfigError


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "guidetrack.yaml"


def problems(file: Path, text: str) -> list[str]:
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        read_config(file)
    return [
        line.strip().removeprefix("guidetrack.yaml, ")
        for line in str(caught.value).splitlines()[1:]
    ]


def test_the_template_sets_what_holds_without_it(file: Path) -> None:
    file.write_text(TEMPLATE, encoding="utf-8")
    assert read_config(file) == Config()


def test_everything_in_the_template_can_be_switched_on(file: Path) -> None:
    setting = re.compile(r"#(  .*| (?!guidetrack)[a-z_]+:.*)")
    lines = [
        line.removeprefix("#").removeprefix(" ") if setting.fullmatch(line) else line
        for line in TEMPLATE.splitlines()
    ]
    file.write_text("\n".join(lines), encoding="utf-8")
    config = read_config(file)
    assert [type(each) for each in config.sources] == [
        PagesSource, CatalogueSource, FeedSource, FolderSource,
    ]  # fmt: skip
    assert config.api_keys == {"api.example.org": "${GUIDANCE_API_KEY}"}
    assert config.sources[0] == PagesSource(
        pages="https://www.nice.org.uk/guidance/{reference}",
        references=("IPG75", "HTG46"),
        references_from="register.csv",
        column="Code",
    )


def test_an_empty_file_is_all_defaults(file: Path) -> None:
    file.write_text("# nothing\n", encoding="utf-8")
    assert read_config(file) == Config()


def test_every_problem_is_told_at_once_with_its_line_and_the_nearest_name(file: Path) -> None:
    text = """\
stoer: x
spacing: 0.2
absence: {run: 3}
hold:
  share: 2
keep_sources: some
sources:
  - pagse: x
  - pages: https://example.org/{reference}
    reference: [IPG9075]
  - folder: 3
  - {pages: x, folder: y}
  - captures
"""
    assert problems(file, text) == [
        "line 1: 'stoer' is not a setting; did you mean 'store'?",
        "line 2: spacing: expected `float` >= 1.0",
        "line 3: 'run' is not a setting; did you mean 'runs'?",
        "line 5: share: expected `float` <= 1.0",
        "line 6: keep_sources: invalid enum value 'some'; it may be all, text, hash",
        "line 8: a source has one of pages, feed, catalogue, folder; did you mean 'pages'?",
        "line 10: 'reference' is not a setting; did you mean 'references'?",
        "line 11: folder: expected `str`, got `int`",
        "line 12: a source has one of pages, feed, catalogue, folder, not pages and folder",
        "line 13: a source has one of pages, feed, catalogue, folder",
    ]


def test_what_types_cannot_say_is_told_with_its_line_as_well(file: Path) -> None:
    text = """\
allowed_hosts: ["https://example.org"]
sources:
  - pages: https://example.org/{refernce}
    references: [IPG9075]
  - pages: https://example.org/{reference}
    references:
    - nonsense
    column: Code
  - pages: https://example.org/fixed
    references: [IPG9075]
  - feed: ftp://example.org/feed
  - feed: https://example.org/{reference}.json
    enumerating: yes
  - folder: captures
  - folder: captures
"""
    found = problems(file, text)
    assert [each.partition(":")[0] for each in found] == [
        f"line {number}" for number in (1, 2, 3, 7, 8, 9, 11, 12, 12, 15)
    ]
    assert "contact" in found[1]
    assert "'refernce'" in found[2]


def test_a_key_never_stands_in_the_file_and_is_never_repeated(file: Path) -> None:
    (problem,) = problems(file, "api_keys: {api.example.org: s3cret}\n")
    assert "${NAME}" in problem
    assert "s3cret" not in problem


@pytest.mark.parametrize(
    "text", ["- a\n", "a: [", "a: &x [*x]\n", "\x00", "!!python/object:os.system {}\n"]
)
def test_what_is_no_configuration_is_refused_in_a_sentence(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError):
        read_config(file)


def test_bytes_that_are_no_text_are_refused(file: Path) -> None:
    file.write_bytes(b"store: \xff\xfe\n")
    with pytest.raises(ConfigError, match="cannot be read"):
        read_config(file)
