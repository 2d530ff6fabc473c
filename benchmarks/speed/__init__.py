"""
How long every kind of work takes, against the least that git and YAML allow.

`corpus`, `edits` and `history` invent the guidance and what happens to it, so that the true
events are known; `setting` lays it out once and keeps it; `programs` holds the floors, plain
and small; `rows` says what is measured against what, `peers` who else does part of the work.
"""
