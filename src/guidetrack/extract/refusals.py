"""
What looks like guidance and is none: drafts out for consultation, and error pages.

A draft has the sections, numbers and phrases of guidance, and acting on it would
be wrong; an error page stands at the address of guidance. Both are refused with
the words that gave them away.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from guidetrack.sources.document import Block, ParsedDocument

_DRAFT_HEADINGS = re.compile(
    r"(?:\d+ )?(?:(?:draft|provisional|preliminary|interim) recommendations?"
    r"|.*\bconsultation document"
    r"|(?:draft )?(?:guidance|guideline) (?:for )?consultation|draft (?:guidance|guideline)\b.*"
    r"|.*\bdraft for consultation|appraisal consultation\b.*)",
    re.IGNORECASE,
)
_DRAFT_WORDS = re.compile(
    r"\bprovisional recommendations\b|\bnot (?:NICE'?s )?(?:current|final"
    r"|formal) (?:NICE )?guidance\b"
    r"|\b(?:procedures?|appraisal|evaluation|technolog(?:y|ies)"
    r"|diagnostics?) consultation document\b"
    r"|\bthis (?:document )?is (?:a |the )?draft\b|\bdraft (?:guidance|guideline"
    r"|recommendations) (?:is|are|has been|was) (?:out |issued )?(?:for"
    r"|open for) consultation\b"
    r"|\bpublic consultation (?:closes|ends|on (?:this|the) draft)\b|\bthis document (?:is"
    r"|has been) (?:issued|prepared|published) for consultation\b"
    r"|\bclosing date for comments\b|\bdraft recommendations\b",
    re.IGNORECASE,
)
_DRAFT_WITHIN = 25
"""Blocks from the beginning in which prose can say so; later text may tell its own history."""
_LONGEST_HEADING = 120
_ERRORS: tuple[tuple[str, str], ...] = (
    (
        "an error page",
        (
            r"(?:error:? ?)?(?:404|page not found|(?:the |this )?page (?:you (?:requested"
            r"|are looking for|were looking for) )?(?:can(?:'|\u2019)?t|cannot|could not|was not"
            r"|has not been|isn(?:'|\u2019)t) (?:be )?(?:found|available).*|not found|404 .{0,60}"
            r"|we can(?:'|\u2019)?t find (?:this|the|that) page.*)"
        ),
    ),
    (
        "an error page of the server",
        (
            r"(?:error:? ?)?(?:50[0-4]|internal server error|bad gateway"
            r"|service (?:temporarily )?unavailable|gateway time-?out|50[0-4] .{0,60}"
            r"|(?:sorry,? )?(?:there is a problem|something (?:has gone|went) wrong|we(?:'|\u2019"
            r"| a)re experiencing (?:technical )?(?:problems|difficulties)).*|(?:the )?(?:site"
            r"|service|website) is (?:temporarily |currently )?(?:unavailable|down|offline).*"
            r"|an error (?:has )?occurred.*|origin .{0,20}time-?out)"
        ),
    ),
    (
        "a page that refuses access",
        (
            r"(?:error:? ?)?(?:40[13]|access denied|forbidden|403 .{0,60}|request (?:blocked"
            r"|rejected)|(?:sorry,? )?you have been blocked|the requested url was rejected.*"
            r"|you don(?:'|\u2019)t have permission.*|pardon our interruption.*"
            r"|request unsuccessful.*|429|too many requests.*)"
        ),
    ),
    (
        "a page that checks for robots",
        (
            r"(?:just a moment.*|attention required.*|checking (?:your browser|if the site).*"
            r"|verify(?:ing)? (?:that )?you are (?:a )?human.*|are you a (?:robot|human).*"
            r"|please enable (?:javascript|cookies).*|enable javascript and cookies.*"
            r"|security check.*|one more step.*)"
        ),
    ),
    (
        "a login page",
        (
            r"(?:(?:please )?(?:sign|log) ?in(?: to (?:continue|your account|nice).*)?|login"
            r"|authentication required|your session has (?:expired|timed out).*|single sign-on)"
        ),
    ),
    (
        "a maintenance page",
        (
            r"(?:(?:scheduled |site )?maintenance.*|we(?:'|\u2019)?ll be (?:right )?back.*"
            r"|(?:the )?(?:site|website|service) is (?:down|undergoing) .{0,20}maintenance.*)"
        ),
    ),
)
_ERROR_PATTERNS = tuple((name, re.compile(pattern, re.IGNORECASE)) for name, pattern in _ERRORS)
_ERROR_WITHIN = 6
_SHORT_PAGE = 2_500


def draft_words(document: ParsedDocument) -> str | None:
    """
    The words that show a draft out for consultation, or None.

    The history tab lists the drafts that guidance once was.
    """
    if document.fact("page") == "history":
        return None
    for index, block in enumerate(document.blocks):
        if block.kind == "heading" or index < _DRAFT_WITHIN:
            match = (
                _DRAFT_HEADINGS.fullmatch(block.text)
                if len(block.text) < _LONGEST_HEADING
                else None
            )
            match = match or (_DRAFT_WORDS.search(block.text) if index < _DRAFT_WITHIN else None)
            if match:
                return match[0]
    return None


def error_page(document: ParsedDocument) -> str | None:
    """What kind of error page this is, or None. Only short pages can be one."""
    texts = [document.fact("title") or "", *_texts(document.blocks)]
    if sum(map(len, texts)) > _SHORT_PAGE:
        return None
    for text in texts[: _ERROR_WITHIN + 1]:
        line = text.rstrip(".! ")
        for name, pattern in _ERROR_PATTERNS:
            if pattern.fullmatch(line):
                return name
    return None


def _texts(blocks: Sequence[Block]) -> list[str]:
    return [block.text for block in blocks[:400]]
