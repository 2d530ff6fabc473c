"""
The tests of guidetrack.

A package by name, because somebody else's distribution may bring a package `tests` along, and
what is only a folder would stand behind it.
"""
