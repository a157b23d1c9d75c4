"""Records sines, cosines and squares of glibc, which Gymnasium's steps are made of.

    python make_mathematics.py        (Python 3.11 or later; numpy 2.4.6, mpmath 1.3.0)

Needs glibc 2.36 on an x86-64 processor with fused multiply-add: elsewhere the last bits differ.

Numbers are written as their hexadecimal bits. "ranges" has hashes over many numbers drawn with NumPy's
generator, whose seed is the place in the list. "angles", "doubles" and "floats" are written out: those
at which something changes, and drawn ones of which a result is not the correctly rounded one.
"""

import ctypes
import hashlib
import json
import math
import os
import pathlib

import mpmath
import numpy as np

libc, libm = ctypes.CDLL("libc.so.6"), ctypes.CDLL("libm.so.6")
libc.gnu_get_libc_version.restype = ctypes.c_char_p
assert libc.gnu_get_libc_version() == b"2.36", libc.gnu_get_libc_version()
assert " fma " in pathlib.Path("/proc/cpuinfo").read_text()
assert "GLIBC_TUNABLES" not in os.environ
for name, kind in (("sin", ctypes.c_double), ("cos", ctypes.c_double), ("pow", ctypes.c_double),
                   ("powf", ctypes.c_float)):
    function = getattr(libm, name)
    function.restype = kind
    function.argtypes = [kind] * (2 if name.startswith("pow") else 1)

HERE = pathlib.Path(__file__).parent
BOUNDS = [0.126, 0.42, 0.86, 1.6, 2.5, 4, 10, 100, 1e3, 1e5, 1e8]
# Where a multiply-add of Sources/CMathShim/sine.h that is not fused changes a result: two angles for
# each of those that change one within a thousand million.
FUSED = """
    -0x1.3f5db24085636p+2 0x1.c6c70411f520cp+0 -0x1.4fe9136fafabp+7 -0x1.fd85789a2795ep-4
    -0x1.7034762d39647p+16 -0x1.c16e557866a6bp+15 0x1.2b29ff25d829bp+15 0x1.7ee94738db3fcp+0
    0x1.f1c4dc24c58d9p+25 0x1.15be475fdba9ap+3 -0x1.c5de28b8994p-3 0x1.866e78b3c0a6dp+9
    -0x1.96f3a9818095p+0 0x1.0ebd94b9022bp-5 -0x1.907b5459fbcd8p-1 0x1.9e0a62677737ap-1
"""
mpmath.mp.prec = 200
sin, cos = libm.sin, libm.cos


def square(x):
    return libm.pow(x, 2)


def square_of_float(x):
    return libm.powf(x, 2)


def table(numbers, kind, **functions):
    """Numbers and what functions give of them, as bits."""
    columns = {"numbers": numbers}
    columns |= {name: [function(x) for x in numbers] for name, function in functions.items()}
    return {name: np.array(column, f">{kind}").tobytes().hex() for name, column in columns.items()}


def digest(function, numbers, kind):
    column = np.array([function(x) for x in numbers], f"<{kind}")
    return hashlib.sha256(column.tobytes()).hexdigest()


def drawn(seed, bound):
    return np.random.default_rng(seed).uniform(-bound, bound, 5000).tolist()


def singles(numbers):
    return np.array(numbers, np.float32).tolist()


ranges = [
    {
        "bound": bound,
        "sines": digest(sin, drawn(seed, bound), "f8"),
        "cosines": digest(cos, drawn(seed, bound), "f8"),
        "squares": digest(square, drawn(seed, bound), "f8"),
        "floatSquares": digest(square_of_float, singles(drawn(seed, bound)), "f4"),
    }
    for seed, bound in enumerate(BOUNDS)
]

limit = float.fromhex("0x1.921fbp26")
places = [2.0**-27, 2.0**-26, 0.126, float.fromhex("0x1.b6p-1"), float.fromhex("0x1.368fdp1"), limit]
angles = [0.0, -0.0, 5e-324, 2.0**-1022, 1e-30]
angles += [math.nextafter(place, toward) for place in places for toward in (0, limit)] + places[:-1]
angles += [near for quarter in (*range(1, 9), 1000, 10**6, 67_000_000)
           for near in (quarter * (math.pi / 2), math.nextafter(quarter * (math.pi / 2), 0))]
angles += [step / 256 for step in range(1, 220, 7)]
angles += [-angle for angle in angles[5:]]
for seed, bound in enumerate(BOUNDS):
    found = [angle for angle in drawn(100 + seed, bound)
             if sin(angle) != float(mpmath.sin(angle)) or cos(angle) != float(mpmath.cos(angle))]
    angles += found[:12]
angles += map(float.fromhex, FUSED.split())
angles = [angle for angle in angles if abs(angle) < limit]

doubles = [0.0, -0.0, 1.0, -1.0, 3.0, 1e-99, -1e99, 2.0**300, 2.0**-300]
doubles += [math.nextafter(x, toward) for x in (1.0, 0.7, 1.4, 1e-50) for toward in (0, 9)]
floats = [0.0, -0.0, 1.0, -3.0, 2.0**-149, 2.0**-126, 2.0**-75, 1.5 * 2.0**-74, 2.0**-63, 2.0**64]
floats += [2.0**63, -math.inf, float(np.finfo(np.float32).max)]
for seed, bound in enumerate(BOUNDS):
    numbers = drawn(200 + seed, bound)
    doubles += [x for x in numbers if square(x) != x * x][:4]
    numbers = np.array(numbers, np.float32)
    floats += [float(x) for x in numbers if np.float32(square_of_float(x)) != x * x][:4]

text = json.dumps(
    {
        "ranges": ranges,
        "angles": table(angles, "f8", sines=sin, cosines=cos),
        "doubles": table(doubles, "f8", squares=square),
        "floats": table(floats, "f4", squares=square_of_float),
    },
    indent=1,
)
(HERE / "mathematics.json").write_text(text + "\n")
print(len(angles), "angles,", len(doubles), "doubles,", len(floats), "floats")
