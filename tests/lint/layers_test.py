# SPDX-License-Identifier: MIT
"""layers.py finds what it is there to find: each wrong file of a small tree is named, and a right
one is not."""
import pathlib
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import layers  # noqa: E402

LICENCE = "// SPDX-License-Identifier: MIT\n"
CASES = [
    ("src/core/good.cc", LICENCE + '#include "wire/line.h"\n', None),
    ("src/core/upward.cc", LICENCE + '#include "daemon/link.h"\n', "core may not include daemon"),
    ("src/core/socket.cc", LICENCE + "#include <event2/event.h>\n", "only net may include"),
    ("src/daemon/sql.cc", LICENCE + "#include <sqlite3.h>\n", "only store may include"),
    ("tui/model/up.cc", LICENCE + '#include "tui/view/frame.h"\n', "tui/model may not include"),
    ("tui/term/deep.cc", LICENCE + '#include "tui/view/render.h"\n', "may include of tui/view only"),
    ("tui/net/core.cc", LICENCE + '#include "core/world.h"\n', "tui/net may not include core"),
    ("src/wire/bare.cc", "int x;\n", "first line"),
    ("src/wire/once.h", LICENCE + "int x;\n", "#pragma once"),
    ("src/wire/local.cc", LICENCE + '#include "line.h"\n', "not written from src"),
    ("src/wire/long.cc", LICENCE + "//\n" * 500, "more than 500 lines"),
]


def main():
    failed = 0
    for path, text, expected in CASES:
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder) / path
            file.parent.mkdir(parents=True)
            file.write_text(text)
            wrong, _ = layers.check(pathlib.Path(folder))
        well = not wrong if expected is None else any(expected in line for line in wrong)
        if not well:
            failed += 1
            print(f"{path}: expected {expected!r}, found {wrong}")
    print(f"{len(CASES) - failed} passed, {failed} failed, 0 skipped")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
