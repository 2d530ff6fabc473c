"""
`python -m benchmarks.scan`: a gigabyte of mixed files, against `grep` on their bare text.

`grep` is the floor: it is given the text already taken out of the files, knows neither
places nor what became of a number, and uses one core. Exits with 1 where a process takes
more than 300 MB.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.measuring import Run, measure
from benchmarks.scan.corpus import Corpus, make_corpus
from guidetrack.demo import GUIDANCE
from guidetrack.guidance.programmes import PROGRAMMES

_MOST_MEGABYTES = 300
_PATTERN = (
    rf"\b({'|'.join(PROGRAMMES)})s?[ _-]*0*[1-9][0-9]{{0,4}}\b|nice\.org\.uk/guidance/[a-z]+[0-9]+"
    r"|(guidance|guideline|appraisals?|standard) (no\.? ?)?[0-9]+"
)


def run(arguments: list[str]) -> int:
    """Run as the arguments say; the exit code."""
    options = _parse(arguments)
    if not sys.platform.startswith("linux"):
        print("The memory of processes is read from /proc, which this system does not have.")
        return 0
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        start = time.perf_counter()
        corpus = make_corpus(folder, options.megabytes, options.seed)
        _make_store(folder)
        print(
            f"{corpus.count:,} files, {corpus.size / 1_000_000:,.0f} MB, their text"
            f" {corpus.text_size / 1_000_000:,.0f} MB; made in {time.perf_counter() - start:.0f} s."
        )
        floor, ours = [], []
        for _ in range(options.runs):
            floor.append(_grep(corpus, folder))
            ours.append(_scan(corpus, folder, options.jobs))
    _print("grep -rE", floor, corpus.text_size)
    _print("guidetrack scan", ours, corpus.size)
    ratio = min(each.seconds for each in ours) / min(each.seconds for each in floor)
    print(f"guidetrack scan takes {ratio:.1f} times as long as the floor (quietest runs).")
    return int(max(each.largest for each in ours) > _MOST_MEGABYTES)


def _parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scan", description=__doc__)
    parser.add_argument("--megabytes", type=int, default=1_000, help="of files (1000)")
    parser.add_argument("--runs", type=int, default=3, help="of each, in turns (3)")
    parser.add_argument("--jobs", type=int, help="processes (one a core)")
    parser.add_argument("--seed", type=int, default=5, help="which files (5)")
    return parser.parse_args(arguments)


def _make_store(folder: Path) -> None:
    program = [sys.executable, "-m", "guidetrack"]
    measure([*program, "init"], folder, {})
    measure([*program, "snapshot", str(GUIDANCE)], folder, {})


def _grep(corpus: Corpus, folder: Path) -> Run:
    return measure(["grep", "-rEion", _PATTERN, str(corpus.text)], folder, {"LC_ALL": "C"})


def _scan(corpus: Corpus, folder: Path, jobs: int | None) -> Run:
    command = [sys.executable, "-m", "guidetrack", "-q", "scan", str(corpus.files)]
    chosen = ["--jobs", str(jobs)] if jobs else []
    return measure([*command, "--format", "csv", "--out", "stale.csv", *chosen], folder, {})


def _print(name: str, runs: list[Run], size: int) -> None:
    seconds = [each.seconds for each in runs]
    quiet = min(runs, key=lambda each: each.seconds)
    print(
        f"{name:16} median {statistics.median(seconds):7.1f} s, quietest {quiet.seconds:7.1f} s"
        f" ({size / 1_000_000 / quiet.seconds:,.1f} MB/s), {quiet.cores:.2f} cores busy,"
        f" largest process {max(each.largest for each in runs):,.0f} MB,"
        f" all together {max(each.together for each in runs):,.0f} MB"
    )


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
