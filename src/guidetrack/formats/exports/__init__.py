"""
The whole store as files for other programs: JSON Lines, and tables.

What a table holds is written down once, as data; SQLite's statements, the Parquet schema
and the documentation all follow from it, so that no two of them can disagree. Nothing here
opens a file: whoever writes is given text, rows and schemas.
"""
