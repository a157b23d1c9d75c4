"""Writes the two datasets that are part of the product as Swift files, from scikit-learn's own.

Usage: python make_embedded.py   (scikit-learn==1.9.1; Python's gzip)
"""

import base64
import gzip
import hashlib
import pathlib
import textwrap

import sklearn
import sklearn.datasets

VERSION = "1.9.1"
assert sklearn.__version__ == VERSION, sklearn.__version__
SOURCE = pathlib.Path(sklearn.datasets.__file__).parent / "data"
TARGET = pathlib.Path(__file__).parents[3] / "Sources/RLSupervised/Data/Embedded"


def write(name, title, content):
    packed = gzip.compress(content, 9, mtime=0)
    text = "\n".join(textwrap.wrap(base64.b64encode(packed).decode(), 94))
    indented = textwrap.indent(text, "    ")
    (TARGET / f"EmbeddedData+{name}.swift").write_text(
        f'''// Made by Tests/RLSupervisedTests/Fixtures/make_embedded.py from scikit-learn {VERSION}.

extension EmbeddedData {{
  /// {title}
  package static let {name.lower()} = EmbeddedData(
    name: "{name.lower()}.csv",
    sha256: "{hashlib.sha256(content).hexdigest()}",
    base64: """
{indented}
    """)
}}
'''
    )


TARGET.mkdir(exist_ok=True)
write(
    "Iris",
    "R. A. Fisher's irises (1936), from the UCI repository (CC BY 4.0).",
    (SOURCE / "iris.csv").read_bytes(),
)
write(
    "Digits",
    "E. Alpaydin and C. Kaynak's digits of 8×8 pixels (1998), from the UCI repository (CC BY 4.0).",
    gzip.decompress((SOURCE / "digits.csv.gz").read_bytes()),
)
