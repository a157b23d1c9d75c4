"""Writes dqn.json and reinforce.json beside this script: `python3 make_fixtures.py`.

Whole small training runs by PyTorch in float64, from NumPy's random streams. fixture_support.py
pins the versions; another version stops the script.
"""

import json
from pathlib import Path

from dqn import make_dqn
from reinforce import make_reinforce

for name, cases in (("dqn", make_dqn()), ("reinforce", make_reinforce())):
    path = Path(__file__).with_name(f"{name}.json")
    path.write_text("[\n" + ",\n".join(json.dumps(case) for case in cases) + "\n]\n")
