"""
Records to git and back.

Start with `repository.Repository` (a store folder and the git around it) and
`snapshot.Snapshots` (what it held, when); `recording.record_snapshot` makes the
next one, under `lock.locked` and after `healing.heal`. Only `repository` knows
GitPython; only `record_file` knows the bytes of a record, and `layout` where they lie.
"""
