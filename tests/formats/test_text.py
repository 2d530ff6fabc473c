"""The plain text is what people judge the product by, so its whole wording stands here."""

from __future__ import annotations

import re

import msgspec
from inline_snapshot import snapshot

from guidetrack.events.report import Refused, Report, Side
from guidetrack.events.wrapping import WIDTH
from guidetrack.formats.text import render


def test_a_report_reads_from_the_most_urgent_to_the_least(report: Report) -> None:
    assert render(report) == snapshot("""\
What changed in the guidance between 2 November 2025 and 14 January 2026
4 changes: 1 to act on, 1 to review, 1 to re-reference, 1 for information.

HTG9310 recommendation 1.1 is tighter: special arrangements became research only.
  Act: practice may no longer be supported today.
  HTG9310: Ultrasound-guided needling of the sample tendon

  Before, recommendation 1.1 of HTG9310:
    Evidence is limited. Therefore, this procedure should only be used with special
    arrangements for clinical governance, consent and audit or research.
  After, recommendation 1.1 of HTG9310:
    Evidence is limited. Therefore, this procedure should only be used in the context of
    research.
  Word by word, [-removed-] and {+added+}:
    Evidence is limited. Therefore, this procedure should only be used [-with special
    arrangements for clinical governance, consent and audit or-] {+in the context of+}
    research.

  Category before: special arrangements
  Category after: research only (tighter)
  NICE says: “February 2026: We changed recommendation 1.1.”
  Read it: https://www.nice.org.uk/guidance/htg9310
  (category changed; stated by NICE and compared; GT-DDDDDDDDDDDDDDDD)

HTG9225 recommendation 1.2 was reworded.
  Review: someone must read this.
  HTG9225 (formerly IPG9352): Percutaneous clip repair of the model ligament

  Before, recommendation 1.2 of IPG9352:
    Surgeons should:
    - inform the clinical governance leads
    - audit.
  After, recommendation 1.2 of HTG9225:
    Surgeons should:
    - inform all clinical governance leads
    - audit.
  Word by word, [-removed-] and {+added+}:
    Surgeons should:
    - inform [-the-] {+all+} clinical governance leads
    - audit.

  NICE gives no note on this change.
  Read it: https://www.nice.org.uk/guidance/htg9225
  (recommendation reworded; found by comparing, not stated by NICE; GT-CCCCCCCCCCCCCCCC)

IPG9075 is now HTG9046; recommendations 1.1 to 1.2 are identical.
  Re-reference: update the number, title, address or code where you cite it.
  HTG9046 (formerly IPG9075): Balloon dilatation of the example vein in adults
  2 recommendations read the same (1.1 to 1.2).
  Category, before and after: special arrangements
  ISBN: was 978-1-4731-0000-0, is 978-1-4731-0001-0
  NICE says: “January 2026: Interventional procedures guidance 9075 has been migrated to
  HealthTech guidance 9046. The recommendations and accompanying content remain
  unchanged.”
  Read it: https://www.nice.org.uk/guidance/htg9046
  Before it was: https://www.nice.org.uk/guidance/ipg9075
  (migrated; stated by NICE and compared; GT-BBBBBBBBBBBBBBBB)

HTG9310 was last updated on 27 February 2026.
  For information: nothing to do.
  HTG9310: Ultrasound-guided needling of the sample tendon
  Last updated: was not stated, is 27 February 2026
  (dates changed; stated by NICE and compared; GT-AAAAAAAAAAAAAAAA)

Guidance texts are quoted from documents published by the National Institute for Health
and Care Excellence (NICE), as retrieved on the dates given. © NICE. All rights
reserved. Subject to Notice of rights. NICE accepts no responsibility for this use of
its content. This is a guidance change notice. It is not a safety alert and is not
issued by NICE.
""")


def test_two_sides_that_say_the_same_are_no_change(quiet_report: Report) -> None:
    assert render(quiet_report) == "No change of guidance.\n"


def test_what_was_refused_is_said_even_where_nothing_changed(quiet_report: Report) -> None:
    refused = Refused(source="page.html", reference=None, problems=("it is an error page",))
    told = render(msgspec.structs.replace(quiet_report, refused=(refused,)))
    assert told == (
        "No change of guidance.\n\nNot taken into account:\n  page.html: it is an error page\n"
    )


def test_no_line_is_wider_than_a_page_but_for_addresses(report: Report) -> None:
    wide = [line for line in render(report).splitlines() if len(line) > WIDTH]
    assert not [line for line in wide if "://" not in line]


def test_nothing_in_a_source_can_steer_the_terminal(hostile_report: Report) -> None:
    told = render(hostile_report)
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff]", told)


def test_captures_of_one_day_are_told_apart_by_the_hour(report: Report) -> None:
    old = Side(revision="a", observed_at="2026-01-14T09:00:00Z")
    new = Side(revision="b", observed_at="2026-01-14T17:30:00Z")
    told = render(msgspec.structs.replace(report, old=old, new=new))
    span = "between 14 January 2026, 09:00 UTC and 14 January 2026, 17:30 UTC"
    assert span in told.replace("\n", " ")


def test_two_files_without_dates_are_called_two_documents(report: Report) -> None:
    side = Side(revision=None, observed_at=None)
    told = render(msgspec.structs.replace(report, old=side, new=side))
    assert told.startswith("What changed in the guidance between the two documents\n")


def test_a_file_is_compared_with_a_day(report: Report) -> None:
    side = Side(revision=None, observed_at=None)
    told = render(msgspec.structs.replace(report, old=side))
    assert told.startswith(
        "What changed in the guidance between a document without a date and 14 January 2026\n"
    )


def test_an_addition_has_no_before_and_a_removal_no_after(report: Report) -> None:
    one = report.events[2].recommendations[0]
    added = msgspec.structs.replace(one, number_before=None, text_before=None)
    removed = msgspec.structs.replace(one, number_after=None, text_after=None)
    for each, shown, missing in ((added, "After,", "Before,"), (removed, "Before,", "After,")):
        event = msgspec.structs.replace(report.events[2], recommendations=(each,))
        told = render(msgspec.structs.replace(report, events=(event,)))
        assert shown in told
        assert missing not in told
        assert "Word by word" not in told


def test_a_recommendation_is_shown_whole_once_however_many_events_name_it(report: Report) -> None:
    reworded = next(each for each in report.events if each.summary.endswith("was reworded."))
    twin = msgspec.structs.replace(
        reworded, id="GT-EEEEEEEEEEEEEEEE", kind="claim-contradicted", summary="It is contradicted."
    )
    told = render(msgspec.structs.replace(report, events=(reworded, twin)))
    assert told.count("After, recommendation 1.2") == 1
    assert "Recommendation 1.2: shown whole above, before and after." in told
