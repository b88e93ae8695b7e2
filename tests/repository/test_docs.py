"""What the documentation says is there, is there: links, commands, files, words, decision notes.

A fenced block whose first line starts with `$ ` shows a session as it went, and is left alone.
"""

import argparse
import ast
import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from steadyback.cli.main import COMMANDS, parser_for
from tests.repository.tree import PACKAGE, ROOT, name_of, our_files, parse

PAGES = [path for path in our_files() if path.suffix == ".md" and path.parent == ROOT]
PAGES += [path for path in our_files() if path.suffix == ".md" and path.is_relative_to(ROOT / "docs")]
NOTES = sorted((ROOT / "docs" / "adr").glob("*.md"))
ROOMS_WITH_WORDS = ("vocabulary", "knowledge", "engine", "journal", "care")
LONGEST_NOTE = 45
FIRST_SCREEN = 30
#: What a path named in code begins with, seen from the root of the repository or of the package.
TOP = {path.name for place in (ROOT, PACKAGE) for path in place.iterdir() if path.is_dir() and path.name[0] != "."}

FENCE = re.compile(r"^(?P<mark>```+|~~~+)(?P<kind>[^\n]*)\n(?P<body>.*?)^(?P=mark)\s*$", re.MULTILINE | re.DOTALL)
SPAN = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
LINK = re.compile(r"!?\[[^\]\n]*\]\(([^)\s]+)\)|<img [^>]*src=\"([^\"]+)\"")
COMMAND = re.compile(r"(?:^|[\s/])steadyback +([a-z][^|#;&]*)")
STEADY = re.compile(r"(?:^|\s)\./steady +([a-z]+(?:-[a-z]+)*)")


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def blocks(text: str) -> Iterator[str]:
    """The bodies of fenced blocks, without those that show a session."""
    for fence in FENCE.finditer(text):
        if not fence["body"].startswith("$ "):
            yield fence["body"]


def prose(text: str) -> str:
    """The text without fenced blocks."""
    return FENCE.sub("", text)


def seen(text: str) -> str:
    """The prose without comments."""
    return re.sub(r"<!--.*?-->", "", prose(text), flags=re.DOTALL)


def code(text: str) -> Iterator[str]:
    """Every line of code: of blocks, indented or fenced, and between back quotes."""
    for body in blocks(text):
        yield from body.splitlines()
    for line in prose(text).splitlines():
        if line.startswith("    "):
            yield line.strip()
        else:
            yield from SPAN.findall(line)


# --- links -----------------------------------------------------------------------------------------------------------


@cache
def anchors(path: Path) -> frozenset[str]:
    """The anchors of a page's headings, as hosting sites make them."""
    heads = re.findall(r"^#+ +(.+?)\s*$", prose(text_of(path)), re.MULTILINE)
    return frozenset(re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads)


def broken_links(path: Path) -> list[str]:
    faults = []
    for found in LINK.finditer(SPAN.sub("", seen(text_of(path)))):
        target = found[1] or found[2]
        if "://" in target or target.startswith("mailto:"):
            continue
        name, _, anchor = target.partition("#")
        place = (path.parent / name).resolve() if name else path
        if not place.exists() or not place.is_relative_to(ROOT):
            faults.append(f"{name_of(path)}: {target} leads nowhere")
        elif anchor and place.suffix == ".md" and anchor not in anchors(place):
            faults.append(f"{name_of(path)}: {target}: there is no such heading")
    return faults


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_every_internal_link_resolves(path: Path) -> None:
    assert not broken_links(path)


def test_every_page_is_in_the_list_of_pages() -> None:
    index = ROOT / "docs" / "README.md"
    listed = {(index.parent / link[1].partition("#")[0]).resolve() for link in LINK.finditer(text_of(index)) if link[1]}
    folders = [path.parent for path in listed if path.name == "README.md"]
    docs = [path for path in PAGES if path.is_relative_to(ROOT / "docs") and path != index]
    left_out = [name_of(path) for path in docs if path not in listed and path.parent not in folders]
    assert not left_out, f"docs/README.md does not list {left_out}"


# --- commands --------------------------------------------------------------------------------------------------------


def subparsers_of(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            return dict(action.choices)
    return {}


@cache
def parser_of(command: str) -> argparse.ArgumentParser:
    return subparsers_of(parser_for(command))[command]


def command_faults(words: list[str]) -> list[str]:
    """What `steadyback` with these words names that its parser does not have."""
    if words[0] not in COMMANDS:
        return [f"there is no command {words[0]}"]
    parser = parser_of(words[0])
    verbs = subparsers_of(parser)
    second = words[1] if len(words) > 1 else ""
    if verbs and re.fullmatch(r"[a-z|]+", second):
        unknown = [verb for verb in second.split("|") if verb not in verbs]
        if unknown:
            return [f"{words[0]} has no {unknown[0]}"]
        parser = verbs[second.split("|")[0]]
    options = [word.strip("[]").partition("=")[0] for word in words if word.lstrip("[").startswith("--")]
    return [f"{words[0]} has no {option}" for option in options if option not in parser._option_string_actions]


@cache
def steady_commands() -> frozenset[str]:
    script = text_of(ROOT / "steady").rpartition("case $command in")[2]
    return frozenset(re.findall(r"^    ([a-z-]+)(?: \|[^)]*)?\)", script, re.MULTILINE))


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_every_command_that_is_named_exists(path: Path) -> None:
    faults = []
    for line in code(text_of(path)):
        for found in COMMAND.finditer(line):
            faults += [f"{line}: {fault}" for fault in command_faults(found[1].split())]
        unknown = [found[1] for found in STEADY.finditer(line) if found[1] not in steady_commands()]
        faults += [f"{line}: no ./steady {name}" for name in unknown]
    assert not faults, "\n".join(faults)


def test_the_first_screen_has_both_commands() -> None:
    first = "\n".join(text_of(ROOT / "README.md").splitlines()[:FIRST_SCREEN])
    for command in ("./steady run", "./steady test"):
        assert command in first, f"the first {FIRST_SCREEN} lines of README.md do not name {command}"


# --- files and tests that are named ----------------------------------------------------------------------------------


def missing_files(path: Path) -> list[str]:
    """Paths between back quotes that are not there. A star stands for any name."""
    faults = []
    for span in SPAN.findall(prose(text_of(path))):
        if not re.fullmatch(r"[\w.*/-]+", span) or span.partition("/")[0] not in TOP or "/" not in span:
            continue
        places = [ROOT, PACKAGE]
        if not any(any(place.glob(span.rstrip("/"))) if "*" in span else (place / span).exists() for place in places):
            faults.append(f"{name_of(path)}: {span} is not there")
    return faults


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_every_file_that_is_named_exists(path: Path) -> None:
    assert not missing_files(path)


def test_every_test_that_is_named_exists() -> None:
    tests = "\n".join(text_of(path) for path in our_files() if path.name.startswith("test_") and path.suffix == ".py")
    there = set(re.findall(r"def (test_\w+)", tests))
    named = {(name_of(path), span) for path in PAGES for span in code(text_of(path)) if re.fullmatch(r"test_\w+", span)}
    gone = [f"{page}: {name} is not there" for page, name in sorted(named) if name not in there]
    assert not gone, "\n".join(gone)


# --- decision notes --------------------------------------------------------------------------------------------------


def test_decision_notes_are_numbered_without_gaps() -> None:
    assert [path.name[:4] for path in NOTES] == [f"{number:04}" for number in range(1, len(NOTES) + 1)]


@pytest.mark.parametrize("path", NOTES, ids=name_of)
def test_a_decision_note_is_short_and_says_its_status(path: Path) -> None:
    lines = text_of(path).splitlines()
    assert len(lines) <= LONGEST_NOTE, f"{len(lines)} lines, {LONGEST_NOTE} at most"
    assert lines[0].startswith(f"# {int(path.name[:4])}. "), "the heading begins with the number"
    assert re.match(r"Status: (accepted|superseded by note \d+), \d{4}-\d\d-\d\d", lines[2]), "say status and day"
    for head in ("## Context", "## Decision", "## Consequences"):
        assert head in lines, f"{head} is missing"


# --- words -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_nobody_is_shouted_at(path: Path) -> None:
    calm = SPAN.sub("", seen(text_of(path))).replace("![", "[")
    loud = [line for line in calm.splitlines() if "!" in line]
    assert not loud, "\n".join(loud)


def public_types() -> dict[str, list[str]]:
    """Every public class of the rooms that have words of their own, with its fields."""
    found: dict[str, list[str]] = {}
    for path in sorted(path for room in ROOMS_WITH_WORDS for path in (PACKAGE / room).glob("*.py")):
        for each in parse(path).body:
            if isinstance(each, ast.ClassDef) and not each.name.startswith("_"):
                fields = [part.target for part in each.body if isinstance(part, ast.AnnAssign)]
                found[each.name] = [field.id for field in fields if isinstance(field, ast.Name)]
    return found


def glossary(heading: str) -> list[list[str]]:
    """The rows of the table below a heading of the glossary."""
    section = text_of(ROOT / "GLOSSARY.md").partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    rows = [line.strip("|").split("|") for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in row] for row in rows[2:]]


def test_every_public_type_is_in_the_glossary() -> None:
    words = {word for row in glossary("Words") for span in SPAN.findall(row[2]) for word in re.split(r"\W", span)}
    missing = [name for name in public_types() if name not in words]
    assert not missing, f"GLOSSARY.md has no word for {missing}"


def test_every_field_is_in_the_glossary() -> None:
    known = {name for row in glossary("Fields") for name in SPAN.findall(row[0])}
    missing = {f"{owner}.{field}" for owner, fields in public_types().items() for field in fields if field not in known}
    assert not missing, f"GLOSSARY.md says nothing of {sorted(missing)}"
    gone = known - {field for fields in public_types().values() for field in fields}
    assert not gone, f"GLOSSARY.md speaks of {sorted(gone)}, which no type has"


@pytest.mark.parametrize("heading", ["Words", "Fields"])
def test_the_glossary_is_in_order(heading: str) -> None:
    terms = [row[0].strip("`").lower() for row in glossary(heading)]
    assert terms, f"GLOSSARY.md has no table under {heading}"
    wrong = [f"{second} stands after {first}" for first, second in pairwise(terms) if second < first]
    assert not wrong, "\n".join(wrong)


# --- the rules above are known to bite -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    [
        "`steadyback dance`",
        "`steadyback content sing`",
        "`steadyback triage --week 31`",
        "    .venv/bin/steadyback entries burn diary.jsonl",
        "```\nsteadyback replay diary.jsonl --loud\n```",
    ],
)
def test_a_command_that_is_not_there_is_noticed(line: str) -> None:
    found = [COMMAND.search(one) for one in code(line + "\n")]
    assert any(command_faults(one[1].split()) for one in found if one)


def test_a_session_is_left_alone() -> None:
    assert not list(code("```text\n$ steadyback dance\n```\n"))


def test_a_link_or_a_file_that_is_not_there_is_noticed(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("# Here\n[a](gone.md) [b](#nowhere) ![c](gone.png) `src/steadyback/gone.py`\n", encoding="utf-8")
    assert len(broken_links(page)) == 3
    assert len(missing_files(page)) == 1
