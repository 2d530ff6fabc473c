"""Help is instant, complete, and shows how."""

from __future__ import annotations

import re
from importlib import import_module

import click
import pytest

from guidetrack.cli import COMMANDS, guidetrack
from guidetrack.cli.options import Command


def command_of(name: str) -> Command:
    found = guidetrack.get_command(click.Context(guidetrack), name)
    assert isinstance(found, Command)
    return found


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_shows_examples_that_it_understands(name: str) -> None:
    command = command_of(name)
    assert command.examples
    for example in command.examples:
        assert example.startswith(f"guidetrack {name}")
        words = re.findall(r'"[^"]*"|\S+', example.split(" > ")[0])
        command.make_context(name, [word.strip('"') for word in words[2:]])


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_stands_in_the_file_of_its_name(name: str) -> None:
    assert COMMANDS[name].module == name
    assert import_module(f"guidetrack.cli.{name}").command.name == name


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_says_what_it_does(name: str) -> None:
    command = command_of(name)
    assert command.help
    assert len(COMMANDS[name].says) < 70
    assert all(
        parameter.help for parameter in command.params if isinstance(parameter, click.Option)
    )


def test_every_command_that_reads_answers_in_json() -> None:
    for name in ("diff", "log", "show", "resolve", "snapshot", "explain"):
        names = {option for parameter in command_of(name).params for option in parameter.opts}
        assert {"--json", "--format"} <= names, name
