"""`guidetrack alerts` with a real mail server at the other end."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.cli.telling import Trust
from tests.delivery.mailbox import mail_server, text_of

LEAD = ("--by", "NICE lead")


def mail(port: int) -> str:
    return (
        "routes:\n  lead: {channels: [mail]}\nchannels:\n"
        f"  mail: {{kind: smtp, host: 127.0.0.1, port: {port}, security: none, timeout: 5,\n"
        '         from: guidance@trust.example, to: ["${LEAD_ADDRESS}"]}\n'
    )


def test_notice_retraction_and_sample_arrive_and_no_address_is_kept(
    trust: Trust, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LEAD_ADDRESS", "lead@trust.example")
    with mail_server() as mailbox:
        trust.configure(mail(mailbox.port))
        trust.tighten()
        assert trust.run("run").exit_code == 0
        told = {each["Message-ID"]: each for each in mailbox.mails}
        (name,) = [each["id"] for each in trust.alerts() if each["priority"] == "act"]
        notice = told[f"<{name}@guidetrack.invalid>"]
        done = trust.run(
            "alerts", "retract", name, *LEAD, "--reason", "It was misread", "--deliver"
        )
        assert "Delivered: 1 message" in done.stdout
        retraction = mailbox.mails[-1]
        assert retraction["References"] == notice["Message-ID"]
        assert "It was misread" in text_of(retraction)
        assert trust.run("alerts", "test", "mail").exit_code == 0
        assert mailbox.mails[-1]["Subject"].startswith("Sample: ")
    kept = "\n".join(file.read_text("utf-8") for file in Path("snapshots/alerts").rglob("*.yaml"))
    assert not re.search(r"\S@\S", kept)


def test_a_server_that_is_gone_ends_with_6_and_repeats_no_address(
    trust: Trust, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LEAD_ADDRESS", "lead@trust.example")
    with mail_server() as mailbox:
        trust.configure(mail(mailbox.port))
    for words in (("alerts", "test", "mail"), ("run",), ("alerts", "deliver"), ("status",)):
        trust.tighten()
        done = trust.run(*words)
        assert done.exit_code == 6, words
        assert "lead@trust" not in done.output


def test_a_missing_secret_is_named_and_keeps_everything_queued(trust: Trust) -> None:
    trust.configure(mail(25))
    trust.tighten()
    done = trust.run("run")
    assert done.exit_code == 6
    assert "LEAD_ADDRESS" in done.stdout
    assert {each["state"] for each in trust.alerts()} == {"failed", "pending"}
