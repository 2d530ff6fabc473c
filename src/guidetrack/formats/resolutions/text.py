"""
The answers for people: one decisive line for each number, then what it rests on.

Each step comes with the sentence of NICE's that states it, or with who else does; what
speaks against the answer is never left out.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from itertools import pairwise

from guidetrack.events.reading import safe
from guidetrack.guidance.dates import PartialDate
from guidetrack.lineage import Resolution, Step
from guidetrack.lineage.contradictions import Contradiction
from guidetrack.lineage.resolution import Former

_ENDED = {
    "withdrawn": "was withdrawn",
    "temporarily-withdrawn": "is withdrawn for the time being",
    "retired": "was retired",
    "terminated": "was terminated",
}
_RELATIONS = {
    "migrated": "migrated, a new number",
    "superseded": "replaced by other content",
    "partially-superseded": "replaced in part",
    "withdrawn": "withdrawn",
}
_SHIPPED = {
    "nice-page": "Stated by NICE's page; known from the facts that guidetrack ships.",
    "third-party": "Stated by a third party and not by NICE, as far as is known; from the facts "
    "that guidetrack ships.",
}
_SPEAKERS = {
    "nice-page": "NICE's page says (a shipped fact)",
    "third-party": "A third party says (a shipped fact)",
}


def render(answers: Sequence[Resolution]) -> str:
    """Render the answers in the order asked, with an empty line between them."""
    return safe("\n\n".join("\n".join(describe(answer)) for answer in answers) + "\n")


def describe(answer: Resolution) -> Iterator[str]:
    """Say an answer in lines: the decisive one, then what it rests on."""
    yield f"{_say_where(answer)} Reassess: {answer.reassess} - {_say_why(answer)}."
    for step in answer.path:
        yield from _describe_step(step)
    for contradiction in answer.contradictions:
        yield from _describe_contradiction(contradiction)
    for warning in answer.warnings:
        yield from _wrapped(f"Note: {warning}.", "  ")
    if answer.former:
        yield f"  Numbers that led to {answer.reference}:"
        for former in answer.former:
            yield from _wrapped(_say_former(former))


def _describe_step(step: Step) -> Iterator[str]:
    when = _printed(step.when)
    dated = f" ({when})" if when else ""
    yield f"  {step.old} -> {step.new}: {_RELATIONS[step.relation]}{dated}"
    if step.stated:
        yield from _wrapped(f"NICE says: \u201c{step.stated}\u201d")
    if step.grade in _SHIPPED:
        yield from _wrapped(_SHIPPED[step.grade])


def _describe_contradiction(contradiction: Contradiction) -> Iterator[str]:
    if contradiction.about == "claim":
        by = next(each.by for each in contradiction.statements if each.by != "comparison")
        found = next(each.says for each in contradiction.statements if each.by == "comparison")
        yield from _wrapped(f"The page of {by} says that nothing changed, but {found}.", "  ")
        return
    yield "  These cannot both be true; check which holds:"
    for said in contradiction.statements:
        speaker = _SPEAKERS.get(said.by, f"The page of {said.by} says")
        yield from _wrapped(f"{speaker}: \u201c{said.says}\u201d")


def _say_where(answer: Resolution) -> str:
    number, successors = answer.reference, _listed(answer.current)
    if answer.status in _ENDED:
        instead = f"; look at {successors} instead" if successors else ""
        became = f", now {answer.path[-1].new}," if _is_one_way(answer) else ""
        return f"{number}{became} {_ENDED[answer.status]}{instead}."
    if answer.cycle and answer.status == "unknown":
        return f"{number} leads round in a circle: {' -> '.join(answer.cycle)}."
    if answer.status == "unknown":
        return _say_unknown(answer)
    if answer.status == "disappeared":
        became = f", now {answer.path[-1].new}," if _is_one_way(answer) else ""
        return f"{number}{became} is no longer found, and NICE does not say why."
    if answer.status == "current" or not answer.path:
        return f"{number} is current."
    return _say_successors(answer)


def _is_one_way(answer: Resolution) -> bool:
    """Whether one way leads to one end."""
    steps = answer.path
    return bool(steps) and all(one.new == two.old for one, two in pairwise(steps))


def _say_unknown(answer: Resolution) -> str:
    number = answer.reference
    if answer.highest_known:
        above = f"the highest number of that programme held is {answer.highest_known}"
        return f"{number} is not known: {above}."
    if answer.basis == "shipped":
        return f"{number} is not known: nothing was captured yet, and no shipped fact names it."
    return f"{number} is not known: nothing held names it."


def _say_successors(answer: Resolution) -> str:
    number, successors = answer.reference, _listed(answer.current)
    if answer.cycle:
        circle = " -> ".join(answer.cycle)
        return f"{number} was followed by numbers that lead round in a circle: {circle}."
    if answer.status == "partially-superseded":
        return _say_part(answer)
    if not successors:
        return f"{number} was followed by {answer.path[-1].new}, which has ended too."
    if answer.status == "superseded":
        return f"{number} was replaced by {successors}."
    when = _printed(answer.path[-1].when)
    third = any(step.grade == "third-party" for step in answer.path)
    stated = ", as a third party states" if third else ""
    return f"{number} is now {successors} (migrated{f' {when}' if when else ''}{stated})."


def _say_part(answer: Resolution) -> str:
    number = answer.reference
    others = tuple(each for each in answer.current if each != number)
    new = _listed(others or tuple(step.new for step in answer.path if step.old == number))
    if number in answer.current:
        ended = "" if others else ", which has ended"
        return f"{number} was replaced in part, by {new}{ended}; the rest of it still stands."
    return f"{number} was replaced in part; look at {new}."


def _say_why(answer: Resolution) -> str:
    if answer.cycle:
        return "one of these pages is wrong, or was captured wrongly"
    if answer.status in {"current", "unknown", "disappeared"}:
        return _say_why_without_way(answer)
    if answer.reassess == "no":
        return "the recommendations are identical"
    if answer.reassess == "check":
        return _say_why_to_check(answer)
    if answer.verdict == "changed":
        return "the recommendations changed"
    return "nothing current stands in its place" if not answer.current else "it has ended"


def _say_why_to_check(answer: Resolution) -> str:
    if answer.contradictions:
        return "what is stated of it contradicts itself"
    if answer.verdict == "identical":
        return _say_why_not(answer)
    if answer.basis == "shipped":
        return "nothing was compared, because the texts are not held"
    if answer.status in {"superseded", "partially-superseded"}:
        return "other content took its place"
    if any(step.verdict == "identical" for step in answer.path):
        return "not all of the texts on the way are held, so not all was compared"
    return "nothing was compared, because the recommendations of both are not held"


def _say_why_not(answer: Resolution) -> str:
    """Why equal texts do not settle it."""
    if any(step.grade == "third-party" for step in answer.path):
        return "the texts agree, but no page of NICE's that is held states it"
    return "the texts agree, but whether the new number stands is not known"


def _say_why_without_way(answer: Resolution) -> str:
    if answer.status == "unknown":
        return "look it up, or capture its page"
    if answer.status == "disappeared":
        return "look it up before relying on it"
    if answer.reassess == "check" and answer.basis == "shipped":
        return "known only from the facts that guidetrack ships"
    if answer.reassess == "check":
        return "whether it still stands is not known"
    return "it is the number in use"


def _say_former(former: Former) -> str:
    when = _printed(former.when)
    dated = f" ({when})" if when else ""
    title = f", {former.title}" if former.title else ""
    relation = _RELATIONS[former.relation]
    return f"{former.reference}: {relation}{dated}; reassess: {former.reassess}{title}"


def _printed(when: str | None) -> str:
    return PartialDate.parse(when).printed() if when else ""


def _wrapped(text: str, indent: str = "    ") -> list[str]:
    return textwrap.wrap(text, 88, initial_indent=indent, subsequent_indent=indent)


def _listed(names: tuple[str, ...]) -> str:
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))
