"""Archives from strangers: bounded when unpacked, never written to disk."""

import io
import zipfile
import zlib

from rushes.errors import BadSource

MAX_MEMBER_BYTES = 20 * 1024 * 1024
MAX_MEMBERS = 10_000


class BookArchive:
    """A zip archive of a book, read member by member. `what` names it in errors."""

    def __init__(self, data: bytes, what: str) -> None:
        self._what = what
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, NotImplementedError, ValueError) as trouble:
            raise self._damaged() from trouble
        if len(self._zip.namelist()) > MAX_MEMBERS:
            raise BadSource(f"The {what} file holds more than {MAX_MEMBERS} parts.", "Save the story as plain text.")
        self._left = 3 * MAX_MEMBER_BYTES

    def names(self) -> set[str]:
        """What the archive holds."""
        return set(self._zip.namelist())

    def read(self, name: str) -> bytes:
        """A member's bytes. Raises BadSource for one that is missing, encrypted, damaged or too big."""
        limit = min(MAX_MEMBER_BYTES, self._left)
        try:
            with self._zip.open(name) as member:
                data = member.read(limit + 1)
        except KeyError:
            raise self._damaged() from None
        except RuntimeError as trouble:  # zipfile's word for a password
            raise BadSource(f"The {self._what} file is encrypted.", "Save it without a password.") from trouble
        except (zipfile.BadZipFile, NotImplementedError, OSError, EOFError, zlib.error) as trouble:
            raise self._damaged() from trouble
        if len(data) > limit:
            raise BadSource(
                f"A part of the {self._what} file unpacks to more than {limit // (1024 * 1024)} MB.",
                "Save the story as plain text.",
            )
        self._left -= len(data)
        return data

    def _damaged(self) -> BadSource:
        return BadSource(f"The {self._what} file is damaged or incomplete.", f"Save it again as {self._what}.")
