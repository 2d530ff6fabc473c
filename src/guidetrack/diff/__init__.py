"""
Two snapshots to pairs to changes: facts, without opinion.
"""
