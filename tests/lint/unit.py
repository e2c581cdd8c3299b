# SPDX-License-Identifier: MIT
"""Holds the unit for systemd to what it promises: python3 unit.py UNIT FILTER_SOURCE SYSTEMD_ANALYZE

That it exposes at most 2.0 by systemd's own measure, and that the system calls it allows are enough
for hubbubd: those of its own filter, and those with which it confines itself."""
import re
import subprocess
import sys

MOST_EXPOSED = 20  # tenths
CONFINES_ITSELF = {
    "landlock_create_ruleset", "landlock_add_rule", "landlock_restrict_self", "seccomp", "prctl",
    "prlimit64", "clone", "clone3", "execve", "socketpair", "eventfd2", "epoll_create1", "chmod",
    "mkdir",
}
# SQLite gives its files to the owner of the database when it runs as root, which it does not here.
AS_ROOT_ALONE = {"fchown", "fchown32"}


def expand(analyze, word):
    """The system calls of a word of SystemCallFilter=: itself, or a group's."""
    if not word.startswith("@"):
        return {word}
    told = subprocess.run([analyze, "syscall-filter", "--no-pager", word], check=True,
                          capture_output=True, text=True).stdout
    calls = set()
    for line in told.splitlines()[1:]:
        inner = line.strip()
        if inner and not inner.startswith("#"):
            calls |= expand(analyze, inner)
    return calls


def allowed(analyze, unit):
    calls = set(expand(analyze, "@default"))
    for words in re.findall(r"^SystemCallFilter=(.*)$", unit, re.M):
        denied = words.startswith("~")
        for word in words.lstrip("~").split():
            calls = calls - expand(analyze, word) if denied else calls | expand(analyze, word)
    return calls


def needed(source):
    """The names in the tables of src/daemon/syscall_filter.cc."""
    tables = source[source.index("always_allowed"):source.index("// ---- a refused call")]
    return set(re.findall(r'"([a-z][a-z0-9_]+)"', tables))


def main():
    path, source, analyze = sys.argv[1:4]
    security = subprocess.run([analyze, "security", "--offline=true", "--no-pager",
                               f"--threshold={MOST_EXPOSED}", path], capture_output=True, text=True)
    wrong = []
    if security.returncode != 0:
        wrong.append("is exposed too much: " + security.stdout.strip().splitlines()[-1])
    unit = open(path, encoding="utf-8").read()
    may = allowed(analyze, unit)
    calls = needed(open(source, encoding="utf-8").read()) | CONFINES_ITSELF
    # Of those that this systemd knows by name; the others are for other machines, or newer.
    known = expand(analyze, "@known") if has_known(analyze) else may | calls
    missing = sorted((calls & known) - may - AS_ROOT_ALONE)
    if missing:
        wrong.append("does not allow " + ", ".join(missing))
    for sentence in wrong:
        print(f"{path}: {sentence}")
    print(f"{2 - len(wrong)} passed, {len(wrong)} failed")
    return 1 if wrong else 0


def has_known(analyze):
    return subprocess.run([analyze, "syscall-filter", "--no-pager", "@known"],
                          capture_output=True).returncode == 0


if __name__ == "__main__":
    sys.exit(main())
