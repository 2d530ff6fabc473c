"""
Who wants to hear of an event, and why: the watch rules of a route.

All that one watch names must hold, and one watch is enough. Guidance is watched together with
every number it has had or will have, because a number moves and the interest in it does not.
The answer is given in sentences, for a notice that cannot say why somebody got it is ignored.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from guidetrack.alerts.route import Route, Watch
from guidetrack.errors import ConfigError, NotAReferenceError
from guidetrack.events.event import PRIORITIES, Event
from guidetrack.guidance.reference import Reference

_LABEL = re.compile(r"\[(.+?)\]")
_NOT_IN_CODES = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Known:
    """What matching needs beside the event; every reference in its printed form, `IPG75`."""

    threads: Callable[[str], frozenset[str]] = lambda reference: frozenset({reference})
    """A reference to every number of the same guidance, successors and predecessors."""
    codes: Callable[[str], tuple[str, ...]] = lambda _reference: ()
    """A reference to the clinical codes of its record; empty where none is held."""
    registers: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """A register as a watch names it, to the references that it cites."""


def matches(route: Route, event: Event, known: Known) -> tuple[str, ...] | None:
    """
    Say why a route is told of an event, a sentence each; None where it is not told.

    Raises:
        ConfigError: a watch names a register that `known` does not hold.
    """
    if PRIORITIES.index(event.priority) < PRIORITIES.index(route.priority):
        return None
    if any(_holds(watch, event, known) is not None for watch in route.ignore):
        return None
    found = [_holds(watch, event, known) for watch in route.watch]
    told = [sentences for sentences in found if sentences is not None]
    if not told:
        return None
    return tuple(dict.fromkeys(sentence for sentences in told for sentence in sentences))


def references_of(event: Event) -> tuple[str, ...]:
    """Give the references of both sides, the old one first, each once."""
    named = (event.reference_before, event.reference_after)
    return tuple(dict.fromkeys(each for each in named if each is not None))


def thread_of(event: Event, threads: Callable[[str], frozenset[str]]) -> frozenset[str]:
    """Give every number of the guidance that an event is about."""
    own = references_of(event)
    return frozenset(own).union(*(threads(reference) for reference in own))


@lru_cache(maxsize=16_384)
def printed(reference: str) -> str:
    """Give a reference as it is printed; what is none is given back in capitals."""
    try:
        return str(Reference.parse(reference))
    except NotAReferenceError:
        return reference.strip().upper()


def _holds(watch: Watch, event: Event, known: Known) -> tuple[str, ...] | None:
    """Why all that a watch names holds, or None; an empty watch always holds."""
    sentences = []
    for sentence in _answers(watch, event, known):
        if sentence is None:
            return None
        sentences.append(sentence)
    return tuple(sentences) or ("This route watches all guidance.",)


def _answers(watch: Watch, event: Event, known: Known) -> Iterator[str | None]:
    """One answer for all that a watch names, what is told soonest first."""
    if watch.kinds:
        yield _by_kind(watch.kinds, event)
    if watch.prefixes:
        yield _by_prefix(watch.prefixes, event)
    if watch.title:
        yield _by_title(watch.title, event)
    if watch.references:
        yield _by_reference(watch.references, event, known)
    if watch.origin:
        yield _by_origin(watch.origin, event, known)
    if watch.codes:
        yield _by_code(watch.codes, event, known)
    if watch.register:
        yield _by_register(watch.register, event, known)


def _by_reference(watched: tuple[str, ...], event: Event, known: Known) -> str | None:
    wanted = _all_printed(watched)
    own = references_of(event)
    direct = next((reference for reference in wanted if reference in own), None)
    if direct:
        return f"{direct} is watched."
    thread = thread_of(event, known.threads)
    related = next((reference for reference in wanted if reference in thread), None)
    return f"{own[-1]} belongs with {related}, which is watched." if related else None


@lru_cache(maxsize=1_024)
def _all_printed(references: tuple[str, ...]) -> tuple[str, ...]:
    """Kept, because a watch of hundreds of references is asked for every event of a wave."""
    return tuple(printed(reference) for reference in references)


def _by_prefix(prefixes: Iterable[str], event: Event) -> str | None:
    held = {_prefix(reference) for reference in references_of(event)}
    found = next((each for each in map(str.upper, prefixes) if each in held), None)
    return f"All {found} guidance is watched." if found else None


def _by_origin(programmes: Iterable[str], event: Event, known: Known) -> str | None:
    """By where the guidance was born; by its old numbers only where that is not recorded."""
    born = {_prefix(reference) for reference in references_of(event)}
    if event.origin_programme:
        born.add(event.origin_programme.upper())
    else:
        born |= {_prefix(reference) for reference in thread_of(event, known.threads)}
    found = next((each for each in map(str.upper, programmes) if each in born), None)
    return f"Guidance that began as {found} is watched." if found else None


def _by_title(phrases: Iterable[str], event: Event) -> str | None:
    titles = [_words(title) for title in _titles(event)]
    for phrase in phrases:
        wanted = _words(phrase)
        if wanted and any(_contains(title, wanted) for title in titles):
            return f"The title contains \u201c{phrase.strip()}\u201d, which is watched."
    return None


def _by_code(watched: Iterable[str], event: Event, known: Known) -> str | None:
    held = [code for reference in references_of(event) for code in known.codes(reference)]
    held += _changed_codes(event)
    for code in watched:
        start = _code_form(code)
        found = next((each for each in held if start and _code_form(each).startswith(start)), None)
        if found:
            return f"The guidance lists the code {found}, and {code} is watched."
    return None


def _by_register(register: str, event: Event, known: Known) -> str | None:
    if register not in known.registers:
        raise ConfigError(
            f"the register {register} is watched and has not been read",
            hint="Give its path relative to guidetrack.yaml.",
        )
    cited = known.registers[register]
    own = references_of(event)
    direct = next((reference for reference in own if reference in cited), None)
    if direct:
        return f"{register} cites {direct}."
    related = min(thread_of(event, known.threads) & cited, key=_in_order, default=None)
    return f"{register} cites {related}, with which {own[-1]} belongs." if related else None


def _by_kind(kinds: Iterable[str], event: Event) -> str | None:
    return f"The kind {event.kind} is watched." if event.kind in kinds else None


def _changed_codes(event: Event) -> list[str]:
    """Codes that came or went: a code that is gone stands in no record any more."""
    labels = (_LABEL.search(each.place) for each in event.changes if each.root == "codes")
    return [label[1] for label in labels if label]


def _titles(event: Event) -> list[str]:
    """The title now, and the one before where it changed."""
    changed = [each for each in event.changes if each.place == "title"]
    both = [event.title, *(value for each in changed for value in (each.before, each.after))]
    return [title for title in both if isinstance(title, str)]


@lru_cache(maxsize=16_384)
def _words(text: str) -> tuple[str, ...]:
    """The words of a text without case, in any script; an accent belongs to its letter."""
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())
    kept = (each if _is_of_a_word(each) else " " for each in folded)
    return tuple("".join(kept).split())


def _is_of_a_word(character: str) -> bool:
    return character.isalnum() or unicodedata.category(character).startswith("M")


def _contains(words: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
    size = len(wanted)
    return any(words[at : at + size] == wanted for at in range(len(words) - size + 1))


def _code_form(code: str) -> str:
    """A code without its points and case: `K62.5`, `k625` and `Y53.-` all occur in registers."""
    return _NOT_IN_CODES.sub("", code).casefold()


def _prefix(reference: str) -> str:
    return reference.rstrip("0123456789")


def _in_order(reference: str) -> tuple[str, int, str]:
    prefix = _prefix(reference)
    return (prefix, int(reference[len(prefix) :] or 0), reference)
