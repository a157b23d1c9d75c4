"""Opens the pictures that the tests write, with Pillow, and compares what it sees.

Usage: RLNET_PICTURES=FOLDER swift test --filter PictureFilesTests
       pip install -r requirements.txt
       python check.py FOLDER

Beside each picture stands what is to be seen in it: NAME.pixels holds the width and the height, two
bytes each, and red, green, blue and opacity of each pixel of all frames.
"""

import pathlib
import sys

from PIL import Image, ImageChops, ImageSequence, ImageStat

# The durations of the frames in milliseconds, whether they begin again, and how far a channel may
# be from its value at most and on average. Frames that are the same are one.
EXPECTED = {
    "shapes-light.png": ([None], None, 0, 0),
    "shapes-dark.png": ([None], None, 0, 0),
    "opacity.png": ([None], None, 0, 0),
    "surfaces.gif": ([30, 40, 1030], 0, 0, 0),
    # 313 colours, of which 255 have room.
    "movement.gif": ([500, 1500], 0, 4, 0.1),
    "colors.gif": ([100, 110, 120], None, 24, 4),
}

# Pixels of shapes-light.png, computed by hand: white, red, blue of .4 on white, on red.
PIXELS = {
    (0, 0): (255, 255, 255),
    (20, 20): (255, 0, 0),
    (70, 50): (153, 0, 102),
    (100, 70): (153, 153, 255),
}


def expected_frames(path):
    content = path.read_bytes()
    width, height = int.from_bytes(content[:2], "big"), int.from_bytes(content[2:4], "big")
    size = 4 * width * height
    return [
        Image.frombytes("RGBA", (width, height), content[start : start + size])
        for start in range(4, len(content), size)
    ]


def check(folder, name, durations, loop, most, mean):
    frames = []
    for frame in expected_frames(folder / (name + ".pixels")):
        if not frames or frame.tobytes() != frames[-1].tobytes():
            frames.append(frame)
    picture = Image.open(folder / name)
    seen = [
        (frame.info.get("duration"), frame.convert("RGBA"))
        for frame in ImageSequence.Iterator(picture)
    ]
    assert picture.size == frames[0].size, (name, picture.size, frames[0].size)
    assert [duration for duration, _ in seen] == durations, (name, seen)
    assert picture.info.get("loop") == loop, (name, picture.info)
    worst, average = 0, 0.0
    for (_, found), frame in zip(seen, frames, strict=True):
        difference = ImageStat.Stat(ImageChops.difference(found, frame))
        worst = max(worst, *(high for _, high in difference.extrema))
        average = max(average, *difference.mean)
    assert worst <= most and average <= mean, (name, worst, average)
    width, height = picture.size
    print(
        f"{name}: {width}×{height}, {len(seen)} frames of {durations} ms, "
        f"differences at most {worst}, {average:.2f} on average"
    )


folder = pathlib.Path(sys.argv[1])
for name, (durations, loop, most, mean) in EXPECTED.items():
    check(folder, name, durations, loop, most, mean)
shapes = Image.open(folder / "shapes-light.png").convert("RGB")
for place, color in PIXELS.items():
    assert shapes.getpixel(place) == color, (place, shapes.getpixel(place), color)
print(f"shapes-light.png: {len(PIXELS)} pixels as computed by hand")
