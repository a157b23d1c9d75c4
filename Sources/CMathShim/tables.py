"""Writes tables.c: python tables.py > tables.c      (Python 3.11 or later; mpmath 1.3.0)

All numbers are computed but for those at the top, which are glibc's.
"""

import struct

from mpmath import cos, log, mp, mpf, nint, sin

mp.prec = 300

# By how many units in its last place a tail of glibc's table of sines and cosines is not the nearest
# number: (row, column).
TAILS_OF_GLIBC = {
    (2, 1): -1, (10, 1): -1, (23, 1): -39, (26, 3): 1, (27, 1): -1, (33, 1): -1,
    (34, 1): -1, (36, 1): 1, (40, 1): -2, (44, 3): -1, (70, 3): 1, (75, 1): -1,
    (75, 3): 2, (79, 3): 1, (85, 1): -1, (90, 1): -2, (94, 1): 1, (107, 1): 1,
}
# The reciprocals of powf's logarithm that do not belong to the middle of their interval.
RECIPROCALS_OF_POWF = {9: 1.0, 10: float.fromhex("0x1.e608cfd9a47acp-1")}

HEADER = """\
// Written by tables.py.
#include "tables.h"
"""


def double(bits):
    return struct.unpack("<d", struct.pack("<Q", bits))[0]


def single(bits):
    return struct.unpack("<f", struct.pack("<I", bits))[0]


def bits(number):
    return struct.unpack("<Q", struct.pack("<d", number))[0]


def sines(row):
    """Sine and cosine of row / 128, each as the nearest number and the nearest to what it lacks."""
    numbers = []
    for exact in (sin(mpf(row) / 128), cos(mpf(row) / 128)):
        head = float(exact)
        tail = float(exact - head)
        units = TAILS_OF_GLIBC.get((row, len(numbers) + 1), 0)
        numbers += [head, double(bits(tail) + (units if tail > 0 else -units))]
    return numbers


def logarithms(row):
    """1/c to 8 binary digits, c near the middle of an interval; log c to 43 binary places; the rest."""
    low, high = (double(0x3FE6955500000000 + (place << 45)) for place in (row, row + 1))
    places = 128 if low < 1 else 256
    reciprocal = nint(places * 2 / (mpf(low) + high)) / places
    head = nint(-log(reciprocal) * 2**43) / 2**43
    return [float(reciprocal), float(head), float(-log(reciprocal) - head)]


def binary_logarithms(row):
    """1/c, c midway between the first and the last float of an interval; the logarithm to base 2 of c."""
    first, last = single(0x3F330000 + (row << 19)), single(0x3F330000 + (row + 1 << 19) - 1)
    reciprocal = RECIPROCALS_OF_POWF.get(row, float(2 / (mpf(first) + last)))
    return [reciprocal, float(-log(mpf(reciprocal)) / log(2))]


def powers(row):
    """Of 2 to the power row / 128: what the nearest number lacks, as part of it, and the bits of that
    number, less those that `row` adds in the place of the exponent."""
    exact = mpf(2) ** (mpf(row) / 128)
    head = float(exact)
    return [float((exact - head) / head), bits(head) - (row << 45)]


def text(value):
    if isinstance(value, int):
        return f"{value:#x}"
    mantissa, exponent = value.hex().split("p")
    digits = mantissa.rstrip("0").rstrip(".")
    return (digits + "0" if digits.endswith("x") else digits) + "p" + exponent


def write(declaration, rows):
    print(f"\nconst {declaration}[{len(rows)}] = {{")
    for row in rows:
        print("    {" + ", ".join(text(value) for value in row) + "},")
    print("};")


if __name__ == "__main__":
    print(HEADER, end="")
    write("mathshim_sine mathshim_sines", [sines(row) for row in range(110)])
    write("mathshim_logarithm mathshim_logarithms", [logarithms(row) for row in range(128)])
    write("mathshim_power mathshim_powers", [powers(row) for row in range(128)])
    write(
        "mathshim_binary_logarithm mathshim_binary_logarithms",
        [binary_logarithms(row) for row in range(16)],
    )
