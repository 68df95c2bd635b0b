"""The names of hosts that stand for images."""

from __future__ import annotations

import collections
import hashlib
import os
import re

UNSAFE = re.compile(r"[^\w.-]")

# Ways to name a path; the last one tells apart paths that differ in characters which no name has.
WAYS = 4

# Of a SHA-256: among the images of an inventory enough.
DIGITS = 8


def host_names(paths: list[str]) -> dict[str, str]:
    """Returns a name for each path: as little of it as tells it from the others."""
    ways = dict.fromkeys(paths, 0)
    while True:
        names = {path: name_of(path, way) for path, way in ways.items()}
        counts = collections.Counter(names.values())
        alike = [path for path, name in names.items() if counts[name] > 1 and ways[path] < WAYS - 1]
        if not alike:
            return names
        for path in alike:
            ways[path] += 1


def name_of(path: str, way: int) -> str:
    """Returns the file's name without its extension, with it, the path, or the path with a part of its hash."""
    file = os.path.basename(path)
    digest = hashlib.sha256(path.encode("utf-8", "surrogateescape")).hexdigest()[:DIGITS]
    name = (os.path.splitext(file)[0], file, path.lstrip("/"), f"{path.lstrip('/')}_{digest}")[way]
    return UNSAFE.sub("_", name)
