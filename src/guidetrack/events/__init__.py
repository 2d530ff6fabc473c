"""
Changes to events: what a change means, and for whom.
"""
