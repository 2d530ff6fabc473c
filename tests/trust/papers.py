"""The trust's policies, queries, pages and mails, written with citations and decoys in them."""

from __future__ import annotations

import io
from email.message import EmailMessage

import docx
from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]
from tests.trust.planting import Ground, spaced

_FILLING = "This invented policy says who does what, and how it is audited each year."


def write_documents(ground: Ground, count: int) -> None:
    for number in range(1, count + 1):
        name = f"policies/policy-{number:02}.docx"
        policy = docx.Document()
        policy.add_heading(f"Invented policy {number}")
        policy.add_paragraph(ground.decoy())
        joined, split, told, footed = (ground.reference() for _ in range(4))
        policy.add_paragraph(f"Consent follows {joined}; {_FILLING}")
        ground.plant(name, "paragraph 3", joined)
        parts = policy.add_paragraph(f"As NICE says in {split[:-2]}")
        parts.add_run(split[-2:]).bold = True
        ground.plant(name, "paragraph 4", split)
        table = policy.add_table(rows=2, cols=2)
        table.cell(1, 1).text = f"NICE {spaced(told)}"
        ground.plant(name, "table 1", told)
        policy.sections[0].footer.paragraphs[0].text = f"Based on {footed}"
        ground.plant(name, "footer", footed)
        policy.save(str(ground.file(name)))


def write_prints(ground: Ground, count: int) -> None:
    for number in range(1, count + 1):
        name = f"policies/print-{number:02}.pdf"
        output = io.BytesIO()
        canvas = Canvas(output, invariant=True)
        first, second = ground.reference(), ground.reference()
        pages = (
            (f"Invented procedure {number}", f"It follows {first}.", _FILLING),
            (ground.decoy(), f"The audit follows the NICE guidance {spaced(second)}."),
        )
        for lines in pages:
            for at, line in enumerate(lines):
                canvas.drawString(72, 760 - 16 * at, line)
            canvas.showPage()
        canvas.save()
        ground.file(name).write_bytes(output.getvalue())
        ground.plant(name, "page 1", first)
        ground.plant(name, "page 2", second)


def write_queries(ground: Ground, count: int) -> None:
    for number in range(1, count + 1):
        name = f"sql/audit_{number}.sql"
        one, two = ground.reference(), ground.reference()
        lines = (
            f"-- Audit {number}. {ground.decoy()}",
            "SELECT patient_count, guidance",
            f"  FROM audit WHERE guidance = '{one}'",
            f"    OR url = 'https://www.nice.org.uk/guidance/{two.lower()}/chapter/overview';",
        )
        ground.file(name).write_text("\n".join(lines), "utf-8")
        ground.plant(name, "line 3", one)
        ground.plant(name, "line 4", two)


def write_pages(ground: Ground, count: int) -> None:
    for number in range(1, count + 1):
        name = f"intranet/page-{number}.html"
        one, two = ground.reference(), ground.reference()
        page = (
            f"<!doctype html><title>Page {number}</title><h1>Invented page {number}</h1>"
            f"<p>{ground.decoy()}</p><p>See {one[:3]}<b>{one[3:]}</b> first.</p>"
            f'<ul><li><a href="https://www.nice.org.uk/guidance/{two.lower()}">The guidance</a>'
            "</ul><script>var reference = 'IPG9999';</script>"
        )
        ground.file(name).write_text(page, "utf-8")
        ground.plant(name, "paragraph 4", one)
        ground.plant(name, "paragraph 5", two)


def write_mail(ground: Ground) -> None:
    name = "mail/review.eml"
    message = EmailMessage()
    subject, body, attached = (ground.reference() for _ in range(3))
    message["Subject"] = f"Review of {subject}"
    message["From"] = "governance@trust.example"
    message.set_content(f"Dear all,\n\nPlease look at {body}.\n\n{ground.decoy()}\n")
    listed = f"Procedure,Code\nInvented vein,{attached}\n".encode()
    message.add_attachment(listed, maintype="text", subtype="csv", filename="list.csv")
    ground.file(name).write_bytes(message.as_bytes())
    ground.plant(name, "subject", subject)
    ground.plant(name, "line 3", body)
    ground.plant(name, "attachment list.csv, row 2, column Code", attached)
