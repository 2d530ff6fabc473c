"""
Is every change found, and nothing else? Measured on invented guidance with known truth.

The truth is written from the design alone: a model of a document is changed in a known
way, both versions are rendered to bytes in the shapes guidance is published in, and the
whole engine (bytes, reader, extraction, detection) has to say exactly what was done.
Nothing here looks at a rule of the engine, so that a mistake in one is found and not
repeated.
"""
