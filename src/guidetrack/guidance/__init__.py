"""
The nouns: what a piece of guidance is, before anyone reads, stores or compares it.

Everything here is immutable and does no input or output. The other rooms speak
in these words, which are NICE's own wherever NICE has one.
"""
