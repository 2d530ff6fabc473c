"""Invented guidance for the tests of PDF: numbers from 9001, made-up procedures."""

from __future__ import annotations

import random
from dataclasses import replace

from tests.sources.pdf_model import Bullet, Grid, Guidance, Paragraph, Section

_VIEW = (
    "This guidance represents the view of NICE on an invented procedure, arrived at for the"
    " tests. Nobody should take it for advice about the care of any person, and it does not"
    " override the individual responsibility of healthcare professionals, in consultation with the"
    " patient."
)
_DUTY = (
    "Commissioners and providers have a responsibility to promote an environmentally sustainable"
    " health and care system wherever possible."
)
_EVIDENCE = (
    "The committee noted that the follow-up of patients was short-term in all of the studies, and"
    " that the definition of a success\u00adful procedure differed between them (p less than 0.05"
    " in 12 of 48 patients)."
)
_CLOSING = (
    Section("Further information", "3"),
    Section(
        "Sources of evidence",
        depth=2,
        content=(Paragraph("The evidence considered by the committee is in the overview."),),
    ),
    Section("Update information"),
    Section(
        "Minor changes since publication",
        depth=2,
        content=(
            Paragraph(
                "**January 2026:** Interventional procedures guidance 9075 has been migrated to"
                " HealthTech guidance 9046. The recommendations and accompanying content remain"
                " unchanged."
            ),
            Paragraph("ISBN: 978-1-4731-0000-8"),
        ),
    ),
    Section(
        "Endorsing organisation",
        content=(Paragraph("This guidance has been endorsed by Healthcare Improvement Scotland."),),
    ),
)
_RECOMMENDATIONS = (
    Paragraph(
        "Current evidence on the safety and efficacy of balloon dilatation of the example vein does"
        " not appear adequate for this procedure to be used without special arrangements for"
        " consent and for audit or research.",
        "1.1",
    ),
    Paragraph(
        "Clinicians wishing to undertake balloon dilatation of the example vein should take the"
        " following actions:",
        "1.2",
        (
            Bullet("Inform the clinical governance leads in their trusts."),
            Bullet(
                "Ensure that patients understand the uncertainty about the procedure's safety, and"
                " give them clear written information that they can take home:",
                (
                    Bullet("about the procedure"),
                    Bullet(
                        "about what else can be done and what happens if nothing is done, over"
                        " more than one line"
                    ),
                ),
            ),
            Bullet("Audit and review clinical outcomes of all patients."),
        ),
    ),
    Paragraph("NICE may review the procedure on publication of further evidence.", "1.3"),
)
_TABLE = Grid(
    (
        ("Outcome", "Patients", "Result"),
        ("Narrowing of 50% or more at 3 years after the procedure", "12", "Better in 9"),
        ("Quality of life", "48", "No difference between the groups"),
    )
)

EXAMPLE = Guidance(
    reference="HTG9046",
    programme="HealthTech guidance",
    title="Balloon dilatation of the example vein in adults with long-standing narrowing",
    published="28 July 2004",
    responsibility=(_VIEW, _DUTY),
    statement="This guidance replaces IPG9075.",
    sections=(
        Section("Recommendations", "1", content=_RECOMMENDATIONS),
        Section("The procedure", "2"),
        Section(
            "Indications",
            "2.1",
            2,
            (
                Paragraph("Narrowing of the example vein may be congenital or acquired.", "2.1.1"),
                Paragraph(
                    "22 days after the procedure, 3 of 12 patients had a narrowing of 50% or more."
                    " There is no reliable alternative treatment.",
                    "2.1.2",
                ),
            ),
        ),
        Section(
            "Efficacy",
            "2.2",
            2,
            (
                *(Paragraph(f"{_EVIDENCE} {_EVIDENCE}", f"2.2.{n}") for n in range(1, 9)),
                _TABLE,
            ),
        ),
        Section(
            "Safety",
            "2.3",
            2,
            (
                Paragraph(
                    "Adverse events^1^ were reported in 20% (1 out of 5) of patients.",
                    "2.3.1",
                    note="As defined by the Example Society in its statement on the reporting of"
                    " adverse events in studies of the example vein, published in 2003.",
                ),
            ),
        ),
        *_CLOSING,
    ),
)
"""A procedure's guidance with one of everything."""

_TEXT = (
    "the committee noted that follow-up of patients was short-term in all studies and outcomes"
    " differed between them after balloon dilatation example vein safety efficacy procedure Royal"
    " College Example Society reported adverse events with p less than 0.05 in 12 of 48 people (95%"
    " CI 1.2 to 3.4) NICE IPG9075 well-being non-invasive success\u00adful proce\u00addure"
    " recur\u00adrence surgery long-standing a is of was in 2.4 mm 50% or more 3-year"
)
_WORDS = _TEXT.split()
_OPENERS = ("patients", "the", "vein", "surgery", "non-invasive")
_TOPICS = ("Indications", "Efficacy", "Safety", "Other comments")
_CHAPTERS = ("The procedure", "Committee considerations", "Further information")
_LABELS = (" [2009]", " [new 2018]", " [2009, amended 2018]", "")


class Inventor:
    """Makes up a guidance document; the same seed gives the same one."""

    def __init__(self, seed: int) -> None:
        self._dice = random.Random(seed)  # noqa: S311 - nothing depends on it being secret
        self._notes = 0
        self._after_table = False

    def invent(self) -> Guidance:
        """A document with one- or two-level recommendations, tables and footnotes."""
        chapters = self._dice.randint(1, len(_CHAPTERS))
        first = self._grouped() if self._dice.random() < 0.3 else self._plain()
        rest = [part for number in range(2, 2 + chapters) for part in self._chapter(number)]
        return replace(EXAMPLE, sections=(*first, *rest, *_CLOSING[1:]))

    def words(self, count: int) -> list[str]:
        """Words in lower case and of letters only, in no order."""
        plain = [word for word in _WORDS if word.isalpha() and word.islower()]
        return self._dice.choices(plain, k=count)

    def _plain(self) -> list[Section]:
        return [
            Section(
                "Recommendations",
                "1",
                content=tuple(self._recommendation(f"1.{n}") for n in range(1, self._up_to(3, 8))),
            )
        ]

    def _grouped(self) -> list[Section]:
        groups = [
            Section(
                f"Care of group {name}",
                f"1.{place}",
                2,
                tuple(
                    Paragraph(self._prose(2) + self._dice.choice(_LABELS), f"1.{place}.{n}")
                    for n in range(1, self._up_to(2, 5))
                ),
            )
            for place, name in enumerate("ABC", start=1)
        ]
        return [Section("Recommendations", "1"), *groups]

    def _recommendation(self, number: str) -> Paragraph:
        if self._dice.random() < 0.35:
            return Paragraph(f"{self._prose(2)[:-1]}:", number, self._bullets(0))
        return Paragraph(self._prose(4), number)

    def _chapter(self, number: int) -> list[Section]:
        found = [Section(_CHAPTERS[number - 2], str(number))]
        for place in range(1, self._up_to(2, 5)):
            content = tuple(
                self._part(f"{number}.{place}.{n}") for n in range(1, self._up_to(2, 7))
            )
            found.append(Section(_TOPICS[place - 1], f"{number}.{place}", 2, content))
        return found

    def _part(self, number: str) -> Paragraph | Grid:
        kind = self._dice.random()
        if kind < 0.1 and not self._after_table:
            self._after_table = True
            return self._table()
        self._after_table = False
        if kind < 0.2:
            self._notes += 1
            text = f"{self._prose(4)[:-1]}^{self._notes}^ in all."
            return Paragraph(text, number, note=self._sentence(4, 25))
        return Paragraph(self._prose(4), number)

    def _table(self) -> Grid:
        rows = [
            (self._sentence(2, 9)[:-1], str(self._up_to(1, 99)), self._sentence(1, 4)[:-1])
            for _ in range(self._up_to(2, 6))
        ]
        return Grid((("Outcome", "Patients", "Result"), *rows))

    def _bullets(self, depth: int) -> tuple[Bullet, ...]:
        return tuple(
            Bullet(
                self._sentence(2, 25) if self._dice.random() < 0.5 else self._phrase(),
                self._bullets(1) if not depth and self._dice.random() < 0.25 else (),
            )
            for _ in range(self._up_to(1, 5))
        )

    def _phrase(self) -> str:
        return self._sentence(2, 20)[:-1].lower()

    def _prose(self, most: int) -> str:
        return " ".join(self._sentence(5, 30) for _ in range(self._up_to(1, most)))

    def _sentence(self, least: int, most: int) -> str:
        words = [self._dice.choice(_OPENERS)]
        words += self._dice.choices(_WORDS, k=self._up_to(least, most) - 1)
        text = " ".join(words)
        return f"{text[0].upper()}{text[1:]}."

    def _up_to(self, least: int, most: int) -> int:
        return self._dice.randint(least, most)
