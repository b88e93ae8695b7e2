"""The Python that goes into the browser: the core and what it needs, as one archive that Python imports from.

What goes in is what importing the browser's companion brings along, nothing more: neither the command line nor the
server, neither YAML nor SQLite nor ``cryptography``. The same input gives the same bytes.
"""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Mapping
from importlib.resources import files
from pathlib import Path

from steadyback.browser.companion import KNOWLEDGE, TEMPLATES
from steadyback.knowledge.model import Knowledge
from steadyback.knowledge.stored import to_plain

#: The module that the worker starts.
ENTRANCE = "steadyback.browser.companion"
#: Packages of others that the core is made with; both have a pure-Python form.
_OTHERS = ("jinja2", "markupsafe")
#: Asks a Python of its own what is imported, with nothing compiled at hand, so that the twin in Python is taken.
_ASKED = f"""
import json, sys
sys.modules["markupsafe._speedups"] = None
import {ENTRANCE}
known = {{name: getattr(module, "__file__", None) for name, module in sys.modules.items()}}
print(json.dumps([[n, f] for n, f in sorted(known.items()) if f and n.partition(".")[0] in {("steadyback", *_OTHERS)}]))
"""
#: Archives bear one date, so that the same files are the same bytes.
_DATE = (2020, 1, 1, 0, 0, 0)
#: Large parts of Python's own library that nothing in the archive needs: they stay at home.
_STAY_AT_HOME = (
    "_pyio.py",
    "_pyrepl/",
    "concurrent/interpreters/",
    "config-",
    "curses/",
    "doctest.py",
    "encodings/",
    "ensurepip/",
    "ftplib.py",
    "idlelib/",
    "imaplib.py",
    "mailbox.py",
    "multiprocessing/",
    "optparse.py",
    "pdb.py",
    "pickletools.py",
    "plistlib.py",
    "poplib.py",
    "profiling/",
    "pstats.py",
    "pydoc.py",
    "smtplib.py",
    "statistics.py",
    "tarfile.py",
    "turtle.py",
    "unittest/",
    "venv/",
    "wsgiref/",
    "xml/",
    "xmlrpc/",
)
#: Of the encodings these alone are used; the others are a third of the library.
_ENCODINGS = (
    *("__init__", "aliases", "ascii", "charmap", "cp437", "idna", "latin_1", "punycode"),
    *("raw_unicode_escape", "unicode_escape", "utf_16", "utf_8", "utf_8_sig"),
)
#: The files of the Python that runs in the browser, as its package names them.
PYTHON_FILES = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")


def core_archive(knowledge: Knowledge) -> bytes:
    """The core, its templates, its two libraries and the knowledge, as one zip file."""
    found = dict(_modules())
    for template in files("steadyback.web").joinpath("templates").iterdir():
        found[f"{TEMPLATES}{template.name}"] = template.read_bytes()
    plain = json.dumps(to_plain(knowledge), ensure_ascii=False, separators=(",", ":"))
    found[KNOWLEDGE] = plain.encode()
    return _zipped(found)


def python_files(folder: Path) -> dict[str, bytes]:
    """The files of the Python for the browser, by name, from the folder of its package; the library made smaller."""
    found = {name: (folder / name).read_bytes() for name in PYTHON_FILES}
    found["python_stdlib.zip"] = smaller_library(found["python_stdlib.zip"])
    return found


def smaller_library(archive: bytes) -> bytes:
    """Python's own library without what is never asked for here."""
    with zipfile.ZipFile(io.BytesIO(archive)) as whole:
        return _zipped({one.filename: whole.read(one) for one in whole.infolist() if _is_wanted(one.filename)})


def _is_wanted(name: str) -> bool:
    if name.endswith("/"):
        return False
    if name.startswith("encodings/"):
        return name.removeprefix("encodings/").removesuffix(".py") in _ENCODINGS
    return not name.startswith(_STAY_AT_HOME)


def _modules() -> Iterator[tuple[str, bytes]]:
    """Place and text of every module that importing the browser's companion brings along."""
    said = subprocess.run([sys.executable, "-c", _ASKED], capture_output=True, check=True, text=True)
    for name, file in json.loads(said.stdout):
        inside = "/__init__.py" if Path(file).name == "__init__.py" else ".py"
        yield name.replace(".", "/") + inside, Path(file).read_bytes()


def _zipped(found: Mapping[str, bytes]) -> bytes:
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(found):
            archive.writestr(zipfile.ZipInfo(name, _DATE), found[name], zipfile.ZIP_DEFLATED, 9)
    return into.getvalue()
