"""Writes the reference numbers beside this script: `python3 make_fixtures.py`.

PyTorch in float64, and mpmath with 50 digits, compute every expected value. README.md describes
the files. fixture_support.py pins the versions; another version stops the script.
"""

from confident_losses import make_confident_losses
from convolutions import make_convolutions
from dropout import make_dropout
from losses import make_losses
from modules import make_modules
from normalization import make_batch_norm, make_layer_norm
from operations import make_large_products, make_large_reductions, make_operations
from optimizers import make_optimizers
from special import make_special
from training import make_training

make_operations()
make_large_reductions()
make_large_products()
make_losses()
make_confident_losses()
make_optimizers()
make_modules()
make_batch_norm()
make_layer_norm()
make_dropout()
make_training()
make_special()
make_convolutions()
