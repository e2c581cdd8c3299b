# SPDX-License-Identifier: MIT
"""Holds the manuals, --help and the shell completions against the tables of the programs: what a
table has must stand there, and nothing else.
python3 manuals.py PRINT_TABLES HUBBUB HUBBUBD TOP"""
import json
import pathlib
import re
import subprocess
import sys

# Where the rows of each kind stand: the manual, its section, and how a row's name is written.
PLACES = {
    "command": ("hubbub-protocol.7", "COMMANDS", "{}"),
    "capability": ("hubbub-protocol.7", "CAPABILITIES", "{}"),
    "channel mode": ("hubbub-protocol.7", "CHANNEL MODES", "{}"),
    "user mode": ("hubbub-protocol.7", "USER MODES", "{}"),
    "plain command": ("hubbub-protocol.7", "THE PLAIN LINE MODE", "/{}"),
    "slash command": ("hubbub.1", "COMMANDS", "/{}"),
    "key": ("hubbub.1", "KEYS", "{}"),
    "action": ("hubbub.toml.5", "ACTIONS", "{}"),
    "client key": ("hubbub.toml.5", "KEYS", "{}"),
    "server key": ("hubbubd.toml.5", "KEYS", "{}"),
    "metric": ("hubbubd.8", "METRICS", "{}"),
    "later key": ("hubbubd.toml.5", "KEYS OF LATER VERSIONS", "{}"),
}

results = []


def check(name, wrong):
    results.append(not wrong)
    if wrong:
        print(f"{name}:")
        for line in wrong:
            print(f"  {line}")


def plain(term):
    """A term without mdoc's escapes and quotes."""
    for escape, text in (("\\-", "-"), ("\\&", ""), ("\\e", "\\")):
        term = term.replace(escape, text)
    return term.strip('"')


def items(page, section):
    """The terms of a section's list: what follows .It, without macros and escapes."""
    text = re.search(rf"^\.Sh {re.escape(section)}$(.*?)(?=^\.Sh |\Z)", page, re.M | re.S)
    if not text:
        return []
    found = []
    for line in re.findall(r"^\.It (.*)$", text[1], re.M):
        terms = re.findall(r'"[^"]*"|\S+', line)
        macros = ("Ic", "Cm", "Li", "Ar", "Op", "Sy", "Xo", "Pa")
        words = [term for term in terms if term not in macros]
        found.append(plain(words[0]) if words else "")
    return found


def check_tables(rows, top):
    for kind, (manual, section, pattern) in PLACES.items():
        wanted = [pattern.format(name) for row_kind, name, *_ in rows if row_kind == kind]
        page = (top / "man" / manual).read_text(encoding="utf-8")
        written = items(page, section)
        wrong = [f"{name} is missing" for name in wanted if name not in written]
        wrong += [f"{name} is in no table" for name in written if name not in wanted]
        if not wanted:
            wrong.append("the table is empty")
        check(f"{kind}s in {manual}", wrong)


def options_of(program):
    """The long and short options that --help tells."""
    text = subprocess.run([program, "--help"], capture_output=True, text=True, check=True).stdout
    found = set()
    for line in re.findall(r"^ {2}(-\S+)", text, re.M):
        found.update(line.split(","))
    return found


def check_program(name, program, manual, top):
    options = options_of(program)
    page = (top / "man" / manual).read_text(encoding="utf-8")
    written = set()
    for line in re.findall(r"^\.It (Fl .*)$", page, re.M):
        written.update("-" + flag.replace("\\-", "-") for flag in re.findall(r"Fl (\S+)", line))
    wrong = [f"{o} is not in {manual}" for o in sorted(options - written)]
    wrong += [f"{o} is not in --help" for o in sorted(written - options)]
    check(f"options of {name}", wrong)
    folder = top / "man" / "completions"
    for shell, file in (("bash", f"{name}.bash"), ("zsh", f"_{name}"), ("fish", f"{name}.fish")):
        text = (folder / file).read_text(encoding="utf-8")
        long = [o for o in options if o.startswith("--")]
        missing = [o for o in sorted(long) if o.lstrip("-") not in text]
        check(f"{shell} completion of {name}", [f"{o} is missing" for o in missing])


def check_example(rows, top, name, kind):
    """The example file names every key once, with its default, if that is a value."""
    text = (top / "man" / name).read_text(encoding="utf-8")
    table, found = "", {}
    for line in text.splitlines():
        if match := re.match(r"#?\[+([\w.]+)\]+$", line):
            table = match[1]
        elif match := re.match(r"#? ?(\w+) = (.*)$", line):
            found[f"{table}.{match[1]}"] = match[2]
    wanted = {key: default for row_kind, key, default, *_ in rows if row_kind == kind}
    wrong = [f"{k} should be {v}" for k, v in wanted.items()
             if found.get(k) not in (v, f'"" # default: {v}')]
    free = ("listen.", "network.")
    wrong += [f"{k} is no key" for k in found if k not in wanted and not k.startswith(free)]
    check(f"the example {name}", wrong)


def check_dashboard(rows, top):
    """The dashboard shows every metric, and no other; each panel says what it shows."""
    path = top / "man" / "grafana-dashboard.json"
    board = json.loads(path.read_text(encoding="utf-8"))
    known = {name: kind for row_kind, name, kind, _ in rows if row_kind == "metric"}
    wanted = {
        name + suffix: name
        for name, kind in known.items()
        for suffix in (("_bucket", "_sum", "_count") if kind == "histogram" else ("",))
    }
    shown, wrong = set(), []
    for panel in board["panels"]:
        for target in panel["targets"]:
            for name in re.findall(r"\b(?:hubbub|process)_\w+", target["expr"]):
                shown.add(wanted.get(name))
                if name not in wanted:
                    wrong.append(f"{panel['title']}: {name} is no metric")
        if not panel["targets"] or not panel.get("description"):
            wrong.append(f"{panel['title']}: shows nothing, or does not say what")
    wrong += [f"{name} is not shown" for name in known if name not in shown]
    check("the dashboard", wrong)


def check_version(programs, top):
    version = re.search(r"version: '([^']+)'", (top / "meson.build").read_text())[1]
    for program in programs:
        told = subprocess.run([program, "--version"], capture_output=True, text=True).stdout
        check(f"version of {program}", [] if version in told else [f"told {told!r}"])


def main():
    tables, hubbub, hubbubd, top = sys.argv[1:5]
    top = pathlib.Path(top)
    out = subprocess.run([tables], capture_output=True, text=True, check=True).stdout
    rows = [line.split("\t") for line in out.splitlines()]
    check_tables(rows, top)
    check_program("hubbub", hubbub, "hubbub.1", top)
    check_program("hubbubd", hubbubd, "hubbubd.8", top)
    check_example(rows, top, "hubbubd.toml", "server key")
    check_example(rows, top, "hubbub.toml", "client key")
    check_dashboard(rows, top)
    check_version([hubbub, hubbubd], top)
    failed = results.count(False)
    print(f"{results.count(True)} passed, {failed} failed, 0 skipped")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
