"""
Printing what a run found: the tables, and single mistakes for whoever mends them.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable

from benchmarks.accuracy.pairs import Captured, Pair
from benchmarks.accuracy.peers import PeerScore
from benchmarks.accuracy.scoring import Score
from benchmarks.accuracy.truth import Match

_WIDTH = 44
_TOLD = 16


def print_score(score: Score, seconds: float) -> None:
    """Print precision and recall per kind and over all, and the confusion."""
    print(
        f"\n{'kind':<{_WIDTH}} {'right':>6} {'missed':>7} {'extra':>6} {'prec.':>7} {'recall':>7}"
    )
    for kind in score.kinds():
        print(
            f"{kind:<{_WIDTH}} {score.right[kind]:>6} {score.missed[kind]:>7} "
            f"{score.invented[kind]:>6} {score.precision(kind):>7.3f} {score.recall(kind):>7.3f}"
        )
    print(
        f"{'over all':<{_WIDTH}} {score.right.total():>6} {score.missed.total():>7} "
        f"{score.invented.total():>6} {score.precision():>7.3f} {score.recall():>7.3f}"
    )
    if score.confusion:
        print("\nconfusion (expected -> found)")
        for (wanted, got), count in score.confusion.most_common(30):
            print(f"{count:>6}  {wanted} -> {got}")
    print(
        f"\n{score.exact:,} of {score.pairs:,} pairs exactly right; "
        f"{score.noise_exact:,} of {score.noise_pairs:,} pairs of mere noise silent; "
        f"{score.documents_exact:,} of {score.documents:,} documents read exactly; "
        f"{seconds:.1f} s."
    )


def print_peers(peers: dict[str, PeerScore], missing: Iterable[str]) -> None:
    """Print what the usual tools say about the same pairs."""
    head = f"{'false alarms':>13} {'items per event':>16} {'silent':>7}"
    print(f"\n{'on the same pairs':<{_WIDTH}} {head}")
    for name, peer in peers.items():
        alarms = peer.false_alarms / peer.noise_pairs if peer.noise_pairs else 0.0
        items = peer.items / peer.events if peer.events else 0.0
        print(f"{name:<{_WIDTH}} {alarms:>13.1%} {items:>16.1f} {peer.silent:>7}")
    for name in missing:
        print(f"{name:<{_WIDTH}} {'not installed':>13}")


def print_mistake(pair: Pair, outcome: Match, problems: Iterable[str]) -> None:
    """Print one pair that went wrong: both event lists, reading mistakes, the documents' diff."""
    names = " + ".join(pair.names) or "noise only"
    print(f"\n=== pair {pair.index}: {names} ({pair.formats[0]} -> {pair.formats[1]})")
    for each in outcome.missed:
        print(f"  missed  {each}")
    for one in outcome.invented:
        print(f"  extra   {one}")
    for right in outcome.right:
        print(f"  right   {right}")
    for problem in list(problems)[:6]:
        print(f"  reading {problem[:600]}")
    for line in _model_diff(pair):
        print(f"  | {line}")


def _model_diff(pair: Pair) -> list[str]:
    """The lines of the models that differ, the few that matter where documents differ widely."""
    old, new = (_told(side) for side in (pair.old, pair.new))
    lines = difflib.unified_diff(old, new, lineterm="", n=0)
    told = [line for line in lines if not line.startswith(("---", "+++", "@@"))]
    return told if len(told) < _TOLD else [line for line in told if _is_front(line)]


def _is_front(line: str) -> bool:
    return (
        re.match(r"[+-](?:[A-Z]+[0-9]+ \[|notice|This guid|[A-Z][a-z]+ \d{4}:|1\.1 )", line)
        is not None
    )


def _told(side: Iterable[Captured]) -> list[str]:
    """The model of a side as lines, whatever its format."""
    lines = []
    for captured in side:
        guidance = captured.guidance
        front = f"{guidance.reference} [{captured.shape}] {guidance.title}, {guidance.published}"
        lines += [front, f"updated {guidance.updated}, ISBN {guidance.isbn}"]
        lines += [f"notice: {guidance.notice}"] if guidance.notice else []
        lines += guidance.statements
        for advice in guidance.advice:
            lines.append(f"{advice.number} {advice.text} {advice.label or ''}".rstrip())
            lines += [f"  - {bullet.text}" for bullet in advice.bullets]
        for chapter in guidance.chapters:
            lines.append(f"## {chapter.number or ''} {chapter.heading}")
            lines += [f"{each.number or ''} {each.text}" for each in chapter.passages]
        lines += [f"{note.when}: {note.text}" for note in guidance.notes]
        lines += [f"endorsed by {body}" for body in guidance.endorsers]
        lines += [f"{line.code} {line.description} ({line.group})" for line in guidance.codes]
    return lines
