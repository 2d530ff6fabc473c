"""
Floor: write every record with libyaml, and store the bytes through `git fast-import`.

`store_all.py EMPTY_REPOSITORY RECORDS DOCUMENTS`; the records are plain data, read before
the clock starts.
"""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml


def main() -> None:
    repository = sys.argv[1]
    records = json.loads(Path(sys.argv[2]).read_bytes())
    documents = {path.stem: path.read_bytes() for path in sorted(Path(sys.argv[3]).iterdir())}
    start = time.perf_counter()
    command = ["git", "fast-import", "--quiet", "--depth=0"]
    with subprocess.Popen(command, cwd=repository, stdin=subprocess.PIPE) as process:
        target = process.stdin or sys.exit("git takes no input")
        target.writelines(pieces(records, documents))
    print(json.dumps({"seconds": time.perf_counter() - start, "count": len(records)}))


def pieces(records: dict[str, Any], documents: dict[str, bytes]) -> Iterator[bytes]:
    yield b"commit refs/heads/main\ncommitter x <x@localhost> 1 +0000\ndata 1\nx\n"
    for name, record in records.items():
        text = yaml.dump(
            record, Dumper=yaml.CSafeDumper, sort_keys=False, allow_unicode=True, width=2**31 - 1
        )
        for path, data in (
            (f"records/{name}.yaml", text.encode()),
            (f"sources/{name}.md", documents[name.lower()]),
        ):
            yield b"M 100644 inline %s\ndata %d\n" % (path.encode(), len(data))
            yield data
            yield b"\n"


if __name__ == "__main__":
    main()
