"""
Category sentences in the frames that guidance has used from 2003 to 2026.

The frames are the published ones, as the design lists them; what stands in them is
invented. Each frame is a full text of a recommendation, so replacing one by another is
what a change of category looks like on the page.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

from benchmarks.accuracy.document import Topic


@dataclass(frozen=True, slots=True)
class Frame:
    """One way of saying one category."""

    category: str
    text: str


_EVIDENCE_POOR = (
    "Current evidence on the safety and efficacy of {p} is inadequate in quality and quantity. "
)
_EVIDENCE_SOME = "Evidence on {p} is limited to small studies with short follow-up. "

PROCEDURE_FRAMES = (
    Frame(
        "standard-arrangements",
        "Current evidence on the safety and efficacy of {p} appears adequate to support the use "
        "of this procedure provided that the normal arrangements are in place for consent, audit "
        "and clinical governance.",
    ),
    Frame(
        "standard-arrangements",
        "Evidence on {p} is adequate to support the use of this procedure provided that standard "
        "arrangements are in place for clinical governance, consent and audit.",
    ),
    Frame(
        "standard-arrangements",
        "There are no major safety concerns about {p}. Therefore, this procedure may be used with "
        "normal arrangements for clinical governance, consent and audit.",
    ),
    Frame(
        "special-arrangements",
        "Current evidence on the safety and efficacy of {p} does not appear adequate for this "
        "procedure to be used without special arrangements for consent and for audit or research.",
    ),
    Frame(
        "special-arrangements",
        _EVIDENCE_SOME + "Therefore, this procedure should only be used with special arrangements "
        "for clinical governance, consent and audit or research.",
    ),
    Frame(
        "special-arrangements",
        "{P} should only be used with special arrangements for clinical governance, consent, and "
        "audit or research.",
    ),
    Frame(
        "research-only",
        _EVIDENCE_POOR
        + "Therefore, this procedure should only be used in the context of research.",
    ),
    Frame(
        "research-only",
        "Current evidence on {p} does not appear adequate to support its routine use. It is "
        "suitable for use only within good-quality research studies approved by a research ethics "
        "committee.",
    ),
    Frame(
        "research-only",
        _EVIDENCE_SOME + "This procedure should only be done as part of a formal research study.",
    ),
    Frame("research-only", "More research is needed on {p} before it can be used in the NHS."),
    Frame(
        "do-not-use",
        "Evidence on {p} shows no benefit and serious harm in some patients. Therefore, this "
        "procedure should not be used for {c}.",
    ),
    Frame("do-not-use", "Do not use {p} for {c}."),
    Frame(
        "evidence-generation",
        "{P} can be used in the NHS during the evidence generation period as an option for {c}.",
    ),
    Frame(
        "evidence-generation",
        "{P} can be used in the NHS while more evidence is generated for {c}.",
    ),
    Frame("can-be-used", "{P} can be used in the NHS as an option for {c} in {pop}."),
)
TECHNOLOGY_FRAMES = (
    Frame("recommended", "The {d} is recommended as an option for treating {c} in {pop}."),
    Frame(
        "recommended",
        "The {d} and its reusable handle are recommended as options for {c} in {pop}.",
    ),
    Frame("not-recommended", "The {d} is not recommended for treating {c} in {pop}."),
    Frame(
        "not-recommended",
        "The amount and quality of published evidence is not sufficient, at the time of writing, "
        "to support the case for routine adoption of the {d} in the NHS.",
    ),
    Frame(
        "evidence-generation",
        "The {d} can be used in the NHS during the managed access period as an option for {c}.",
    ),
)
BULLET_FRAMES = (
    Frame(
        "special-arrangements",
        "For {who}, this procedure should only be used with special arrangements for clinical "
        "governance, consent and audit or research.",
    ),
    Frame(
        "research-only",
        "For {who}, this procedure should only be used in the context of research.",
    ),
    Frame("do-not-use", "For {who}, this procedure should not be used."),
    Frame(
        "standard-arrangements",
        "For {who}, this procedure may be used with standard arrangements for clinical "
        "governance, consent and audit.",
    ),
)
TIGHTNESS = {
    "can-be-used": 0,
    "standard-arrangements": 0,
    "special-arrangements": 1,
    "evidence-generation": 1,
    "research-only": 2,
    "do-not-use": 3,
}
TECHNOLOGY_TIGHTNESS = {"recommended": 0, "not-recommended": 1}
PRIORITY = {"tighter": "act", "looser": "review", "label-only": "information", "unknown": "review"}


def fill(frame: Frame, topic: Topic) -> str:
    """Put a topic into a frame."""
    name = topic.procedure
    return frame.text.format(
        p=name,
        P=name[0].upper() + name[1:],
        c=topic.condition,
        d=topic.device,
        pop=topic.population,
    )


def frames_of(category: str, frames: tuple[Frame, ...]) -> list[Frame]:
    """Every frame that says the category."""
    return [frame for frame in frames if frame.category == category]


def pick(rng: random.Random, frames: tuple[Frame, ...], category: str | None = None) -> Frame:
    """Choose a category evenly, then one of its frames."""
    wanted = category or rng.choice(sorted({frame.category for frame in frames}))
    return rng.choice(frames_of(wanted, frames))


def direction(before: str, after: str) -> str:
    """Say which way practice moves, from the design's own order of categories."""
    if {before, after} == {"can-be-used", "standard-arrangements"}:
        return "label-only"
    for scale in (TIGHTNESS, TECHNOLOGY_TIGHTNESS):
        if before in scale and after in scale and scale[before] != scale[after]:
            return "tighter" if scale[after] > scale[before] else "looser"
    return "unknown"
