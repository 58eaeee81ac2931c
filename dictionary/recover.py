#!/usr/bin/env python3
"""Recovers the sources of mecab-ko-dic from the form that MeCab compiled them into.

usage: recover.py DICTIONARY [OUTPUT]

DICTIONARY is the wheel python_mecab_ko_dic-2.1.1.post2-py3-none-any.whl or the folder that holds its sys.dic, unk.dic,
matrix.bin and char.bin. OUTPUT is the folder to write to (sources/ beside this script unless given):

    lexicon.csv.xz   every entry: surface, left context id, right context id, cost, and the eight detail fields
    matrix.bin.xz    the connection costs, as MeCab has them
    unk.def          the entries for unknown words, one for a character category
    char.def         the character categories and the code points in them

All numbers in MeCab's files are little-endian. Needs the standard library alone.
"""

import argparse
import csv
import io
import lzma
import struct
import sys
import zipfile
from array import array
from itertools import groupby
from pathlib import Path

# A compiled lexicon starts with ten 32-bit numbers and the name of its charset in 32 bytes.
LEXICON_HEADER = struct.Struct("<10I32s")
# The first of the numbers is the file's size combined with this one.
LEXICON_MAGIC = 0xEF718F77
LEXICON_VERSION = 102
# Left context id, right context id, part-of-speech id, cost, offset of the features, unused.
TOKEN = struct.Struct("<HHHhII")

# char.bin describes the Basic Multilingual Plane except its last code point.
CODE_POINTS = 0xFFFF
CATEGORY_NAME = struct.Struct("32s")


class FormatError(Exception):
    """A file is not what MeCab would have written."""


def check(condition, message):
    if not condition:
        raise FormatError(message)


def c_string(data, start=0):
    """The bytes from `start` up to the next zero byte, as text."""
    end = data.find(b"\0", start)
    return data[start : end if end >= 0 else len(data)].decode("utf-8")


def read_files(source, names):
    """The contents of the files `names` in a wheel or a folder, by name."""
    if source.is_dir():
        return {name: (source / name).read_bytes() for name in names}
    with zipfile.ZipFile(source) as wheel:
        members = {Path(member).name: member for member in wheel.namelist()}
        return {name: wheel.read(members[name]) for name in names}


def numbers(typecode, data):
    """The little-endian numbers that `data` consists of."""
    result = array(typecode)
    result.frombytes(data)
    if sys.byteorder == "big":
        result.byteswap()
    return result


def trie_keys(units):
    """The pairs (key, value) for each key of a Darts double array, sorted by key.

    Unit p consists of base[p] and check[p]. A state is known by its base b, which no other state shares. Its child for
    byte c is the unit p = b + c + 1, marked with check[p] = b; the end of a key is the unit p = b itself, whose base
    is -value - 1. So each unit names its parent, and keys are found from their ends upwards, without a search.
    """
    base, parent = units[0::2], units[1::2]
    unit_of_state = {}
    ends = []
    for unit, state in enumerate(parent):
        if state == unit and base[unit] < 0:
            ends.append((state, -base[unit] - 1))
        elif state:
            unit_of_state[base[unit]] = unit
    prefixes = {base[0]: b""}
    keys = []
    for state, value in ends:
        path = []
        while state not in prefixes:
            path.append(state)
            state = parent[unit_of_state[state]]
        for child in reversed(path):
            byte = unit_of_state[child] - state - 1
            prefixes[child] = prefixes[state] + bytes((byte,))
            state = child
        keys.append((prefixes[state], value))
    keys.sort()
    return keys


def read_lexicon(data, name):
    """The entries of sys.dic or unk.dic and the two sizes of the connection matrix.

    Returns ([(surface, [row, ...]), ...], (right contexts, left contexts)), sorted by the surfaces' bytes, the rows of
    a surface in MeCab's order, each row a list of text fields.
    """
    check(len(data) >= LEXICON_HEADER.size, f"{name}: too short")
    (magic, version, _, size, rights, lefts, trie_size, token_size, feature_size, _, charset) = (
        LEXICON_HEADER.unpack_from(data)
    )
    check(magic ^ LEXICON_MAGIC == len(data), f"{name}: not a whole compiled lexicon")
    check(version == LEXICON_VERSION, f"{name}: version {version}, not {LEXICON_VERSION}")
    charset = c_string(charset)
    check(charset.replace("-", "").upper() == "UTF8", f"{name}: charset {charset}, not UTF-8")
    trie_end = LEXICON_HEADER.size + trie_size
    token_end = trie_end + token_size
    check(token_end + feature_size == len(data), f"{name}: its parts do not fill the file")

    tokens = list(TOKEN.iter_unpack(data[trie_end:token_end]))
    check(len(tokens) == size, f"{name}: {len(tokens)} entries, not {size}")
    features = {}

    def row(surface, token):
        left, right, _, cost, offset, _ = token
        if offset not in features:
            features[offset] = next(csv.reader([c_string(data, token_end + offset)]))
        return [surface, left, right, cost, *features[offset]]

    entries = []
    for key, value in trie_keys(numbers("i", data[LEXICON_HEADER.size : trie_end])):
        # A value tells the first of the surface's tokens and, in its lowest byte, how many there are.
        first, count = value >> 8, value & 0xFF
        surface = key.decode("utf-8")
        entries.append((surface, [row(surface, token) for token in tokens[first : first + count]]))
    found = sum(len(rows) for _, rows in entries)
    check(found == size, f"{name}: {found} of {size} entries are reachable")
    return entries, (rights, lefts)


def csv_text(rows):
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


def lexicon_csv(entries):
    """The lexicon as CSV text, the entries of a surface in reverse order.

    Where two readings of a text cost the same, MeCab decides for the entry that comes first and lindera for the one
    that comes last. Reversing the entries of each surface makes lindera decide as MeCab does.
    """
    return csv_text(row for _, rows in entries for row in reversed(rows))


def unknown_def(entries):
    return csv_text(row for _, rows in entries for row in rows)


def check_matrix(data, sizes):
    """The matrix needs no change: the crate's build script expands it."""
    check(struct.unpack_from("<HH", data) == sizes, "matrix.bin: its sizes are not those of sys.dic")
    check(len(data) == 4 + 2 * sizes[0] * sizes[1], "matrix.bin: its size in bytes does not fit its sizes")


def character_def(data):
    """The text of char.def: a line for each category, then a line for each run of code points in the same categories.

    char.bin holds the number of categories, their names, and a number for each code point: the set of its categories
    (18 bits), the first of them (8), and the properties of the first: most characters of an unknown word (4), whether
    to group a run of characters (1), whether to try unknown words beside known ones (1).
    """
    (count,) = struct.unpack_from("<I", data)
    table_start = 4 + count * CATEGORY_NAME.size
    check(len(data) == table_start + 4 * CODE_POINTS, "char.bin: its size does not fit its number of categories")
    names = [c_string(name) for (name,) in CATEGORY_NAME.iter_unpack(data[4:table_start])]
    table = numbers("I", data[table_start:])

    def first_category(info):
        return info >> 18 & 0xFF

    # The properties of a category that is first nowhere are not in the file. They have no effect either, so any
    # will do: here those of the smallest unknown words.
    properties = dict.fromkeys(range(count), (0, 0, 1))
    for info in set(table):
        properties[first_category(info)] = (info >> 31, info >> 30 & 1, info >> 26 & 0xF)

    lines = [" ".join((name, *map(str, properties[category]))) for category, name in enumerate(names)]
    start = 0
    for info, run in groupby(table):
        end = start + sum(1 for _ in run)
        first = first_category(info)
        others = [category for category in range(count) if info >> category & 1 and category != first]
        categories = [names[category] for category in (first, *others)]
        # Code points that no line mentions are in the category DEFAULT.
        if categories != ["DEFAULT"]:
            points = f"0x{start:04X}" if end == start + 1 else f"0x{start:04X}..0x{end - 1:04X}"
            lines.append(" ".join((points, *categories)))
        start = end
    return "\n".join(lines) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("dictionary", type=Path, help="the wheel, or the folder with its sys.dic")
    parser.add_argument("output", type=Path, nargs="?", default=Path(__file__).resolve().parent / "sources")
    arguments = parser.parse_args()
    try:
        files = read_files(arguments.dictionary, ["sys.dic", "unk.dic", "matrix.bin", "char.bin"])
        entries, sizes = read_lexicon(files["sys.dic"], "sys.dic")
        unknown, _ = read_lexicon(files["unk.dic"], "unk.dic")
        check_matrix(files["matrix.bin"], sizes)
        outputs = {
            "lexicon.csv.xz": lexicon_csv(entries).encode(),
            "matrix.bin.xz": files["matrix.bin"],
            "unk.def": unknown_def(unknown).encode(),
            "char.def": character_def(files["char.bin"]).encode(),
        }
        arguments.output.mkdir(parents=True, exist_ok=True)
        for name, content in outputs.items():
            if name.endswith(".xz"):
                content = lzma.compress(content, preset=9 | lzma.PRESET_EXTREME)
            (arguments.output / name).write_bytes(content)
            print(f"{arguments.output / name}: {len(content)} bytes")
    except KeyError as error:
        sys.exit(f"recover.py: {arguments.dictionary}: it has no file {error}")
    except (OSError, FormatError, zipfile.BadZipFile) as error:
        sys.exit(f"recover.py: {arguments.dictionary}: {error}")
    print(f"{len(entries)} surfaces, {sum(len(rows) for _, rows in entries)} entries")


if __name__ == "__main__":
    main()
