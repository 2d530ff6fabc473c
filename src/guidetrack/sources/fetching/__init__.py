"""
Fetching, step by step: addresses, permission, spacing, one exchange, what came of it.

Each file knows one courtesy or one danger of the network, so that each can be read
and tested alone; `sources.fetch` is the only way in.
"""
