"""
A thread of guidance as proof: packed for a committee, checked by anybody.

A pack holds everything that its statements rest on, so that it is checked far from
the store: the captured bytes, the records, the objects of git that bind them to a
commit, and what follows from them. The same checks, as far as they apply, are made of
a whole store.
"""
