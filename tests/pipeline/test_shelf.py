"""What is put aside comes back as it was, in whatever order it is asked for."""

from __future__ import annotations

import gc

from guidetrack.pipeline.shelf import Shelf, pack


def test_things_come_back_as_they_were_from_memory_and_from_the_file() -> None:
    shelf = Shelf(kept=2)
    things = [{"number": number, "text": "x" * number} for number in range(50)]
    put = [shelf.put(thing) for thing in things]
    order = list(range(50))
    order = order[1::2] + order[::-2]
    assert [put[each].take() for each in order] == [things[each] for each in order]


def test_what_another_process_packed_comes_back_among_what_was_put_here() -> None:
    shelf = Shelf(kept=0)
    one = shelf.put("one")
    two = shelf.put_packed(pack("two"))
    assert one.take() == "one"
    three = shelf.put("three")
    assert (two.take(), three.take(), one.take()) == ("two", "three", "one")


def test_things_outlive_whoever_put_them_aside() -> None:
    put = Shelf(kept=0).put("kept")
    gc.collect()
    assert put.take() == "kept"
