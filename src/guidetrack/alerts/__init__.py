"""
Events to alerts: who is told what, once, and what becomes of it.

Everything here is a pure function of events, routes and what was told before; the
outbox that holds alerts lies in the store, and channels deliver them.
"""
