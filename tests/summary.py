# SPDX-License-Identifier: MIT
"""Sums up the test cases of a run of meson test: python3 summary.py testlog.json

A program of Catch2 (2.13 or 3) tells its cases in its last lines, our scripts in a line
"N passed, N failed, N skipped"; a program that does neither counts as one case. What failed is
named before the sum, a line each: "failed: SUITE: CASE: what it said"."""
import json
import re
import sys

ALL_PASSED = re.compile(r"All tests passed \(.* in (\d+) test cases?\)")
SOME_FAILED = re.compile(r"^test cases: +\d+ *\|(.*)$", re.M)
# Catch2 heads what it tells of a case with the case's name and place between rulers.
HEAD = re.compile(r"^-{79}\n(.+)\n(?:  .*\n)*-{79}\n(\S+:\d+)\n\.{79}\n", re.M)
OURS = re.compile(r"^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$", re.M)


def cases(output):
    """(passed, failed, skipped), or None where the output does not tell."""
    if match := ALL_PASSED.search(output):
        return int(match[1]), 0, 0
    if match := SOME_FAILED.search(output):
        counts = {word: int(number) for number, word in re.findall(r"(\d+) (\w+)", match[1])}
        return counts.get("passed", 0), counts.get("failed", 0), counts.get("skipped", 0)
    if matches := OURS.findall(output):
        passed, failed, skipped = matches[-1]
        return int(passed), int(failed), int(skipped or 0)
    return None


def failures(output):
    """For each failed case its name, its place and the first lines of what it said."""
    heads = list(HEAD.finditer(output))
    for head, following in zip(heads, heads[1:] + [None]):
        said = output[head.end() : following.start() if following else len(output)]
        if "FAILED" in said:
            words = [line.strip() for line in said.splitlines() if line.strip()]
            yield f"{head[1]} ({head[2]}): " + " | ".join(words[:4])


def main():
    passed = failed = skipped = 0
    for line in open(sys.argv[1], encoding="utf-8"):
        test = json.loads(line)
        well = test["result"] in ("OK", "EXPECTEDFAIL")
        told = cases(test.get("stdout", ""))
        if test["result"] == "SKIP":
            told = (0, 0, 1)
        elif told is None:
            told = (1, 0, 0) if well else (0, 1, 0)
        elif not well and told[1] == 0:
            told = (told[0], 1, told[2])  # it ended badly after its cases
        if told[1]:
            for failure in list(failures(test.get("stdout", ""))) or [f"ended with {test['returncode']}"]:
                print(f"failed: {test['name']}: {failure}")
        passed += told[0]
        failed += told[1]
        skipped += told[2]
    print(f"{passed} passed, {failed} failed, {skipped} skipped")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
