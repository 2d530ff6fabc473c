"""
Invented guidance and its history, for `guidetrack demo` and the tests.
"""
