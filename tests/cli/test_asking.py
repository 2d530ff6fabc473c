"""`show`, `log`, `resolve`, `explain` and `schema`: questions about what is held."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest
from inline_snapshot import snapshot

from guidetrack.guidance.record import from_plain


def test_show_tells_a_record_to_people(history: Any) -> None:
    assert history("show", "HTG9046").stdout == snapshot("""\
HTG9046: Balloon dilatation of the example vein in adults
  HealthTech guidance; first published as IPG
  Status: published
  Published: 28 July 2004
  ISBN: 978-1-4731-0001-0
  https://www.nice.org.uk/guidance/htg9046
  Category: special arrangements

  Recommendations
    1.1 Current evidence on the safety and efficacy of balloon dilatation of the example
    vein in adults does not appear adequate for this procedure to be used without
    special arrangements for consent and for audit or research. Relief of symptoms was
    seen, but rarely for longer than 6 months.
    1.2 Clinicians wishing to undertake balloon dilatation of the example vein in adults
    should take the following actions:
      - Inform the clinical governance leads in their hospital.
      - Ensure that patients understand how little is known about the benefit beyond 6
        months, and give them clear written information. Use of the invented leaflet is
        recommended.
      - Audit and review the outcome of every patient who has the procedure.
    1.3 This procedure should only be done in units that do at least 15 dilatations of
    veins a year.
    1.4 Clinicians are encouraged to enter all patients into the register of invented
    procedures.
    1.5 Publication of results beyond 12 months will be useful. The procedure may be
    reviewed when further evidence is published.

  Migrated from IPG9075 (January 2026)
    NICE says: “January 2026: Interventional procedures guidance 9075 has been migrated
    to HealthTech guidance 9046. The recommendations and accompanying content remain
    unchanged.”
  Update note: January 2026: Interventional procedures guidance 9075 has been migrated
  to HealthTech guidance 9046. The recommendations and accompanying content remain
  unchanged.
  Endorsed by Assembly of Invented Hospitals
  8 further sections with 9 paragraphs (--format yaml)
  Captured: identity, dates, recommendations, relationships, sections, update-notes,
  endorsements
""")


def test_show_gives_the_record_as_json_and_as_yaml(history: Any) -> None:
    record = from_plain(json.loads(history("show", "ipg 9075", "--json").stdout))
    assert str(record.reference) == "IPG9075"
    assert [each.number for each in record.recommendations] == ["1.1", "1.2", "1.3", "1.4", "1.5"]
    assert "reference: IPG9075\n" in history("show", "IPG9075", "--format", "yaml").stdout


def test_show_can_go_back_to_a_day(history: Any) -> None:
    then = json.loads(history("show", "HTG9310", "--as-of", "2026-01-31", "--json").stdout)
    now = json.loads(history("show", "HTG9310", "--json").stdout)
    assert then["categories"] == ["special-arrangements"]
    assert now["categories"] == ["research-only"]


def test_show_says_what_is_not_held(history: Any) -> None:
    done = history("show", "IPG9999")
    assert done.exit_code == 2
    assert "IPG9999" in done.stderr


def test_resolve_says_one_decisive_line_for_each_number(history: Any) -> None:
    done = history("resolve", "IPG9075", "IPG9352", "IPG9420", "IPG9143", "IPG9188", "IPG9999")
    assert done.exit_code == 0
    assert done.stdout == snapshot("""\
IPG9075 is now HTG9046 (migrated January 2026). Reassess: no - the recommendations are identical.
  IPG9075 -> HTG9046: migrated, a new number (January 2026)
    NICE says: “January 2026: Interventional procedures guidance 9075 has been migrated
    to HealthTech guidance 9046. The recommendations and accompanying content remain
    unchanged.”

IPG9352 is now HTG9225 (migrated January 2026). Reassess: yes - the recommendations changed.
  IPG9352 -> HTG9225: migrated, a new number (January 2026)
    NICE says: “January 2026: Interventional procedures guidance 9352 has been migrated
    to HealthTech guidance 9225. The recommendations and accompanying content remain
    unchanged.”
  The page of HTG9225 says that nothing changed, but the recommendations of IPG9352 and
  HTG9225 differ.

IPG9420 was replaced by HTG9501. Reassess: yes - the recommendations changed.
  IPG9420 -> IPG9640: replaced by other content
    NICE says: “This guidance has been updated and replaced by NICE interventional
    procedure guidance 9640.”
  IPG9640 -> HTG9501: migrated, a new number (January 2026)
    NICE says: “January 2026: Interventional procedures guidance 9640 has been migrated
    to HealthTech guidance 9501. The recommendations and accompanying content remain
    unchanged.”

IPG9143 is now HTG9060 (migrated January 2026). Reassess: check - nothing was compared, because the recommendations of both are not held.
  IPG9143 -> HTG9060: migrated, a new number (January 2026)
    NICE says: “January 2026: Interventional procedures guidance 9143 has been migrated
    to HealthTech guidance 9060. The recommendations and accompanying content remain
    unchanged.”

IPG9188 was withdrawn. Reassess: yes - nothing current stands in its place.

IPG9999 is not known: the highest number of that programme held is IPG9640. Reassess: check - look it up, or capture its page.
""")  # noqa: E501 - the decisive line is one line


def test_resolve_answers_in_json_in_the_order_asked(history: Any) -> None:
    answer = json.loads(history("resolve", "IPG 9420", "HTG9046", "--json").stdout)
    assert answer["schema_version"] == 1
    assert [each["query"] for each in answer["results"]] == ["IPG 9420", "HTG9046"]
    assert answer["results"][0]["status"] == "superseded"
    assert [(step["from"], step["to"]) for step in answer["results"][0]["path"]] == [
        ("IPG9420", "IPG9640"),
        ("IPG9640", "HTG9501"),
    ]


def test_resolve_can_go_back_to_a_day(history: Any) -> None:
    answer = json.loads(history("resolve", "IPG9075", "--as-of", "2025-12-31", "--json").stdout)
    assert answer["results"][0]["status"] == "current"


def test_resolve_refuses_what_is_no_number(history: Any) -> None:
    done = history("resolve", "the vein one")
    assert done.exit_code == 2
    assert "'the vein one' is not a guidance reference" in done.stderr


def test_log_follows_a_guidance_through_all_its_numbers(history: Any) -> None:
    reports = json.loads(history("log", "IPG9420", "--json").stdout)["reports"]
    kinds = [[event["kind"] for event in report["events"]] for report in reports]
    assert ["superseded" in each for each in kinds].count(True) == 1
    assert "migrated" in kinds[0]
    lines = history("log", "IPG9420", "--format", "jsonl").stdout.splitlines()
    assert [json.loads(line) for line in lines] == reports


def test_log_keeps_to_the_days_asked_for(history: Any) -> None:
    done = history("log", "--since", "2026-03-01", "--until", "2026-03-31", "--json")
    [report] = json.loads(done.stdout)["reports"]
    assert report["new"]["observed_at"] == "2026-03-02T09:00:00Z"


def test_log_gives_the_attribution_once(history: Any) -> None:
    assert history("log").stdout.count("not issued by NICE") == 1


def test_explain_says_when_a_kind_counts_and_when_not(run: Any) -> None:
    done = run("explain", "migrated")
    assert done.exit_code == 0
    assert done.stdout.startswith("migrated\n  ")
    for opening in ("Priority: ", "Counts: ", "Does not count: ", "Who usually acts: "):
        assert f"\n  {opening}" in done.stdout


def test_explain_tells_what_never_counts_as_a_change(run: Any) -> None:
    assert "  dashes: hyphens, dashes" in run("explain", "comparison").stdout
    assert json.loads(run("explain", "comparison", "--json").stdout)["comparison"]


def test_explain_gives_the_headers_as_json(run: Any) -> None:
    [header] = json.loads(run("explain", "withdrawn", "--json").stdout)["kinds"]
    assert header["kind"] == "withdrawn"
    assert header["priority"] == ["act"]


def test_explain_without_a_kind_lists_them_all(run: Any) -> None:
    listed = run("explain").stdout
    assert "migrated" in listed
    assert "withdrawn" in listed


def test_explain_offers_the_nearest_kind(run: Any) -> None:
    done = run("explain", "migratd")
    assert done.exit_code == 2
    assert "migrated" in done.stderr


@pytest.mark.parametrize("name", ["crosswalk", "record", "report", "resolve", "snapshot"])
def test_schemas_are_json_schema(run: Any, name: str) -> None:
    schema = json.loads(run("schema", name).stdout)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert msgspec.json.encode(schema)
