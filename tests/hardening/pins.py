"""Every package that ours need, and theirs in turn, as it is installed: ``constraints.txt``.

``python -m tests.hardening.pins`` writes the file again, from the environment that it runs in.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from monitor.vocabulary import ROOT

CONSTRAINTS = ROOT / "constraints.txt"
LISTS = (ROOT / "requirements.txt", ROOT / "requirements-dev.txt")
# What brings packages in is no package that we need.
TOOLS = frozenset({"pip", "setuptools", "wheel"})
HEAD = """\
# Every package that requirements.txt and requirements-dev.txt need, and theirs in turn: what is
# installed does not depend on the day. Written by `make constraints`.
"""


def lines_of(file: Path) -> Iterator[Requirement]:
    """Yield what a list names."""
    for line in file.read_text(encoding="utf-8").splitlines():
        told = line.partition("#")[0].strip()
        if told and not told.startswith("-"):
            yield Requirement(told)


def needed() -> dict[str, str]:
    """Return the version of every package that is needed here, as far as it is installed."""
    found: dict[str, str] = {}
    waiting = [each for file in LISTS for each in lines_of(file)]
    seen: set[tuple[str, frozenset[str]]] = set()
    while waiting:
        wanted = waiting.pop()
        name, extras = canonicalize_name(wanted.name), frozenset(wanted.extras)
        if (name, extras) in seen or name in TOOLS:
            continue
        seen.add((name, extras))
        try:
            installed = distribution(name)
        except PackageNotFoundError:
            continue
        found[name] = installed.version
        for line in installed.requires or ():
            its = Requirement(line)
            if its.marker is None or any(
                its.marker.evaluate({"extra": extra}) for extra in (extras or {""})
            ):
                waiting.append(its)
    return found


def pinned() -> dict[str, str]:
    """Return what the file pins."""
    return {
        canonicalize_name(each.name): str(each.specifier).removeprefix("==")
        for each in lines_of(CONSTRAINTS)
    }


def main() -> None:
    """Write the file again."""
    lines = (f"{name}=={version}\n" for name, version in sorted(needed().items()))
    CONSTRAINTS.write_text(HEAD + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
