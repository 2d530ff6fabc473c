"""One invented guidance in every shape in which the publisher's data carries it."""

from __future__ import annotations

import json
from typing import Any

TITLE = "Balloon dilatation of the example vein in adults"
NOTE = (
    "Interventional procedures guidance 9075 has been migrated to HealthTech guidance 9046. "
    "The recommendations and accompanying content remain unchanged."
)
_RECOMMENDATIONS = """
<p class="numbered-paragraph"><span class="paragraph-number">1.1 </span>Current evidence on balloon
dilatation of the example vein does not appear adequate for this procedure to be used without
special arrangements for consent and for audit or research.</p>
<p class="numbered-paragraph"><span class="paragraph-number">1.2 </span>Clinicians should take the
following actions:</p>
<ul><li><p>Inform the clinical governance leads in their trusts.</p></li>
<li><p>Audit the outcomes of all patients.</p></li></ul>"""
_PROCEDURE = """
<h3>2.1 Indications</h3>
<p class="numbered-paragraph"><span class="paragraph-number">2.1.1 </span>Narrowing of the example
vein may be present at birth.</p>
<h3>2.2 Safety</h3>
<p class="numbered-paragraph"><span class="paragraph-number">2.2.1 </span>Bleeding was reported in
20% (1 out of 5) of patients.</p>"""
_UPDATES = f"""
<h3>Minor changes since publication</h3>
<p><strong>January 2026:</strong> {NOTE}</p>"""
CHAPTERS = (
    ("1-recommendations", "1 Recommendations", _RECOMMENDATIONS),
    ("2-the-procedure", "2 The procedure", _PROCEDURE),
    ("update-information", "Update information", _UPDATES),
)
"""Slug, title and markup of each."""
MARKDOWN = f"""# {TITLE}

HealthTech guidance

HTG9046

Published: 14 May 2008

This guidance replaces IPG9075.

# 1 Recommendations

1.1 Current evidence on balloon dilatation of the example vein does not appear adequate for this \
procedure to be used without special arrangements for consent and for audit or research.

1.2 Clinicians should take the following actions:

- Inform the clinical governance leads in their trusts.
- Audit the outcomes of all patients.

# 2 The procedure

## 2.1 Indications

2.1.1 Narrowing of the example vein may be present at birth.

## 2.2 Safety

2.2.1 Bleeding was reported in 20% (1 out of 5) of patients.

# Update information

## Minor changes since publication

**January 2026:** {NOTE}
"""


def chapter_markup(title: str, body: str) -> str:
    """A chapter as the site prints it."""
    return (
        f'<div class="chapter" title="{title}" xmlns="http://www.w3.org/1999/xhtml">\r\n'
        f'<h2 class="title">{title}</h2>{body}</div>'
    )


def product(**changes: Any) -> dict[str, Any]:
    """The feed of the product in its newer shape, without chapters unless they are given."""
    return {
        "Id": "HTG9046",
        "LastModified": "2026-02-14T08:05:25.8422023Z",
        "ProductType": "HTG",
        "Title": f"{TITLE} ",
        "Summary": "",
        "WithdrawnNotes": "",
        "ProductStatus": "Published",
        "VersionNumber": 3,
        "PublishedDate": "2008-05-14T00:00:00",
        "LastMajorModificationDate": "2008-05-14T00:00:00",
        "NextReviewDate": None,
        "EndorsementList": [],
        "RelatedProductList": [],
        "ContentPartsList": [{"TableOfContents": []}],
        "ProductTypeName": "HealthTech guidance",
        **changes,
    }


def with_chapters() -> dict[str, Any]:
    """The feed with the text of its chapters in it."""
    contents = [
        {
            "Reference": "HTG9046",
            "ChapterSlug": slug,
            "Title": title,
            "Content": chapter_markup(title, body),
        }
        for slug, title, body in CHAPTERS
    ]
    return product(OldGuidanceNumber="IPG9075", ContentPartsList=[{"TableOfContents": contents}])


def structured() -> dict[str, Any]:
    """The document of the syndication service."""
    return {
        "GuidanceNumber": "HTG9046",
        "Uri": "https://www.nice.org.uk/guidance/htg9046",
        "MetadataApplicationProfile": {
            "Title": TITLE,
            "Issued": "2008-05-14",
            "Modified": "2008-05-14",
        },
        "Chapters": [
            {"ChapterId": slug, "Title": title, "Content": chapter_markup(title, body)}
            for slug, title, body in CHAPTERS
        ],
    }


def enveloped(plain: dict[str, Any]) -> dict[str, Any]:
    """A product in the older shape of the feed: lists in envelopes, under longer names."""
    related = [
        {
            "_links": {"self": [{}]},
            "_embedded": _list(
                "product-relationship", {"ETag": None, "Relation": each["Relationship"]}
            ),
            "Title": each["Title"],
            "Id": each["Id"],
        }
        for each in plain["RelatedProductList"]
    ]
    endorsing = [{"ETag": None, **each} for each in plain["EndorsementList"]]
    kept = {name: value for name, value in plain.items() if not name.endswith("List")}
    embedded = _list("related-product", related) | _list("endorsement", endorsing)
    return {"_links": {"self": [{}]}, "_embedded": embedded, "ETag": "01", **kept}


def _list(name: str, rows: Any) -> dict[str, Any]:
    """A list as the older shape has it: one row is no list, and none leaves out the list."""
    if isinstance(rows, list) and len(rows) == 1:
        rows = rows[0]
    inner = {"_embedded": {f"nice.publications:{name}": rows}} if rows else {}
    return {f"nice.publications:{name}-list": {"_links": {"self": [{}]}, **inner, "ETag": None}}


def listed(reference: str, title: str, **changes: Any) -> dict[str, Any]:
    """A row of the list of all products."""
    return {
        "Id": reference,
        "Url": f"/newfeeds/product/{reference}",
        "Title": title,
        "LastModified": "2026-02-14T08:05:25.8422023Z",
        "ProductStatus": "Published",
        "ProductType": reference.rstrip("0123456789"),
        "PublishedDate": "2012-03-14T00:00:00",
        "LastMajorModificationDate": "2012-03-14T00:00:00",
        "ProductGroup": "Guidance",
        **changes,
    }


def as_bytes(data: Any) -> bytes:
    """The data as a server sends it."""
    return json.dumps(data, indent=1).encode()
