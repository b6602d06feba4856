"""Makes the zip files in Archives, and archives.json: what Python's zipfile reads in them.

    python3 Tests/DatasetFilesTests/Fixtures/archives.py

Names that zipfile does not write, of bytes in other encodings and of hostile paths, are put in by hand.
"""

import io
import json
import stat
import struct
import zipfile
import zlib
from pathlib import Path
from unittest import mock

FOLDER = Path(__file__).resolve().parent / "Archives"
UTF8_FLAG = 0x800


class Raw(zipfile.ZipInfo):
    """An entry whose name is bytes, which are written as they are."""

    def __init__(self, name, flags=0, **options):
        super().__init__(name.decode("latin-1"), (2026, 1, 1, 0, 0, 0))
        self.raw, self.flags = name, flags
        self.external_attr = 0o600 << 16
        for key, value in options.items():
            setattr(self, key, value)

    def _encodeFilenameFlags(self):
        return self.raw, self.flag_bits & ~UTF8_FLAG | self.flags


def png(gray):
    """One pixel."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    pixels = zlib.compress(bytes([0, gray]), 9)
    start = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header)
    return start + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def write(name, entries, target=None):
    """Entries are names, as text or bytes or Raw, and contents."""
    file = target or io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for entry, contents in entries:
            if isinstance(entry, bytes):
                entry = Raw(entry)
            elif isinstance(entry, str):
                info = zipfile.ZipInfo(entry, (2026, 1, 1, 0, 0, 0))
                info.external_attr = 0o600 << 16
                entry = info
            archive.writestr(entry, contents)
    data = file.getvalue()
    (FOLDER / f"{name}.zip").write_bytes(data)
    return data


def pictures(*names):
    """A picture of its own gray for each name."""
    return [(name, png(10 * number)) for number, name in enumerate(names)]


def unicode_path(raw, name, checksum=None):
    """Info-ZIP's field 0x7075."""
    data = b"\x01" + struct.pack("<I", zlib.crc32(raw) if checksum is None else checksum) + name.encode()
    return struct.pack("<HH", 0x7075, len(data)) + data


class Stream(io.RawIOBase):
    """A file that cannot seek: sizes follow the contents then."""

    def __init__(self):
        self.data = bytearray()

    def writable(self):
        return True

    def write(self, data):
        self.data += data
        return len(data)

    def getvalue(self):
        return bytes(self.data)


def names():
    write("utf8", pictures("Ж/a.png", "Ж/b.png", "café/a.png", "café/b.png", "日本/a.png", "日本/b.png"))
    write("one-utf8", pictures("a/1.png", "a/ü.png"))
    # The flag is not set, but the bytes are UTF-8, as some programs write them.
    write("utf8-unflagged", pictures("日本/1.png".encode(), b"a/1.png"))
    write("cp437", pictures(b"\x8e\x8ehre/1.png", b"\x99\x99hre/1.png"))
    write("cp437-all", [(bytes(range(128, 256)), b"")])
    write("twins", pictures("e\u0301/1.png", "e\u0301/2.png", "\u00e9/1.png", "\u00e9/2.png"))
    raw = b"caf\x82/1.png"
    right = Raw(raw, extra=unicode_path(raw, "кафе/1.png"))
    renamed = Raw(b"caf\x82/2.png", extra=unicode_path(raw, "кафе/2.png"))
    write("unicode-path", [(right, png(0)), (renamed, png(10))])


def kinds():
    noise = bytes(33 + number * number % 90 for number in range(300)) * 2
    methods = [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]
    entries = [(Raw(f"method-{method}".encode(), compress_type=method), noise) for method in methods]
    write("methods", entries + [("empty", b"")])
    write("streamed", [(Raw(b"a", compress_type=zipfile.ZIP_DEFLATED), noise), (b"b", b"stored")], Stream())
    with mock.patch.object(zipfile, "ZIP_FILECOUNT_LIMIT", 1), mock.patch.object(
        zipfile, "ZIP64_LIMIT", 100
    ):
        write("zip64", [("a", noise), ("b", b"short"), ("c", noise)])
    small = write("plain", [("a", b"1"), ("b/c", b"2")])
    (FOLDER / "prefixed.zip").write_bytes(b"#!/bin/sh\nexit 0\n" + small)
    comment = b"looks like an end: PK\x05\x06" + bytes(30)
    end = small[:-2] + struct.pack("<H", len(comment)) + comment
    (FOLDER / "commented.zip").write_bytes(end)


def hostile():
    good = pictures("a/0.png", "a/1.png", "b/0.png", "b/1.png")
    link = Raw(b"a/link.png", external_attr=(stat.S_IFLNK | 0o777) << 16)
    write("symlink", good + [(link, b"1.png")])
    write("dotdot", good[:2] + [("a/../../evil.png", png(1))] + good[2:])
    write("absolute", [("/etc/evil.png", png(1))] + good)
    write("duplicate", good + [("a/0.png", png(200))])
    write("dot", [("./" + name, data) for name, data in good])
    data = write("encrypted", good)
    (FOLDER / "encrypted.zip").write_bytes(flagged(data, b"a/0.png", 1))
    data = write("damaged", [(name, data + bytes(100)) for name, data in good])
    place = data.index(png(10)) + 20
    (FOLDER / "damaged.zip").write_bytes(data[:place] + b"damage" + data[place + 6 :])


def flagged(data, name, flag):
    """The same archive with a flag set in the header and the directory's record of one entry."""
    data = bytearray(data)
    for signature, flags, size in [(b"PK\x03\x04", 6, 30), (b"PK\x01\x02", 8, 46)]:
        place = next(
            place
            for place in range(len(data))
            if data[place : place + 4] == signature and data[place + size :].startswith(name)
        )
        data[place + flags] |= flag
    return bytes(data)


def judge(name):
    """What zipfile reads: names and contents, the latter as Latin-1."""
    with zipfile.ZipFile(FOLDER / f"{name}.zip") as archive:
        return [
            {"name": info.filename, "contents": archive.read(info).decode("latin-1")}
            for info in archive.infolist()
        ]


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    names()
    kinds()
    hostile()
    judged = ["utf8", "one-utf8", "cp437", "cp437-all", "twins", "methods", "streamed", "zip64"]
    judged += ["plain", "prefixed"]
    text = json.dumps({name: judge(name) for name in judged}, indent=1)
    (FOLDER / "archives.json").write_text(text + "\n")
