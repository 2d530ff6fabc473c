"""Messages as files in a folder."""

from __future__ import annotations

import datetime as dt
import email
import email.policy
import os
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from guidetrack import channels
from guidetrack.alerts.message import Attachment, Message
from guidetrack.channels import CHANNELS
from guidetrack.channels.files import Settings, deliver
from guidetrack.errors import DeliveryError

Make = Callable[..., Message]


def test_a_message_is_written_in_every_form_asked_for(
    tmp_path: Path, message: Make, now: dt.datetime
) -> None:
    settings = Settings(folder=str(tmp_path / "out"), write=("eml", "text", "html", "jsonl"))
    receipt = deliver(message(), settings, now)
    names = sorted(each.name for each in (tmp_path / "out").iterdir())
    assert names == [
        "GA-4T7YQ2M9KXW3DF6P-notice.csv",
        "GA-4T7YQ2M9KXW3DF6P.eml",
        "GA-4T7YQ2M9KXW3DF6P.html",
        "GA-4T7YQ2M9KXW3DF6P.txt",
        "notices.jsonl",
    ]
    assert receipt.says == "written as GA-4T7YQ2M9KXW3DF6P"
    text = (tmp_path / "out" / "GA-4T7YQ2M9KXW3DF6P.txt").read_text(encoding="utf-8")
    assert text == message().text


def test_the_mail_file_opens_as_an_e_mail_with_all_its_parts(
    tmp_path: Path, message: Make, now: dt.datetime
) -> None:
    deliver(message(), Settings(folder=str(tmp_path), write=("eml",)), now)
    raw = (tmp_path / "GA-4T7YQ2M9KXW3DF6P.eml").read_bytes()
    mail = email.message_from_bytes(raw, policy=email.policy.default)
    plain, html = mail.get_body(("plain",)), mail.get_body(("html",))
    assert plain is not None
    assert html is not None
    assert plain.get_content().replace("\r\n", "\n") == message().text
    assert html.get_content().replace("\r\n", "\n") == message().html
    assert [each.get_filename() for each in mail.iter_attachments()] == ["notice.csv"]


def test_the_same_message_again_leaves_the_same_bytes(
    tmp_path: Path, message: Make, now: dt.datetime
) -> None:
    settings = Settings(folder=str(tmp_path), write=("eml", "text", "html", "jsonl"))
    deliver(message(), settings, now)
    before = {each.name: each.read_bytes() for each in tmp_path.iterdir()}
    deliver(message(), settings, now)
    assert {each.name: each.read_bytes() for each in tmp_path.iterdir()} == before


def test_the_log_goes_on_behind_a_line_that_a_crash_tore(
    tmp_path: Path, message: Make, now: dt.datetime
) -> None:
    log = tmp_path / "notices.jsonl"
    log.write_bytes(b'{"key": "GA-OLD", "id": "GA-OLD"}\n{"key": "GA-TO')
    deliver(message(), Settings(folder=str(tmp_path), write=("jsonl",)), now)
    lines = log.read_bytes().split(b"\n")
    assert lines[1] == b'{"key": "GA-TO'
    written = msgspec.json.decode(lines[2])
    assert written["id"] == "GA-4T7YQ2M9KXW3DF6P"
    assert written["events"][0]["reference_after"] == "HTG9046"
    assert "deliveries" not in written


def test_an_attachment_cannot_leave_the_folder(
    tmp_path: Path, message: Make, now: dt.datetime
) -> None:
    sly = Attachment(name="../../escaped.csv", media_type="text/csv", content=b"x")
    deliver(message(attachments=(sly,)), Settings(folder=str(tmp_path / "a" / "b")), now)
    assert (tmp_path / "a" / "b" / "GA-4T7YQ2M9KXW3DF6P-escaped.csv").exists()
    assert [each.name for each in tmp_path.iterdir()] == ["a"]


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="permissions of POSIX")
def test_others_can_read_what_the_umask_allows(
    tmp_path: Path, message: Make, now: dt.datetime
) -> None:
    before = os.umask(0o022)
    try:
        deliver(message(), Settings(folder=str(tmp_path), write=("text",)), now)
    finally:
        os.umask(before)
    mode = (tmp_path / "GA-4T7YQ2M9KXW3DF6P.txt").stat().st_mode & 0o777
    assert mode == 0o644


def test_a_folder_that_is_a_file_is_said(tmp_path: Path, message: Make, now: dt.datetime) -> None:
    (tmp_path / "out").write_text("a file", encoding="utf-8")
    with pytest.raises(DeliveryError, match="folder cannot be written") as caught:
        deliver(message(), Settings(folder=str(tmp_path / "out")), now)
    assert str(tmp_path) not in str(caught.value)


def test_the_table_knows_every_channel_by_the_name_of_its_file() -> None:
    for kind, channel in CHANNELS.items():
        assert channel.kind == kind
        assert channel.deliver.__module__ == f"guidetrack.channels.{kind}"
    files = Path(channels.__file__).parent.glob("*.py")
    written = {each.stem for each in files if "\nCHANNEL = Channel(" in each.read_text("utf-8")}
    assert written == CHANNELS.keys()
