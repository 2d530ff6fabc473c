"""
Parsed document to record: which guidance this is, and what it says.

Pure functions of the document; nothing is guessed.
"""
