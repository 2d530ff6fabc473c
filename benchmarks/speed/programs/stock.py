"""
Floor: which documents changed since they were stored, and storing those.

`stock.py REPOSITORY DOCUMENTS` hashes every file and asks git once for what it holds;
`stock.py REPOSITORY DOCUMENTS RECORDS` also hands what differs to `git fast-import`, each
document with its record out of RECORDS, which was parsed before.
"""

import hashlib
import json
import subprocess
import sys
import time
from pathlib import Path


def main() -> None:
    repository, documents = sys.argv[1], Path(sys.argv[2])
    records = json.loads(Path(sys.argv[3]).read_bytes()) if len(sys.argv) > 3 else None
    start = time.perf_counter()
    command = ["git", "ls-tree", "-r", "-z", "HEAD", "--", "snapshots/"]
    listed = subprocess.run(command, cwd=repository, capture_output=True, check=True).stdout
    held = {entry.split(b"\t")[0][-40:] for entry in listed.split(b"\0")}
    changed = {}
    for path in sorted(documents.iterdir()):
        content = path.read_bytes()
        blob = hashlib.sha1(b"blob %d\0" % len(content) + content)  # noqa: S324 - git's own
        if blob.hexdigest().encode() not in held:
            changed[path.stem] = content
    if records is not None:
        store(repository, changed, records)
    print(json.dumps({"seconds": time.perf_counter() - start, "count": len(changed)}))


def store(repository: str, changed: dict[str, bytes], records: dict[str, str]) -> None:
    pieces = [b"commit refs/heads/floor\ncommitter x <x@localhost> 1 +0000\ndata 1\nx\n"]
    for name, content in changed.items():
        for path, data in ((f"r/{name}", records[name].encode()), (f"s/{name}", content)):
            pieces.append(b"M 100644 inline %s\ndata %d\n" % (path.encode(), len(data)))
            pieces += [data, b"\n"]
    command = ["git", "fast-import", "--quiet", "--force", "--depth=0"]
    subprocess.run(command, cwd=repository, input=b"".join(pieces), check=True)


if __name__ == "__main__":
    main()
