"""
Where secrets lie, and how they are had when a message is to be delivered.

The configuration names a place and never holds the secret: a variable of the
environment, a file that only its owner reads, or the keyring of the system. What was
read goes to the channel and nowhere else.
"""

from __future__ import annotations

import re
import stat
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, get_args, get_origin

import msgspec

from guidetrack.errors import ConfigError

WRITTEN = "${NAME} (a variable of the environment), file:PATH or keyring:SERVICE/NAME"
_VARIABLE = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")
_FILE = re.compile(r"file:(.+)", re.DOTALL)
_KEYRING = re.compile(r"keyring:([^/]+)/(.+)", re.DOTALL)


def is_place(text: str) -> bool:
    """Whether a text names the place of a secret rather than being one."""
    return any(each.fullmatch(text) for each in (_VARIABLE, _FILE, _KEYRING))


def filled_in(
    values: Mapping[str, Any],
    kind: type[msgspec.Struct],
    *,
    folder: Path,
    environment: Mapping[str, str],
) -> Any:
    """
    The settings of a channel with every secret in its place, and paths made whole.

    Args:
        values: as they stand in the configuration.
        kind: the type of the settings.
        folder: what paths are relative to.
        environment: the variables that may be named.

    Raises:
        ConfigError: a secret cannot be had; which one is said, and nothing of it.
    """
    secrets = _Secrets(folder, environment)
    found = {name: secrets.within(value) for name, value in values.items()}
    for name in fields_marked(kind, "path"):
        if isinstance(found.get(name), str):
            found[name] = str(folder / Path(found[name]).expanduser())
    try:
        return msgspec.convert(found, kind)
    except msgspec.ValidationError as problem:
        # The message may quote what was filled in.
        raise ConfigError(
            "a setting of the channel does not fit, once variables and files are filled in",
            hint="Check what the variables and files hold that the channel names.",
        ) from problem


class _Secrets:
    def __init__(self, folder: Path, environment: Mapping[str, str]) -> None:
        self._folder = folder
        self._environment = environment

    def within(self, value: Any) -> Any:
        """A value with all places in it filled in."""
        if isinstance(value, dict):
            return {name: self.within(each) for name, each in value.items()}
        if isinstance(value, list):
            return [self.within(each) for each in value]
        return self._text(value) if isinstance(value, str) else value

    def _text(self, text: str) -> str:
        if found := _VARIABLE.fullmatch(text):
            return self._variable(found[1])
        if found := _FILE.fullmatch(text):
            return self._file(self._folder / Path(found[1]).expanduser())
        if found := _KEYRING.fullmatch(text):
            return _from_keyring(found[1], found[2])
        return text

    def _variable(self, name: str) -> str:
        value = self._environment.get(name)
        if not value:
            raise ConfigError(
                f"the variable {name} of the environment is not set, and a channel needs it",
                hint=f"Set {name} for whoever runs guidetrack.",
            )
        return value

    def _file(self, file: Path) -> str:
        try:
            mode = file.stat().st_mode
            if sys.platform != "win32" and mode & (stat.S_IRWXG | stat.S_IRWXO):
                raise ConfigError(
                    f"{file.name} holds a secret, and others than its owner may read it",
                    hint=f"Run: chmod 600 {file}",
                )
            return file.read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as problem:
            why = getattr(problem, "strerror", None) or "it is no text"
            raise ConfigError(
                f"{file.name} holds a secret and cannot be read ({why})",
                hint="Check the path after 'file:' in guidetrack.yaml.",
            ) from problem


def _from_keyring(service: str, name: str) -> str:
    try:
        import keyring  # noqa: PLC0415 - an extra, and slow to load
    except ImportError as problem:
        raise ConfigError(
            "a channel keeps its secret in the system's keyring, which needs an extra",
            hint="Install guidetrack[notify].",
        ) from problem
    try:
        value = keyring.get_password(service, name)
    except keyring.errors.KeyringError as problem:
        raise ConfigError(
            f"the system's keyring does not answer ({type(problem).__name__})",
            hint="Unlock it, or keep the secret in a file or a variable.",
        ) from problem
    if value is None:
        raise ConfigError(
            f"the system's keyring has no {name!r} for {service!r}",
            hint=f"Run: keyring set {service} {name}",
        )
    return value


def fields_marked(kind: type[msgspec.Struct], mark: str) -> Iterator[str]:
    """Yield the names of the settings whose type carries a mark, as they are written."""
    for field in msgspec.structs.fields(kind):
        if _is_marked(field.type, mark):
            yield field.encode_name


def _is_marked(kind: Any, mark: str) -> bool:
    if get_origin(kind) is Annotated:
        metas = (each for each in kind.__metadata__ if isinstance(each, msgspec.Meta))
        if any((each.extra or {}).get(mark) for each in metas):
            return True
    return any(_is_marked(each, mark) for each in get_args(kind) if not isinstance(each, str))
