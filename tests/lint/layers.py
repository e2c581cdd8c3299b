# SPDX-License-Identifier: MIT
"""Who may include whom: reads every #include and fails on an edge that CONTRIBUTING.md does not
draw; also on files without the licence line, headers without #pragma once, and files grown too
long.  python3 layers.py [TOP]"""
import pathlib
import re
import sys

# A room, and the rooms it may include besides itself.
ROOMS = {
    "base": set(),
    "wire": {"base"},
    "crypto": {"base"},
    "net": {"base"},
    "core": {"base", "wire"},
    "commands": {"base", "wire", "core"},
    "store": {"base", "wire", "crypto", "core"},
    "daemon": {"base", "wire", "net", "core", "commands", "store"},
    "tui/model": {"base", "wire"},
    "tui/view": {"base", "wire", "tui/model"},
    "tui/input": {"base", "wire", "tui/model"},
    "tui/net": {"base", "wire", "crypto", "net", "tui/model"},
    "tui/term": {"base", "wire", "tui/view", "tui/input"},
    "tui": {"base", "wire", "crypto", "net", "tui/model", "tui/view", "tui/input", "tui/net", "tui/term"},
}

# A library's headers, and the only rooms that may include them.
LIBRARIES = {
    "utf8proc.h": {"wire"},
    "event2/": {"net"},
    "openssl/": {"crypto", "net"},
    "sqlite3.h": {"store"},
    "sodium.h": {"store"},
    "toml++/": {"daemon", "tui"},
    "CLI/": {"daemon", "tui"},
    "seccomp.h": {"daemon"},
    "ares.h": {"tui/net"},
    "idn2.h": {"tui/net"},
    "ncurses.h": {"tui/term"},
    "term.h": {"tui/term"},
}

# Of a room, the only headers that a certain other room may see.
ONLY_HEADERS = {("tui/term", "tui/view"): {"frame.h", "color.h"}, ("tui/term", "tui/input"): {"key.h"}}

CEILING = 500  # lines of a file
INCLUDE = re.compile(r'^\s*#\s*include\s+([<"])([^>"]+)[>"]', re.M)


def room_of(path):
    """The room a file of ours, given from the top, stands in."""
    parts = path.parts
    if parts[0] == "src":
        return parts[1]
    return "tui" if len(parts) == 2 else f"tui/{parts[1]}"


def target_of(include):
    """The room of an #include of ours; None for any other."""
    parts = include.split("/")
    if parts[0] == "tui":
        return "tui" if len(parts) == 2 else f"tui/{parts[1]}"
    return parts[0] if parts[0] in ROOMS else None


def check_include(room, mark, include):
    """What is wrong with it, or None."""
    if mark == "<":
        for library, allowed in LIBRARIES.items():
            if include.startswith(library) and room not in allowed:
                return f"only {', '.join(sorted(allowed))} may include <{include}>"
        return None
    target = target_of(include)
    if target is None:
        return f'"{include}" is not written from src or from the top'
    if target != room and target not in ROOMS[room]:
        return f"{room} may not include {target} ({include})"
    headers = ONLY_HEADERS.get((room, target))
    if headers and include.rsplit("/", 1)[-1] not in headers:
        return f"{room} may include of {target} only {', '.join(sorted(headers))}"
    return None


def check_file(top, path):
    text = (top / path).read_text(encoding="utf-8")
    if not text.startswith("// SPDX-License-Identifier: MIT\n"):
        yield "the first line is not the licence's"
    if path.suffix == ".h" and "#pragma once" not in text:
        yield "no #pragma once"
    if text.count("\n") > CEILING:
        yield f"more than {CEILING} lines"
    if path.parts[0] == "tests":
        return
    room = room_of(path)
    if room not in ROOMS:
        yield f"{room} is no room"
        return
    for mark, include in INCLUDE.findall(text):
        if wrong := check_include(room, mark, include):
            yield wrong


def check(top):
    """All that is wrong below top, as "path: sentence"; and how many files were read."""
    wrong = []
    files = sorted(
        path.relative_to(top)
        for folder in ("src", "tui", "tests")
        for path in (top / folder).rglob("*")
        if path.suffix in (".h", ".cc")
    )
    for path in files:
        wrong += [f"{path}: {sentence}" for sentence in check_file(top, path)]
    return wrong, len(files)


def main():
    top = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ".").resolve()
    wrong, count = check(top)
    for line in wrong:
        print(line)
    print(f"layers: {count} files read, {len(wrong)} wrong")
    return 1 if wrong or not count else 0


if __name__ == "__main__":
    sys.exit(main())
