"""
Templates for the schedulers that exist: cron, systemd, Windows Task Scheduler, GitHub Actions.

guidetrack is no scheduler. Each template calls `guidetrack run` once a day, says what happens
to a run that was missed, what its exit codes mean, and where secrets go.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib import resources
from pathlib import Path
from typing import Any, Literal, NamedTuple
from xml.sax.saxutils import escape

from guidetrack.config import Config, Place
from guidetrack.errors import ConfigError

Scheduler = Literal["cron", "systemd", "windows", "github"]
_PLACE = re.compile(r"@([A-Z]+)@")
_VARIABLE = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")
_DECLARED = ' encoding="UTF-16"'


class Schedule(NamedTuple):
    """One file for a scheduler."""

    path: Path
    """Where it belongs."""
    text: str
    encoding: str = "utf-8"

    @property
    def printed(self) -> str:
        """The text for a terminal or a pipe, which choose the encoding themselves."""
        return self.text.replace(_DECLARED, "", 1)


class Written(NamedTuple):
    """What was written, and what was there and was left as it is."""

    made: tuple[Path, ...]
    found: tuple[Path, ...]


def draw_schedule(
    place: Place, scheduler: Scheduler, *, program: Sequence[str] | None = None
) -> tuple[Schedule, ...]:
    """
    Fill the template of a scheduler for a folder; nothing is written.

    Args:
        place: the folder that is to be run in, and what is configured there.
        scheduler: which template.
        program: how guidetrack is called; the present one where not given.

    Raises:
        ConfigError: the folder has a name that no such file can hold.
    """
    folder = place.folder.resolve()
    words = tuple(program or own_command())
    if not all(text.isprintable() for text in (str(folder), *words)):
        raise ConfigError(f"{str(folder)!r} cannot stand in a file for a scheduler")
    variables = variables_in(place.config)
    return tuple(_DRAWN[scheduler](folder, words, variables))


def write_schedule(schedules: Sequence[Schedule]) -> Written:
    """
    Write the files of a schedule where they belong; none is overwritten.

    Raises:
        ConfigError: a folder cannot be written.
    """
    made, found = [], []
    for each in schedules:
        try:
            each.path.parent.mkdir(parents=True, exist_ok=True)
            with each.path.open("x", encoding=each.encoding, newline="\n") as file:
                file.write(each.text)
            made.append(each.path)
        except FileExistsError:
            found.append(each.path)
        except OSError as problem:
            raise ConfigError(
                f"{each.path} cannot be written: {problem.strerror or problem}",
                hint="Leave --write away to have it printed.",
            ) from problem
    return Written(tuple(made), tuple(found))


def own_command() -> tuple[str, ...]:
    """How the guidetrack that is running is called by a scheduler, which has no PATH of ours."""
    name = "guidetrack.exe" if sys.platform == "win32" else "guidetrack"
    beside = Path(sys.executable).with_name(name)
    found = str(beside) if beside.is_file() else shutil.which("guidetrack")
    return (found,) if found else (sys.executable, "-m", "guidetrack")


def variables_in(config: Config) -> tuple[str, ...]:
    """The variables of the environment that channels and keys are taken from, each once."""
    settings = [each.values for each in config.channels.values()]
    texts = (*_texts(settings), *config.api_keys.values())
    return tuple(sorted({found[1] for text in texts for found in _VARIABLE.finditer(text)}))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)


def _draw_cron(
    folder: Path, program: Sequence[str], variables: Sequence[str]
) -> Iterator[Schedule]:
    git = shutil.which("git")
    paths = [str(Path(git).parent)] if git else []
    filled = {
        "FOLDER": _for_cron(str(folder)),
        "PROGRAM": " ".join(map(_for_cron, program)),
        "PATH": os.pathsep.join(dict.fromkeys([*paths, "/usr/local/bin", "/usr/bin", "/bin"])),
    }
    yield _filled(folder / "guidetrack.crontab", filled, variables)


def _for_cron(word: str) -> str:
    """A word for the shell, in which cron takes no `%` for the end of the line."""
    return shlex.quote(word).replace("%", "\\%")


def _draw_systemd(
    folder: Path, program: Sequence[str], variables: Sequence[str]
) -> Iterator[Schedule]:
    filled = {
        "FOLDER": str(folder).replace("%", "%%"),
        "PROGRAM": " ".join(map(_for_systemd, program)),
    }
    for name in ("guidetrack.service", "guidetrack.timer"):
        yield _filled(folder / name, filled, variables)


def _for_systemd(word: str) -> str:
    marked = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return f'"{marked}"'


def _draw_windows(
    folder: Path, program: Sequence[str], variables: Sequence[str]
) -> Iterator[Schedule]:
    filled = {
        "FOLDER": escape(str(folder)),
        "PROGRAM": escape(program[0]),
        "ARGUMENTS": escape(subprocess.list2cmdline([*program[1:], "run"])),
    }
    yield _filled(folder / "guidetrack-task.xml", filled, variables, encoding="utf-16")


def _draw_github(folder: Path, _: Sequence[str], variables: Sequence[str]) -> Iterator[Schedule]:
    top = next((each for each in (folder, *folder.parents) if (each / ".git").exists()), folder)
    named = "".join(f"\n          {each}: ${{{{ secrets.{each} }}}}" for each in variables)
    filled = {
        "FOLDER": "'" + folder.relative_to(top).as_posix().replace("'", "''") + "'",
        "ENVIRONMENT": named or "{}",
    }
    yield _filled(top / ".github" / "workflows" / "guidetrack.yml", filled, variables)


def _filled(
    path: Path, filled: Mapping[str, str], variables: Sequence[str], *, encoding: str = "utf-8"
) -> Schedule:
    template = resources.files("guidetrack.pipeline").joinpath("schedules", path.name)
    places = {**filled, "VARIABLES": ", ".join(variables) or "none"}
    text = _PLACE.sub(lambda found: places[found[1]], template.read_text("utf-8"))
    return Schedule(path, text, encoding)


_DRAWN: dict[Scheduler, Callable[[Path, Sequence[str], Sequence[str]], Iterator[Schedule]]] = {
    "cron": _draw_cron,
    "systemd": _draw_systemd,
    "windows": _draw_windows,
    "github": _draw_github,
}
