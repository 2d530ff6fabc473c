"""
`python -m benchmarks.accuracy`: is every change found, and nothing else?

Exits with 1 where a single pair is not exactly right.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.accuracy.engine import Reading, run_pair
from benchmarks.accuracy.pairs import Pair, make_pairs
from benchmarks.accuracy.peers import PeerScore, available_peers
from benchmarks.accuracy.printing import print_mistake, print_peers, print_score
from benchmarks.accuracy.reading import check_record
from benchmarks.accuracy.scoring import Score
from benchmarks.accuracy.seeds import FORMATS, SEEDS, Edit, compare_texts, load_seed
from benchmarks.accuracy.truth import match
from benchmarks.accuracy.wave import make_wave, run_wave


def run(arguments: list[str]) -> int:
    """Run as the arguments say; the exit code."""
    options = _parse(arguments)
    if options.seeds:
        return _run_seeds(options.seeds)
    if options.wave:
        return _run_wave(options.seed, options.show_mistakes)
    return _run_pairs(options)


def _parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.accuracy", description=__doc__)
    parser.add_argument("--pairs", type=int, default=2000, help="how many pairs (2000)")
    parser.add_argument("--seed", type=int, default=9, help="which pairs (9)")
    parser.add_argument("--only", metavar="KIND", help="a kind or part of it, or `noise`")
    parser.add_argument("--pair", type=int, metavar="N", help="this pair alone")
    parser.add_argument("--show-mistakes", type=int, default=0, metavar="N")
    parser.add_argument("--no-peers", action="store_true", help="leave the other tools out")
    parser.add_argument("--wave", action="store_true", help="700 migrations at once instead")
    parser.add_argument("--seeds", type=Path, metavar="DIRECTORY", help="edit real documents")
    return parser.parse_args(arguments)


def _chosen(options: argparse.Namespace) -> Iterator[Pair]:
    for pair in make_pairs(options.seed, max(options.pairs, (options.pair or 0) + 1)):
        if options.pair is not None and pair.index != options.pair:
            continue
        if options.only == "noise" and pair.expected:
            continue
        if options.only not in (None, "noise"):
            words = [*pair.names, *(each.kind for each in pair.expected)]
            if not any(options.only in word for word in words):
                continue
        yield pair


def _run_pairs(options: argparse.Namespace) -> int:
    score = Score()
    tools, missing = ({}, []) if options.no_peers else available_peers()
    peers = {name: PeerScore() for name in tools}
    shown = 0
    seconds = 0.0
    for pair in _chosen(options):
        start = time.perf_counter()
        old, new, found = run_pair(pair)
        seconds += time.perf_counter() - start
        outcome = match(pair.expected, found)
        score.add(outcome, only_noise=not pair.expected)
        problems = _misread(pair, old, new, score)
        for name, ask in tools.items():
            peers[name].add(ask(pair, old, new), len(pair.expected))
        if (not outcome.is_exact or options.pair is not None) and shown < options.show_mistakes:
            shown += 1
            print_mistake(pair, outcome, problems)
    print_score(score, seconds)
    if not options.no_peers:
        print_peers(peers, missing)
    return 0 if score.is_perfect else 1


def _misread(pair: Pair, old: Reading, new: Reading, score: Score) -> list[str]:
    """Check every document of a pair on its own, and count it."""
    problems: list[str] = []
    for side, reading in ((pair.old, old), (pair.new, new)):
        records = {str(record.reference): record for record in reading.records}
        for captured in side:
            record = records.get(captured.guidance.reference)
            wrong = ["not read"] if record is None else check_record(captured, record)
            score.documents += 1
            score.documents_exact += not wrong
            problems += [f"{captured.guidance.reference} {each}" for each in wrong]
    return problems


def _run_wave(seed: int, shown: int) -> int:
    start = time.perf_counter()
    wave = make_wave(seed)
    made = time.perf_counter()
    outcome = run_wave(wave)
    seconds = time.perf_counter() - made
    print(
        f"{len(wave.old)} migrations, {len(wave.expected)} events expected: "
        f"{len(outcome.right)} right, {len(outcome.missed)} missed, "
        f"{len(outcome.invented)} extra; made in {made - start:.1f} s, run in {seconds:.1f} s."
    )
    for missed in outcome.missed[:shown]:
        print(f"  missed  {missed}")
    for extra in outcome.invented[:shown]:
        print(f"  extra   {extra}")
    return 0 if outcome.is_exact else 1


def _run_seeds(folder: Path) -> int:
    wrong = 0
    for reference, (_, edits) in SEEDS.items():
        text = load_seed(folder, reference)
        runs: list[tuple[Edit | None, str, str]] = [(None, text, form) for form in FORMATS]
        runs += [(edit, edit.apply(text), form) for edit in edits for form in FORMATS]
        for edit, edited, form in runs:
            old, new = FORMATS["markdown"](text), FORMATS[form](edited)
            outcome = compare_texts(reference, old, new, edit)
            wrong += not outcome.is_exact
            name = edit.name if edit else "no edit"
            print(f"{'right' if outcome.is_exact else 'WRONG'}  {reference} as {form}: {name}")
            for each in (*outcome.missed, *outcome.invented):
                print(f"       {each}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
