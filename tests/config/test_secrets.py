"""Secrets are had from their places, and never shown."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from guidetrack.channels.smtp import Settings
from guidetrack.config.secrets import filled_in
from guidetrack.errors import ConfigError

PLAIN = {"host": "smtp.example.org", "from": "g@example.org"}


def fill(folder: Path, environment: Mapping[str, str], **values: Any) -> Settings:
    given = {**PLAIN, "to": ["a@example.org"], **values}
    found = filled_in(given, Settings, folder=folder, environment=environment)
    assert isinstance(found, Settings)
    return found


def test_variables_are_filled_in_wherever_they_stand(tmp_path: Path) -> None:
    given = {"TO": "team@example.org", "PASS": "hunter2"}
    found = fill(tmp_path, given, to=["${TO}", "b@example.org"], password="${PASS}")  # noqa: S106
    assert found.to == ("team@example.org", "b@example.org")
    assert found.password == "hunter2"  # noqa: S105 - of a test


def test_a_variable_that_is_not_set_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="variable PASS of the environment is not set"):
        fill(tmp_path, {}, password="${PASS}")  # noqa: S106 - a place


def test_a_file_that_only_its_owner_reads_is_read(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("hunter2\n", encoding="utf-8")
    (tmp_path / "secret").chmod(0o600)
    assert fill(tmp_path, {}, password="file:secret").password == "hunter2"  # noqa: S105, S106


@pytest.mark.skipif(os.name == "nt", reason="permissions of POSIX")
def test_a_file_that_others_read_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("hunter2", encoding="utf-8")
    (tmp_path / "secret").chmod(0o644)
    with pytest.raises(ConfigError, match="others than its owner may read it") as caught:
        fill(tmp_path, {}, password="file:secret")  # noqa: S106 - a place
    assert "hunter2" not in str(caught.value)


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="secret holds a secret and cannot be read"):
        fill(tmp_path, {}, password="file:secret")  # noqa: S106 - a place


def test_paths_are_relative_to_the_configuration(tmp_path: Path) -> None:
    assert fill(tmp_path, {}, ca_file="ca.pem").ca_file == str(tmp_path / "ca.pem")


def test_what_does_not_fit_once_filled_in_is_said_without_showing_it(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="does not fit") as caught:
        fill(tmp_path, {"MODE": "hunter2"}, security="${MODE}")
    assert "hunter2" not in str(caught.value)


def test_a_keyring_that_has_nothing_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    with pytest.raises(ConfigError, match="keyring"):
        fill(tmp_path, {}, password="keyring:smtp/guidetrack")  # noqa: S106 - a place
