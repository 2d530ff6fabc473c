"""
`guidetrack`, and `python -m guidetrack`.
"""

from __future__ import annotations

from guidetrack.cli import main

if __name__ == "__main__":
    main()
