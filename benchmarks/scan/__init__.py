"""
How long a trust's shared drive takes to scan, in how much memory, against `grep`.

`corpus` makes invented files of every common kind together with their bare text.
"""
