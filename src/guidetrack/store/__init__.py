"""
Records to git and back.

Only `repository` knows git; `record_file` knows the bytes of a record.
"""
