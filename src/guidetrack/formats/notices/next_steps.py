"""
What somebody could do next, by what happened and how urgent it is.

Suggestions and no more: who does what, and by when, is for the organisation. Each is one thing
that one person can do and tick off, in the words of those who keep registers, consent forms
and audit plans.
"""

from __future__ import annotations

from guidetrack.events.event import Event, Priority
from guidetrack.formats.notices.naming import fill

_CITED = "Find out where {before} is cited: registers, policies, consent forms, audit plans."
_PUT = "Write {after} there, with \u201cformerly {before}\u201d where people still look for it."
_KEEP = "Keep the local assessment: it does not have to be made again because of the number."
_READ = "Read both texts, before and after, and the page at NICE."
_DECIDE = "Decide whether local practice, consent, audit or training has to change, and note it."
_TELL = "Tell the clinicians who do this."
_NOTHING = "Nothing has to be done."
_ASK = "Ask NICE what has become of it."
_STOP_OR_JUSTIFY = (
    "Today: tell the clinical lead, who stops what is no longer supported or notes why it goes on."
)
_BOOKED = "Look at patients who are booked in: their consent may rest on the old text."
_LATER = "Bring it to the next governance meeting, with this notice as evidence."
_REGISTER = "Mark {name} in the register and in whatever cites it."

NEXT_STEPS: dict[tuple[str, Priority], tuple[str, ...]] = {
    ("boilerplate-changed", "information"): (_NOTHING,),
    ("reference-reused", "act"): (
        "Today: check every citation of {name}; it may mean the guidance that had the number.",
        "Find out what has become of the guidance that had the number.",
        _TELL,
    ),
    ("disappeared", "review"): (
        "Look at the address below; do not take this for a withdrawal.",
        _ASK,
        "Leave local practice as it is until NICE has answered.",
    ),
    ("reappeared", "information"): ("Close what was opened when it disappeared.",),
    ("migrated", "re-reference"): (_CITED, _PUT, _KEEP),
    ("migrated", "review"): (_READ, _DECIDE, _CITED, _PUT),
    ("category-changed", "act"): (_STOP_OR_JUSTIFY, _BOOKED, _READ, _DECIDE, _LATER),
    ("category-changed", "review"): (_READ, _DECIDE, _LATER),
    ("category-changed", "information"): (
        "Use the new label when you next revise what names the old one.",
    ),
    ("superseded", "review"): (
        "Read {after} beside {before}: it is other content.",
        _DECIDE,
        _CITED,
        "Write {after} only where what is said there holds for {after} as well.",
    ),
    ("partially-superseded", "review"): (
        "Find out which part of {before} is meant; the rest of it stands.",
        _READ,
        _DECIDE,
    ),
    ("withdrawn", "act"): (_STOP_OR_JUSTIFY, _BOOKED, _REGISTER, _LATER),
    ("temporarily-withdrawn", "act"): (
        "Today: tell the clinical lead, who pauses the practice or notes why it goes on.",
        _BOOKED,
        _REGISTER,
    ),
    ("retired", "review"): (
        "Decide what local practice rests on from now on.",
        _REGISTER,
    ),
    ("terminated", "review"): (
        "Decide what local practice rests on from now on.",
        _REGISTER,
    ),
    ("reinstated", "review"): (
        "Read whether it returned as it was.",
        "Decide whether what was stopped or paused may begin again, and note it.",
        _REGISTER,
    ),
    ("published", "review"): (
        "Read it, and decide whether it concerns you.",
        "If it does, name a lead and put it into the register.",
    ),
    ("recommendation-split", "review"): (
        _READ,
        "Check that the parts still say together what the whole said.",
        "Mend citations that name a recommendation by its number.",
    ),
    ("recommendation-merged", "review"): (
        _READ,
        "Check that the whole still says what the parts said.",
        "Mend citations that name a recommendation by its number.",
    ),
    ("editorial", "information"): (_NOTHING,),
    ("recommendation-reworded", "review"): (_READ, _DECIDE),
    ("recommendation-reworded", "act"): (
        "Today: read the text before and after in this notice with the clinical lead.",
        _BOOKED,
        _DECIDE,
        _TELL,
    ),
    ("recommendation-renumbered", "information"): (
        "Mend citations that name the recommendation by its number when you next revise them.",
    ),
    ("recommendation-relabelled", "information"): (_NOTHING,),
    ("recommendation-added", "review"): (
        "Read what is asked now.",
        "Compare it with what you do, and note the gap if there is one.",
    ),
    ("recommendation-removed", "act"): (
        "Today: tell the clinical lead that the recommendation is gone.",
        "Find out what rests on it: policies, consent forms, audit plans.",
        _DECIDE,
    ),
    ("section-changed", "information"): (_NOTHING,),
    ("section-changed", "review"): (
        _READ,
        "Check whether the consent form and the patient information have to say it as well.",
    ),
    ("claim-contradicted", "review"): (
        "Read what changed: it also comes as a notice of its own.",
        "Go by the new text, and decide whether anything has to change locally.",
        "Ask NICE which of the two holds: its statement or its text.",
    ),
    ("claim-contradicted", "act"): (
        "Today: go by the stricter text, and tell the clinical lead.",
        "Read what changed: it also comes as a notice of its own.",
        _BOOKED,
        "Ask NICE which of the two holds: its statement or its text.",
        _LATER,
    ),
    ("retitled", "re-reference"): (
        "Put the new title where you cite {name} by its title.",
        _KEEP.replace("number", "title"),
    ),
    ("update-noted", "information"): ("Read the note.",),
    ("dates-changed", "information"): (_NOTHING,),
    ("endorsement-changed", "information"): (
        "Nothing has to be done, unless the endorsing body is your own.",
    ),
    ("codes-changed", "re-reference"): (
        "Pass it on to clinical coding, and to whoever runs audits by code.",
        "Mend the codes where you keep them beside {name}.",
    ),
    ("details-changed", "information"): (_NOTHING,),
    ("relationship-changed", "review"): (
        "Read what the guidance is tied to now.",
        "Mend the register where it names the other guidance.",
    ),
    ("coverage-changed", "information"): (_NOTHING,),
    ("other-changed", "review"): (
        "Look at what changed, and at the page at NICE.",
        "Tell whoever keeps guidetrack, so that this kind of change gets a name.",
    ),
}
"""By event kind and priority; each priority that a kind can have is here."""

IN_GENERAL: dict[Priority, tuple[str, ...]] = {
    "act": (_STOP_OR_JUSTIFY, _READ, _DECIDE),
    "review": (_READ, _DECIDE),
    "re-reference": (_CITED, _PUT),
    "information": (_NOTHING,),
}
"""For a kind that nobody has described."""


WAVE_STEPS: dict[Priority, tuple[str, ...]] = {
    "act": ("Today: go through the rows to act on with the clinical leads.",),
    "review": ("Give each row to review to somebody who reads it.",),
    "re-reference": (
        "Find out which of the rows to re-reference you cite, and mend the citation there.",
        "Keep the local assessments of these: they do not have to be made again.",
    ),
    "information": ("With the rows for information nothing has to be done.",),
}
"""For many events of one kind, by priority; the attached list names them."""


def next_steps(event: Event) -> tuple[str, ...]:
    """Suggest what to do about one event, in order."""
    steps = NEXT_STEPS.get((event.kind, event.priority), IN_GENERAL[event.priority])
    return tuple(fill(step, event) for step in steps)
