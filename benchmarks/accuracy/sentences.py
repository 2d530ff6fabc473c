"""
The sentences that invented recommendations and sections are made of.

Every family is used at most once in a document (in guidelines once for each drug), so two
paragraphs of one document never resemble each other more than two paragraphs of real
guidance do. None of them falls under a category, and some are traps that look as if they
did.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

from benchmarks.accuracy.document import Topic
from benchmarks.accuracy.vocabulary import (
    DRUGS,
    MEASURES,
    REGISTERS,
    RISKS,
    SCANS,
    SPECIALISTS,
    SYMPTOMS,
    TRIALS,
)


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph and its bullets."""

    text: str
    bullets: tuple[str, ...] = ()


Slots = dict[str, str]


def draw_slots(rng: random.Random, topic: Topic) -> Slots:
    """Draw a value for every slot a sentence may have."""
    first, second = rng.sample(SPECIALISTS, 2)
    drug, drug2 = rng.sample(DRUGS, 2)
    symptom, symptom2, symptom3 = rng.sample(SYMPTOMS, 3)
    risk, risk2, risk3 = rng.sample(RISKS, 3)
    return {
        "p": topic.procedure,
        "P": topic.procedure[0].upper() + topic.procedure[1:],
        "c": topic.condition,
        "d": topic.device,
        "pop": topic.population,
        "s1": first,
        "s2": second,
        "a1": f"{'an' if first[0] in 'aeiou' else 'a'} {first}",
        "a2": f"{'an' if second[0] in 'aeiou' else 'a'} {second}",
        "drug": drug,
        "Drug": drug.capitalize(),
        "drug2": drug2,
        "sy1": symptom,
        "sy2": symptom2,
        "sy3": symptom3,
        "r1": risk,
        "r2": risk2,
        "r3": risk3,
        "m": rng.choice(MEASURES),
        "scan": rng.choice(SCANS),
        "reg": rng.choice(REGISTERS),
        "trial": rng.choice(TRIALS),
        "n": str(rng.randint(21, 98)),
        "k": str(rng.randint(2, 9)),
        "k2": str(rng.randint(10, 19)),
        "mg": rng.choice(("2.5", "7.5", "12.5", "40", "75", "150")),
        "pct": str(rng.randint(3, 47)),
        "age": str(rng.randint(2, 17)),
        "ng": str(rng.randint(9100, 9299)),
    }


PROCEDURE_ADVICE: tuple[Words, ...] = (
    Words(
        "Teams that plan to start {p} should do all of the following before the first patient is "
        "treated:",
        (
            "Tell the board member who answers for new procedures in their trust.",
            (
                "Give each patient a printed leaflet that sets out what is not known about the "
                "benefit. Use of {{the institute's leaflet}} is recommended."
            ),
            "Keep a local log of every patient and look at it every {k} months.",
        ),
    ),
    Words(
        "The choice of patients should rest with a panel that includes {a1} and {a2}, both with "
        "experience of treating {c}."
    ),
    Words(
        "Operators should complete at least {n} supervised cases before they work alone, and "
        "should keep a record of each."
    ),
    Words("Treatment should not start before the age of {age} years."),
    Words("Look at the wound after two weeks and again after six weeks, whatever the weather."),
    Words(
        "Measure platelets beforehand. The count should be above {n} \u00d7 10\u2079 per litre and "
        "{drug2} at \u2265 {k} micrograms per millilitre."
    ),
    Words(
        "For the first 5 to 7 days, patients need all of this:",
        ("a quiet room", "{drug} every 4 to 6 hours", "a visit from {a1}, by day or by night."),
    ),
    Words(
        "Give {drug} {mg} mg by mouth {k} hours before the procedure, and repeat the dose after "
        "{k2} hours if bleeding persists."
    ),
    Words("Follow up every patient at {k}, {k2} and {n} months with {scan}."),
    Words(
        "Details of all {pop} who have the procedure should go into the {{{{{reg}}}}} within "
        "{k2} weeks of treatment."
    ),
    Words(
        "The procedure should take place in a unit that looks after at least {n} people with {c} "
        "a year."
    ),
    Words(
        "Explain to patients that {r1} may occur in up to {pct}% of cases and that open surgery "
        "may be needed afterwards."
    ),
    Words("Confirm the position of the {d} by {scan} before discharge."),
    Words(
        "Stop {drug2} at least {k} days before admission unless the {s1} advises otherwise. "
        "Restart it on the day after discharge."
    ),
    Words(
        "Further studies of {p} would be welcome. They should report {m} at {k} years and "
        "describe how patients were chosen. The institute may look at this guidance again when "
        "the {trial} trial reports."
    ),
    Words("Read this guidance together with the guideline on {c} (NG{ng})."),
    Words(
        "Any adverse event should be reported to the {reg} without delay. The report should name "
        "the batch of the {d}."
    ),
    Words(
        "Check for each of these signs on the ward round:",
        ("{sy1} that lasts longer than {k} hours", "{sy2}", "{sy3} together with fever."),
    ),
)

GUIDELINE_ADVICE: tuple[Words, ...] = (
    Words("Offer {drug} {mg} mg twice a day to adults whose {sy1} has lasted over {k} weeks."),
    Words("Consider {drug} for children who cannot take {drug2} because of {r1}."),
    Words("Do not offer {drug} to young people who have had {r2} in the past {k} months."),
    Words("Refer adults to {a1} within {k2} days if {sy2} returns while they take {drug}."),
    Words("Measure {m} every {k} months in adults who take {drug}."),
    Words("Talk to the person about how {drug} is likely to affect {m}. Record what was said."),
    Words("Ask about {sy3} at each review of {drug}."),
    Words(
        "Review the dose of {drug} if any of these apply:",
        ("{m} falls by more than {pct}%", "{sy1} comes back", "the person is over {n} years old."),
    ),
    Words("Consider adding {drug} to {drug2} if {m} stays above {mg} units for {k} weeks."),
    Words("When {drug} is stopped, reduce the dose over at least {k2} days."),
    Words("Offer {scan} before {drug} is started in people with {sy2}."),
    Words("Tell people who take {drug} to seek help within {k} hours if they notice {sy3}."),
)

SECTION_SENTENCES: dict[str, tuple[str, ...]] = {
    "indications": (
        (
            "{Pop} with {c} often notice {sy1} first. Without care it can lead to {sy2} and, in "
            "about {pct}% of people, to {sy3}."
        ),
        (
            "The usual care is {drug} together with regular measurement of {m}. Open repair is "
            "kept for people in whom this has failed."
        ),
        "About {n} people in every 100,000 live with {c}. The cause is not known.",
    ),
    "outline": (
        (
            "The aim of {p} is to restore {m}. With the patient sedated, the {d} is advanced under "
            "image guidance and released once its markers line up."
        ),
        "The {d} stays in place for {k} weeks and is then taken out as a day case.",
        "Several makes of the {d} exist, and their handling differs.",
    ),
    "efficacy": (
        (
            "In a case series of {n} patients, {m} improved by {pct}% at {k}-month follow-up "
            "($p < 0.0{k}$). No change was seen in a further {k2} patients."
        ),
        (
            "A register of {n} procedures reported success in {pct}% ({k}/{n}) of patients, "
            "seen by {scan}. One author wrote that the method should not be used without {scan}."
        ),
        "The specialist advisers thought that any gain in {m} would be lost after {k} years.",
    ),
    "safety": (
        (
            "{R1} was reported in {pct}% ({k} out of {n}) of patients in a case series, and {r2} "
            "in 1 patient, {k2} days after the procedure."
        ),
        (
            "The specialist advisers listed {r2}, {r3} and damage to nearby nerves as the main "
            "things that could go wrong."
        ),
        "Death was reported in 1 patient, {n} days after treatment, from {r3}.",
    ),
    "evidence": (
        (
            "The committee looked at {k} papers, among them {k2} case reports and the {trial} "
            "trial, which followed {n} patients."
        ),
        "The committee heard from {k} groups of patients, who valued fewer visits most.",
        "The cost of the {d} was put at {n} pounds a patient, which the committee thought likely.",
    ),
    "technology": (
        (
            "The {d} is a single-use system that is placed at the bedside. It measures {m} every "
            "{k} minutes."
        ),
        "The maker says that the {d} shortens the stay in hospital by {k} days.",
    ),
    "context": (
        "Around {n} in every 1,000 adults have {c}, and {pct}% of them see a doctor in a year.",
        (
            "Care differs from place to place. The {trial} survey found that {m} was recorded in "
            "{pct}% of notes."
        ),
    ),
}
"""Paragraphs for the sections, by what the section is about."""


def write(words: Words, slots: Slots) -> Words:
    """Fill the slots of a paragraph and its bullets."""
    bullets = tuple(fill_text(bullet, slots) for bullet in words.bullets)
    return Words(fill_text(words.text, slots), bullets)


def fill_text(text: str, slots: Slots) -> str:
    """Fill the slots of one text, keeping the link marks `{{` and `}}`."""
    extra = {"Pop": slots["pop"].capitalize(), "R1": slots["r1"].capitalize()}
    kept = text.replace("{{{{{", "\x02{").replace("}}}}}", "}\x03")
    kept = kept.replace("{{", "\x02").replace("}}", "\x03")
    filled = kept.format(**slots, **extra)
    return filled.replace("\x02", "{{").replace("\x03", "}}")
