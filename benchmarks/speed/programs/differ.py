"""
Floor: what differs between two snapshots, each changed record parsed once by libyaml.

`differ.py REPOSITORY OLD NEW` asks `git diff-tree` and one `git cat-file --batch`.
"""

import json
import subprocess
import sys
import time

import yaml

NOTHING = "0" * 40


def main() -> None:
    repository, old, new = sys.argv[1:]
    start = time.perf_counter()
    command = ["git", "diff-tree", "-r", "--raw", "--no-renames", old, new]
    output = subprocess.run(command, cwd=repository, capture_output=True, check=True).stdout
    blobs = [blob for line in output.decode().splitlines() for blob in line.split()[2:4]]
    records = parse(repository, [blob for blob in blobs if blob != NOTHING])
    print(json.dumps({"seconds": time.perf_counter() - start, "count": records}))


def parse(repository: str, blobs: list[str]) -> int:
    names = "".join(f"{blob}\n" for blob in blobs).encode()
    command = ["git", "cat-file", "--batch"]
    output = subprocess.run(
        command, cwd=repository, input=names, capture_output=True, check=True
    ).stdout
    at = count = 0
    while at < len(output):
        line = output.index(b"\n", at)
        size = int(output[at:line].rsplit(b" ", 1)[1])
        yaml.load(output[line + 1 : line + 1 + size], Loader=yaml.CSafeLoader)
        at, count = line + size + 2, count + 1
    return count


if __name__ == "__main__":
    main()
