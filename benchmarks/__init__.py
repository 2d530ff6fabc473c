"""
What is measured about guidetrack, how, and against whom.

Each benchmark is a package with a `run(arguments) -> exit code`; `python -m benchmarks`
runs them all, `python -m benchmarks.accuracy` one of them with its own options.
"""
