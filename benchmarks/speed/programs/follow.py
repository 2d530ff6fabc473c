"""
Floor: everything that ever changed, each version of a record parsed once by libyaml.

`follow.py REPOSITORY` asks `git log --raw` and one `git cat-file --batch`, which is read
while it is asked, so that no history has to fit into memory.
"""

import json
import subprocess
import sys
import threading
import time
from typing import IO

import yaml

NOTHING = "0" * 40


def main() -> None:
    repository = sys.argv[1]
    start = time.perf_counter()
    command = ["git", "log", "--raw", "--no-abbrev", "--no-renames", "--format=%H", "--root"]
    output = subprocess.run(command, cwd=repository, capture_output=True, check=True).stdout
    lines = [line.split() for line in output.decode().splitlines() if line.startswith(":")]
    records = [fields for fields in lines if fields[-1].startswith("snapshots/records/")]
    blobs = dict.fromkeys(blob for fields in records for blob in fields[2:4] if blob != NOTHING)
    count = parse(repository, list(blobs))
    print(json.dumps({"seconds": time.perf_counter() - start, "count": count}))


def parse(repository: str, blobs: list[str]) -> int:
    command = ["git", "cat-file", "--batch"]
    with subprocess.Popen(
        command, cwd=repository, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        answers = process.stdout or sys.exit("git gives no answer")
        asking = threading.Thread(target=ask, args=(process.stdin, blobs))
        asking.start()
        for _ in blobs:
            size = int(answers.readline().rsplit(b" ", 1)[1])
            yaml.load(answers.read(size + 1), Loader=yaml.CSafeLoader)
        asking.join()
    return len(blobs)


def ask(target: IO[bytes], blobs: list[str]) -> None:
    for blob in blobs:
        target.write(f"{blob}\n".encode())
    target.close()


if __name__ == "__main__":
    main()
