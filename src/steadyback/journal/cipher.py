"""What seals a diary under a passphrase. Nothing here is of our own making: the parts are those of ``cryptography``.

A random data key seals every entry (AES-256-GCM, a random nonce each). The data key itself is sealed under a key that
Argon2id makes of the passphrase. What is told while the diary is locked goes into a box that anybody may fill and only
the holder of the data key can open (X25519, HKDF-SHA-256, AES-256-GCM).
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import unicodedata
from typing import Any, NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from steadyback.journal.sqlite_fault import DAMAGED, RefusedError

FORMAT = "steadyback-lock"
VERSION = 1
#: What is sealed is filled up to a multiple of this, in bytes, so that its length tells little.
BLOCK = 256
#: A header that asks for more memory than this is no header of ours, in KiB.
MOST_MEMORY = 4 * 1024 * 1024
_NONCE = 12
_PUBLIC = 32
#: A box has a key of its own, used once, so its nonce may be fixed.
_ONCE = bytes(_NONCE)


class WrongKeyError(Exception):
    """The passphrase is not the one."""


class Cost(NamedTuple):
    """How hard it is to try a passphrase: memory in KiB, passes over it, and lanes worked at once."""

    memory: int
    passes: int
    lanes: int


#: About 0.6 s on two cores of an ordinary computer, measured on 2026-11-21; three times what RFC 9106 advises for
#: machines with little memory.
USUAL_COST = Cost(192 * 1024, 3, 2)


class Header(NamedTuple):
    """The public part of a lock, as it stands in the file.

    ``epoch`` is new whenever the data key is. ``wrapped`` is the data key, sealed. ``inbox`` is the public key of the
    box. ``outside`` is what may be read without the passphrase: her country, and after how many minutes to lock.
    """

    cost: Cost
    salt: bytes
    epoch: bytes
    wrapped: bytes
    inbox: bytes
    outside: dict[str, Any]


class Keys:
    """What opens and seals the entries of one lock. It lives in memory only, and only while the diary is open."""

    def __init__(self, data_key: bytes, epoch: bytes) -> None:
        self.epoch = epoch
        self._entries = AESGCM(_derived(data_key, epoch, b"entries"))
        self._marks = _derived(data_key, epoch, b"marks")
        self._box = X25519PrivateKey.from_private_bytes(_derived(data_key, epoch, b"inbox"))

    @property
    def inbox(self) -> bytes:
        """The public key of the box."""
        return self._box.public_key().public_bytes_raw()

    def mark(self, text: str) -> bytes:
        """A name for ``text`` that says nothing to whoever lacks the key: equal texts have equal marks."""
        return hmac.digest(self._marks, text.encode(), hashlib.sha256)[:16]

    def sealed(self, text: str, table: str, number: int) -> bytes:
        """``text``, sealed for one place: moved to another number or table it does not open."""
        nonce = os.urandom(_NONCE)
        return nonce + self._entries.encrypt(nonce, _filled(text), self._place(table, number))

    def unsealed(self, box: bytes, table: str, number: int) -> str:
        """What was sealed for this place. RefusedError when it was changed, moved or cut."""
        try:
            return self._entries.decrypt(box[:_NONCE], box[_NONCE:], self._place(table, number)).decode()
        except (InvalidTag, ValueError, TypeError):
            raise RefusedError(*DAMAGED) from None

    def from_box(self, box: bytes) -> str:
        """What was told while the diary was locked. RefusedError when it was changed."""
        try:
            sender = X25519PublicKey.from_public_bytes(box[:_PUBLIC])
            key = _box_key(self._box.exchange(sender), box[:_PUBLIC], self.inbox)
            return AESGCM(key).decrypt(_ONCE, box[_PUBLIC:], None).decode()
        except (InvalidTag, ValueError, TypeError):
            raise RefusedError(*DAMAGED) from None

    def _place(self, table: str, number: int) -> bytes:
        return b"steadyback entry 1\0" + self.epoch + table.encode() + b"\0" + number.to_bytes(8, "big")


def into_box(inbox: bytes, text: str) -> bytes:
    """``text``, so that only the holder of the key to ``inbox`` can read it: not even whoever sealed it."""
    sender = X25519PrivateKey.generate()
    public = sender.public_key().public_bytes_raw()
    key = _box_key(sender.exchange(X25519PublicKey.from_public_bytes(inbox)), public, inbox)
    return public + AESGCM(key).encrypt(_ONCE, _filled(text), None)


def new_lock(passphrase: str, cost: Cost, outside: dict[str, Any]) -> tuple[Header, Keys]:
    """A fresh lock and its keys. Takes as long as trying a passphrase does."""
    data_key, epoch, salt = os.urandom(32), os.urandom(16), os.urandom(16)
    keys = Keys(data_key, epoch)
    nonce = os.urandom(_NONCE)
    bare = Header(cost, salt, epoch, b"", keys.inbox, outside)
    wrapped = nonce + AESGCM(_passphrase_key(passphrase, bare)).encrypt(nonce, data_key, _bound(bare))
    return bare._replace(wrapped=wrapped), keys


def keys_of(header: Header, passphrase: str) -> Keys:
    """The keys of a lock. WrongKeyError when the passphrase is another. Slow on purpose."""
    nonce, sealed = header.wrapped[:_NONCE], header.wrapped[_NONCE:]
    try:
        data_key = AESGCM(_passphrase_key(passphrase, header)).decrypt(nonce, sealed, _bound(header))
    except InvalidTag:
        raise WrongKeyError from None
    return Keys(data_key, header.epoch)


def header_text(header: Header) -> str:
    """The header as JSON."""
    plain = {name: _plain(value) for name, value in header._asdict().items()}
    return json.dumps({"format": FORMAT, "version": VERSION, **plain}, ensure_ascii=False, sort_keys=True)


def header_of(text: str) -> Header:
    """The header in a JSON text. RefusedError when it is none that we can read."""
    try:
        found = json.loads(text)
        if found["format"] != FORMAT or found["version"] != VERSION:
            raise RefusedError("its lock is from a newer Steadyback", "update this Steadyback; the diary is untouched")
        parts = {name: base64.b64decode(found[name]) for name in ("salt", "epoch", "wrapped", "inbox")}
        header = Header(Cost(*map(int, found["cost"])), outside=dict(found["outside"]), **parts)
    except (ValueError, TypeError, LookupError):
        raise RefusedError(*DAMAGED) from None
    if not 0 < header.cost.memory <= MOST_MEMORY or len(header.inbox) != _PUBLIC:
        raise RefusedError(*DAMAGED)
    return header


def _plain(value: object) -> object:
    return base64.b64encode(value).decode() if isinstance(value, bytes) else value


def _bound(header: Header) -> bytes:
    """What must not be changed beside the sealed data key: all of the header but what lies outside."""
    return header_text(header._replace(wrapped=b"", outside={})).encode()


def _passphrase_key(passphrase: str, header: Header) -> bytes:
    # The same words typed on another keyboard may be composed in another way, or end in a space: NFKC makes them one.
    secret = unicodedata.normalize("NFKC", passphrase).strip().encode("utf-8", "surrogatepass")
    memory, passes, lanes = header.cost
    return Argon2id(salt=header.salt, length=32, iterations=passes, lanes=lanes, memory_cost=memory).derive(secret)


def _derived(data_key: bytes, epoch: bytes, use: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt=epoch, info=b"steadyback lock 1 " + use).derive(data_key)


def _box_key(shared: bytes, sender: bytes, inbox: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt=sender + inbox, info=b"steadyback box 1").derive(shared)


def _filled(text: str) -> bytes:
    """JSON text with spaces after it, which JSON does not mind, up to a whole number of blocks."""
    data = text.encode()
    return data.ljust(-(-len(data) // BLOCK) * BLOCK)
