"""
Peer: DeepDiff on two whole snapshots, `compare_deeply.py OLD.json NEW.json`.

Records are keyed by reference, which spares it the search for what belongs together.
"""

import json
import sys
from pathlib import Path

from deepdiff import DeepDiff


def main() -> None:
    old, new = (json.loads(Path(name).read_bytes()) for name in sys.argv[1:])
    found = DeepDiff(old, new, view="tree")
    print(sum(len(items) for items in found.values()))


if __name__ == "__main__":
    main()
