"""Writes GlyphOutlines.swift and LICENSE-DejaVu.txt beside this script: `python outlines.py`.

fonttools==4.68.0 and DejaVu Sans 2.37 (Debian's fonts-dejavu-core 2.37-6). Another version of
either stops the script.

The outlines are numbers, each written as base-64 digits of five bits, the lowest first, with 32
added to every digit but the last. A glyph is its code point, its advance, how many outlines it has
and for each outline how many points, then the steps from point to point. A step to the right is
doubled twice, with 2 added if it is negative and 1 if the point lies on the curve; a step up is
doubled, with 1 added if it is negative. Lengths are in 1/1024 em.
"""

import pathlib
import textwrap

import fontTools
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont

FONT = pathlib.Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")
VERSION = "Version 2.37"
HERE = pathlib.Path(__file__).parent
DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
RANGES = [
    (0x20, 0x7E),  # ASCII
    (0xA0, 0xFF),  # the letters and signs of western European languages
    (0x391, 0x3A1),  # Greek capitals,
    (0x3A3, 0x3A9),
    (0x3B1, 0x3C9),  # and small letters
    (0x2074, 0x2079),  # raised digits; Latin-1 has the others
    (0x2080, 0x2089),  # lowered digits
]
SIGNS = "ŒœŠšŸŽžŷᵗ\u2009\u202f–—‖‘’“”„•…′€⁰⁺⁻ⁿ₊₋ₜ←↑→↓−√∂∇∑∞≈≠≤≥■□▲▶▼◀●○✓✗"
CHARACTERS = [chr(code) for first, last in RANGES for code in range(first, last + 1)] + list(SIGNS)


def number(value):
    digits = ""
    while value >= 32:
        digits += DIGITS[value % 32 + 32]
        value //= 32
    return digits + DIGITS[value]


def signed(value):
    return 2 * abs(value) + (value < 0)


def outlines(glyphs, name):
    """The glyph's outlines as lists of (x, y, is on the curve), in 1/1024 em."""
    pen = DecomposingRecordingPen(glyphs)
    glyphs[name].draw(pen)
    result = []
    for command, points in pen.value:
        if command == "moveTo":
            result.append([(points[0], True)])
        elif command == "lineTo":
            result[-1].append((points[0], True))
        elif command == "qCurveTo":
            assert points[-1] is not None
            result[-1] += [(point, False) for point in points[:-1]] + [(points[-1], True)]
        else:
            assert command == "closePath", command
    halved = [[(round(x / 2), round(y / 2), on) for (x, y), on in outline] for outline in result]
    # The pen closes a curve on its first point.
    return [o[:-1] if len(o) > 1 and o[0] == o[-1] else o for o in halved]


def encoded(font, character):
    name = font.getBestCmap()[ord(character)]
    advance = round(font["hmtx"][name][0] / 2)
    shape = outlines(font.getGlyphSet(), name)
    text = number(ord(character)) + number(advance) + number(len(shape))
    x, y = 0, 0
    for outline in shape:
        text += number(len(outline))
        for next_x, next_y, on in outline:
            text += number(2 * signed(next_x - x) + on) + number(signed(next_y - y))
            x, y = next_x, next_y
    return text


assert fontTools.version == "4.68.0", fontTools.version
font = TTFont(FONT)
assert font["name"].getDebugName(5) == VERSION, font["name"].getDebugName(5)
assert font["head"].unitsPerEm == 2048
lines = textwrap.wrap("".join(encoded(font, character) for character in CHARACTERS), 96)
(HERE / "GlyphOutlines.swift").write_text(
    f'''// Made by outlines.py from DejaVu Sans 2.37, whose licence is in LICENSE-DejaVu.txt.

/// The outlines of {len(CHARACTERS)} characters, as outlines.py describes them.
let glyphOutlines = """
{textwrap.indent(chr(10).join(lines), "  ")}
  """
'''
)
licence = font["name"].getDebugName(0) + "\n\n" + font["name"].getDebugName(13)
unified = licence.replace("\r\n", "\n").replace("\r", "\n")
(HERE / "LICENSE-DejaVu.txt").write_text(
    "\n".join(line.rstrip() for line in unified.strip().split("\n")) + "\n"
)
