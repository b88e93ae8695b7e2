"""A form that brings a file along (multipart/form-data, RFC 7578), taken apart."""

from __future__ import annotations

import re

_BOUNDARY = re.compile(r'boundary=(?:"([^"\r\n]{1,200})"|([^\s;,"]{1,200}))')
_NAME = re.compile(rb'(?<![a-z*])name="([^"\r\n]{1,200})"', re.IGNORECASE)
_IS_FILE = re.compile(rb"(?<![a-z])filename\*?=", re.IGNORECASE)
_MOST_PARTS = 100


def is_multipart(content_type: str) -> bool:
    """Whether a body of this type is one."""
    return content_type.lower().startswith("multipart/form-data")


def parts_of(content_type: str, body: bytes) -> tuple[dict[str, list[str]], dict[str, bytes]]:
    """The fields of a form and its files, by name. ValueError, with the mend, when it cannot be taken apart."""
    found = _BOUNDARY.search(content_type)
    boundary = b"--" + (found[1] or found[2]).encode("latin-1") if found else b""
    pieces = (b"\r\n" + body).split(b"\r\n" + boundary) if boundary else []
    if len(pieces) < 2 or not pieces[-1].startswith(b"--"):
        raise ValueError("this form broke off on its way; go back and send it again")
    if len(pieces) > _MOST_PARTS:
        raise ValueError("this form has too many parts")
    form: dict[str, list[str]] = {}
    files: dict[str, bytes] = {}
    for piece in pieces[1:-1]:
        head, _, data = piece.partition(b"\r\n\r\n")
        name = _NAME.search(head)
        if name is None:
            raise ValueError("a part of this form has no name; go back and send it again")
        key = name[1].decode("utf-8", "replace")
        if _IS_FILE.search(head):
            files[key] = data
        else:
            form.setdefault(key, []).append(data.decode("utf-8", "replace"))
    return form, files
