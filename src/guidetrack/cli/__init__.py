"""
The command line: options in, one pipeline call, one format out, an exit code.
"""
