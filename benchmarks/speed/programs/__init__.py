"""
The floors, and guidetrack's own storing alone: small plain programs, run as processes.

A floor does the least that git and YAML allow for the same answer, with no reading of what
was asked, no checking and no words. Each prints how many seconds the work itself took, so
that the start of Python counts for none of them.
"""
