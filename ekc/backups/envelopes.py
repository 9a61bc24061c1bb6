"""Sealing a copy with age: written with a public key, read with the private one that lies elsewhere."""

import io
import zlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import IO, Any

import pyrage

CHUNK = 1 << 20
GZIP = 31
"""zlib's number for a gzip envelope, so that `age -d | gunzip` reads it too."""
SUFFIX = ".gz.age"


class CannotSeal(Exception):
    """The key is not one, or does not open this; the message says which."""


class NotWhole(CannotSeal):
    """What was sealed is not all there, or was changed; or it was sealed for another key."""


def new_key() -> tuple[str, str]:
    """A fresh private key, and the public one that goes with it."""
    key = pyrage.x25519.Identity.generate()
    return str(key), str(key.to_public())


def recipients_of(text: str) -> list[Any]:
    """The public keys in a setting, with commas between them. Raises CannotSeal."""
    try:
        found = [pyrage.x25519.Recipient.from_str(each.strip()) for each in text.split(",") if each.strip()]
    except pyrage.RecipientError as fault:
        raise CannotSeal("EKC_BACKUP_KEY is not a public key of age: it begins with age1.") from fault
    if not found:
        raise CannotSeal("EKC_BACKUP_KEY is not set. Make a key with: manage.py backup --make-key FILE")
    return found


def identities_in(file: Path) -> list[Any]:
    """The private keys in a file of age. Raises CannotSeal."""
    try:
        lines = [line.strip() for line in file.read_text().splitlines() if line.strip() and not line.startswith("#")]
        found = [pyrage.x25519.Identity.from_str(line) for line in lines]
    except OSError as fault:
        raise CannotSeal(f"{file} cannot be read: {fault.strerror}.") from None
    except (pyrage.IdentityError, UnicodeDecodeError) as fault:
        raise CannotSeal(f"{file} holds no private key of age: it begins with AGE-SECRET-KEY-1.") from fault
    if not found:
        raise CannotSeal(f"{file} is empty: a private key of age begins with AGE-SECRET-KEY-1.")
    return found


def refuse_other_identities(sealed_for: Sequence[str], identities: Iterable[Any]) -> None:
    """Raises CannotSeal where none of these private keys belongs to a public key that a copy was sealed for."""
    ours = [str(each.to_public()) for each in identities]
    if sealed_for and not set(ours) & set(sealed_for):
        raise CannotSeal(
            f"This copy was sealed for {', '.join(sealed_for)}, and the private key that you gave belongs to"
            f" {', '.join(ours)}: another key. Give the one that was made with it; nothing was changed."
        )


class _Packed(io.RawIOBase):
    """What a stream holds, compressed while it is read."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream, self._zip, self._rest = stream, zlib.compressobj(1, wbits=GZIP), b""
        self._is_over = False

    def readable(self) -> bool:
        return True

    def readinto(self, into: Any) -> int:
        while not self._rest and not self._is_over:
            if chunk := self._stream.read(CHUNK):
                self._rest = self._zip.compress(chunk)
            else:
                self._rest, self._is_over = self._zip.flush(), True
        taken = self._rest[: len(into)]
        self._rest = self._rest[len(taken) :]
        into[: len(taken)] = taken
        return len(taken)


class _Unpacked(io.RawIOBase):
    """Writes on what it is given, uncompressed."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream, self._zip = stream, zlib.decompressobj(wbits=GZIP)
        self.fault: OSError | None = None

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        try:
            self._stream.write(self._zip.decompress(bytes(data)))
        except OSError as fault:
            # No room left, most often: kept, for the library does not say whose fault it was.
            self.fault = fault
            raise
        return len(data)

    def end(self) -> bool:
        """Write the last of it. Whether all of it was there."""
        self._stream.write(self._zip.flush())
        self._stream.flush()
        return self._zip.eof


def seal(stream: IO[bytes], to: Path, recipients: Iterable[Any]) -> None:
    """Write what a stream holds to a file, compressed and sealed. The file is there whole, or not at all.

    Raises OSError when the stream cannot be read, or there is no room.
    """
    beside = to.with_name(f".{to.name}.part")
    try:
        with beside.open("wb") as sealed:
            # Read by buffers: the library asks for few bytes at a time.
            pyrage.encrypt_io(io.BufferedReader(_Packed(stream), CHUNK), sealed, list(recipients))
            sealed.flush()
        beside.replace(to)
    except pyrage.EncryptError as fault:
        # What could not be read or written comes back as an error of the library's own.
        raise OSError(f"{to.name} could not be sealed: {fault}") from None
    finally:
        # A half one takes the room that the next try needs.
        beside.unlink(missing_ok=True)


def unseal(file: Path, into: IO[bytes], identities: Iterable[Any]) -> None:
    """The reverse of `seal`.

    Raises NotWhole when the key does not fit, or the file was cut off or changed; OSError when it cannot be read, or
    there is no place for what was in it.
    """
    unpacked = _Unpacked(into)
    with file.open("rb") as sealed:
        try:
            buffered = io.BufferedWriter(unpacked, CHUNK)
            pyrage.decrypt_io(sealed, buffered, list(identities))
            # Not done by the library: what is still in the buffer would be dropped without a word.
            buffered.flush()
            is_whole = unpacked.end()
        except (pyrage.DecryptError, zlib.error, ValueError, OSError) as fault:
            if unpacked.fault is not None:
                raise unpacked.fault from None
            said = f"{file.name} does not open: another key, or the file is not whole ({fault})."
            raise NotWhole(said) from None
    if not is_whole:
        raise NotWhole(f"{file.name} does not open: the file is not whole (it ends too early).")
