"""
One reader per format, in the order in which they are asked.
"""
