#!/usr/bin/env python3
"""Every reason that the viewer or a model gives has a pattern in app/settings/*Reasons.cpp, and every pattern a translation.

A reason is the text of an error, of a file left out, or of a warning about a series. Values in it (numbers, names)
stand as %1, %2, ... in the pattern. Usage: reasons.py [--source DIR]. Exit status: 0 complete, 1 not (each is named).
"""

import argparse
import pathlib
import re
import sys
import xml.etree.ElementTree as ElementTree

# The rooms whose reasons the window shows.
ROOMS = ("viewer", "inference")
# Where a reason begins, and which of the arguments it is (from the end).
CALLS = re.compile(
    r"\bthrow\s+(?:ReadError|WriteError|NotDicomError|ModelError|OutOfMemory|Error|Stop)\s*[({]"
    r"|\b(?:refuse|refused|skip|fail)\s*\("
    r"|\b(?:skipped|told|warnings|notes|undecoded)\.push_back\s*\("
)
ASSIGNED = re.compile(r"\b(?:refusal|entry\.refusal|reason|outcome\.reason)\s*=\s*(?=\"|std::string)")
LITERAL = re.compile(r'"((?:[^"\\]|\\.)*)"')
QUOTE = re.compile(r'\\"')
# The reason of a damaged header stands within "damaged DICOM file (...)", in English like all of DCMTK's.
INNER = re.compile(r"\bthrow\s+Stop\s*\{")


def closing(text, start):
    """Index of the bracket that closes the one at `start`."""
    depth, at = 0, start
    while at < len(text):
        literal = LITERAL.match(text, at)
        if literal:
            at = literal.end()
            continue
        depth += text[at] in "({["
        depth -= text[at] in ")}]"
        if depth == 0:
            return at
        at += 1
    raise ValueError("brackets do not close")


def split(text, separators):
    """Parts of an expression between separators that stand outside brackets and literals."""
    parts, begin, at = [], 0, 0
    while at < len(text):
        literal = LITERAL.match(text, at)
        if literal:
            at = literal.end()
        elif text[at] in "({[":
            at = closing(text, at) + 1
        elif text[at] in separators:
            parts.append(text[begin:at])
            begin = at = at + 1
        else:
            at += 1
    return [part.strip() for part in parts + [text[begin:]]]


def alternatives(expression):
    """The texts that an expression can give, with % for what is not literal."""
    expression = expression.strip()
    while expression.startswith(("std::string(", "{", "(")):
        start = expression.index("{" if expression[0] == "{" else "(")
        if closing(expression, start) != len(expression) - 1:
            break
        expression = split(expression[start + 1 : -1], ",")[-1]
    choices = split(expression, "?")
    if len(choices) > 1:
        return [text for branch in split("?".join(choices[1:]), ":") for text in alternatives(branch)]
    parts = split(expression, "+")
    if len(parts) > 1:
        texts = [""]
        for part in parts:
            texts = [head + tail for head in texts for tail in alternatives(part)]
        return texts
    literals = LITERAL.findall(expression)
    if literals and not LITERAL.sub("", expression).strip():
        return [QUOTE.sub('"', "".join(literals))]
    return ["%"]


def reasons(root):
    """(place, text) of every reason in the sources of ROOMS."""
    for path in sorted(path for room in ROOMS for path in (root / room).rglob("*.cpp")):
        # Training speaks on the command line alone.
        if "training" in path.parts:
            continue
        text = re.sub(r"^\s*//.*$", "", path.read_text(encoding="utf-8"), flags=re.M)
        for call in CALLS.finditer(text):
            if INNER.match(call.group()):
                continue
            start = call.end() - 1
            end = closing(text, start)
            argument = split(text[start + 1 : end], ",")[-1]
            yield from ((path.relative_to(root), reason) for reason in alternatives(argument))
        for assigned in ASSIGNED.finditer(text):
            expression = split(text[assigned.end() :].split(";")[0], ",")[0]
            yield from ((path.relative_to(root), reason) for reason in alternatives(expression))


def worth_a_pattern(reason):
    """Not a reason passed on from elsewhere, nor a name or number alone."""
    return re.search(r"[a-z]{3,} [a-z]", reason.replace("%", "")) is not None


def patterns(root):
    text = "".join(path.read_text(encoding="utf-8") for path in sorted((root / "app/settings").glob("*Reasons.cpp")))
    for call in re.finditer(r'QT_TRANSLATE_NOOP\(\s*"Reasons",\s*((?:"(?:[^"\\]|\\.)*"\s*)+)\)', text):
        yield QUOTE.sub('"', "".join(LITERAL.findall(call.group(1))))


def expression_of(pattern):
    return re.compile("^(?:.*: )?" + re.sub(r"%\d", "(.+?)", re.escape(pattern).replace(r"\%", "%")) + "$")


def untranslated(root, known):
    for language in ("ja", "en"):
        file = root / f"translations/dokuei_{language}.ts"
        done = set()
        for context in ElementTree.parse(file).getroot().findall("context"):
            if context.findtext("name") != "Reasons":
                continue
            for message in context.findall("message"):
                translation = message.find("translation")
                if translation is not None and translation.get("type") is None and translation.text:
                    done.add(message.findtext("source"))
        for pattern in known:
            if pattern not in done:
                yield f"{file.relative_to(root)}: no translation of: {pattern}"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--source", type=pathlib.Path, default=pathlib.Path(__file__).resolve().parents[2])
    parser.add_argument("--room", action="append", help="the rooms to look at, instead of all that the window shows")
    arguments = parser.parse_args()
    root = arguments.source
    global ROOMS
    ROOMS = tuple(arguments.room or ROOMS)
    known = list(patterns(root))
    expressions = [expression_of(pattern) for pattern in known]
    found = sorted({(str(place), reason) for place, reason in reasons(root) if worth_a_pattern(reason)})
    breaches = [
        f"{place}: no pattern for: {reason}"
        for place, reason in found
        if not any(expression.match(reason.replace("%", "1")) for expression in expressions)
    ]
    breaches += untranslated(root, known)
    print("\n".join(breaches) or f"{len(found)} reasons, {len(known)} patterns: complete")
    sys.exit(1 if breaches or not found else 0)


if __name__ == "__main__":
    main()
