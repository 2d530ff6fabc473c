"""
A store as another program reads it: `Store.open(path)`, and three questions in one call.

A trust's own system wants answers, not commands: no lock, no commit, no healing, nothing
printed, and the same store asked from many threads. So this room only reads, and hands
on what the steps of the pipeline answer.
"""

from guidetrack.library.once import compare, resolve, scan
from guidetrack.library.store import Store

__all__ = ["Store", "compare", "resolve", "scan"]
