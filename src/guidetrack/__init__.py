"""
guidetrack: did only the number change, or did the recommendation?
"""
