"""
One file per event kind, and the table that orders them.
"""
