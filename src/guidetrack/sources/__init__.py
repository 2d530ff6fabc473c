"""
Bytes to parsed document: what arrives, free of its format.

Readers are one file per format; everything after this room is blind to formats.
"""
