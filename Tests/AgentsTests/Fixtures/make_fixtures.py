"""Writes dqn.json, reinforce.json, ppo.json, sac.json and td3.json beside this script:
`python3 make_fixtures.py`.

Whole small training runs of DQN and REINFORCE, and updates of PPO, A2C, SAC, TD3 and DDPG on given
numbers, by PyTorch in float64, from NumPy's random streams. fixture_support.py pins the versions;
another version stops the script.
"""

import json
from pathlib import Path

from dqn import make_dqn
from ppo import make_ppo
from reinforce import make_reinforce
from sac import make_sac
from td3 import make_td3

for name, cases in (
        ("dqn", make_dqn()), ("reinforce", make_reinforce()), ("ppo", make_ppo()),
        ("sac", make_sac()), ("td3", make_td3())):
    path = Path(__file__).with_name(f"{name}.json")
    path.write_text("[\n" + ",\n".join(json.dumps(case) for case in cases) + "\n]\n")
