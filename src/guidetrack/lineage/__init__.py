"""
Relations to where a number leads today.
"""
