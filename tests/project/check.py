#!/usr/bin/env python3
"""Rules of the source tree that a compiler does not hold. Usage: check.py RULE [--source DIR]

Each rule is one CTest entry. Exit status: 0 kept, 1 broken (every breach is listed), 77 cannot be checked here.
"""

import argparse
import pathlib
import re
import shutil
import subprocess
import sys

ROOMS = ("app", "viewer", "inference", "reports")
MAY_INCLUDE = {"app": set(ROOMS), "viewer": {"viewer"}, "inference": {"inference"}, "reports": {"reports"}}
# What each room must do without.
FOREIGN = {
    "inference": re.compile(r"^(Q[A-Z]\w*|Q\w+/.*|vtk\w+\.h|itk\w+\.h|dcmtk/.*)$"),
    "viewer": re.compile(r"^(torch/.*|ATen/.*|c10/.*)$"),
    "reports": re.compile(r"^(torch/.*|ATen/.*|c10/.*|vtk\w+\.h|itk\w+\.h)$"),
}
INCLUDE = re.compile(r'^\s*#\s*include\s*[<"]([^>"]+)[>"]')
SKIPPED = 77


def sources(root, *folders):
    for folder in folders:
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in (".h", ".cpp"):
                yield path


def lines(path):
    return path.read_bytes().decode("utf-8", "replace").splitlines()


def rooms(root):
    """The three lower rooms do not include each other, nor app."""
    for room in ROOMS:
        for path in sources(root, room):
            for number, line in enumerate(lines(path), 1):
                found = INCLUDE.match(line)
                target = found.group(1).split("/")[0] if found else ""
                if target in ROOMS and target not in MAY_INCLUDE[room]:
                    yield f"{path.relative_to(root)}:{number}: {room} includes {found.group(1)}"


def libraries(root):
    """inference knows no Qt, VTK, ITK or DCMTK; viewer and reports know no LibTorch; VTK stays in viewer/render."""
    for room, foreign in FOREIGN.items():
        for path in sources(root, room):
            for number, line in enumerate(lines(path), 1):
                found = INCLUDE.match(line)
                if not found:
                    continue
                vtk_elsewhere = found.group(1).startswith("vtk") and "render" not in path.relative_to(root).parts
                if foreign.match(found.group(1)) or vtk_elsewhere:
                    yield f"{path.relative_to(root)}:{number}: {room} includes {found.group(1)}"


def ascii_only(root):
    """C++ sources outside tests are ASCII; other languages live in translations/ and resources/."""
    for path in sources(root, *ROOMS):
        for number, line in enumerate(path.read_bytes().split(b"\n"), 1):
            if any(byte > 126 for byte in line):
                yield f"{path.relative_to(root)}:{number}: not ASCII"


def readme(root):
    """README names the two commands, and they exist."""
    text = (root / "README.md").read_text(encoding="utf-8")
    for script in ("installer/quickstart.sh", "tests/run.sh"):
        if f"bash {script}" not in text:
            yield f"README.md: does not name `bash {script}`"
        if not (root / script).is_file():
            yield f"{script}: missing"


def length(root):
    """No source file needs more than 600 lines."""
    for path in sources(root, *ROOMS, "tests"):
        count = len(lines(path))
        if count > 600:
            yield f"{path.relative_to(root)}: {count} lines"


def links(root):
    """Files that README and the help pages link to exist."""
    pages = [root / "README.md", *sorted((root / "resources/help").glob("*.md"))]
    for page in pages:
        for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            if "://" not in target and not (page.parent / target).exists():
                yield f"{page.relative_to(root)}: links to {target}, which is not there"


def formatted(root):
    """clang-format has nothing to change."""
    program = shutil.which("clang-format")
    if not program:
        print("clang-format is not installed")
        sys.exit(SKIPPED)
    files = [str(path) for path in sources(root, *ROOMS, "tests")]
    for start in range(0, len(files), 100):
        run = subprocess.run([program, "--dry-run", *files[start:start + 100]], capture_output=True, text=True)
        yield from sorted({line.split(": ")[0].rsplit(":", 2)[0].replace(str(root) + "/", "") + ": clang-format -i it"
                           for line in run.stderr.splitlines() if "[-Wclang-format-violations]" in line})


def scripts(root):
    """Shell scripts parse, stop at the first error, and name no package registry."""
    for path in sorted([*root.glob("installer/*.sh"), *root.glob("tests/*.sh"), root / ".ci/run"]):
        name = path.relative_to(root)
        text = path.read_text(encoding="utf-8")
        if "set -euo pipefail" not in text:
            yield f"{name}: goes on after errors"
        if re.search(r"https?://|--(extra-)?index-url", text):
            yield f"{name}: names a host; pip's and apt's own configuration decide"
        if subprocess.run(["bash", "-n", str(path)], capture_output=True).returncode:
            yield f"{name}: does not parse"


RULES = {"rooms": rooms, "libraries": libraries, "ascii": ascii_only, "readme": readme, "length": length,
         "links": links, "format": formatted, "scripts": scripts}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rule", choices=RULES)
    parser.add_argument("--source", type=pathlib.Path, default=pathlib.Path(__file__).resolve().parents[2])
    arguments = parser.parse_args()
    breaches = list(RULES[arguments.rule](arguments.source))
    for breach in breaches:
        print(breach)
    return 1 if breaches else 0


if __name__ == "__main__":
    sys.exit(main())
