"""Reads the event files of runs back with the real TensorBoard package and compares them with
`metrics.csv`, `timing.csv`, `selections.csv`, `evaluations.csv` and `config.json`: tags, steps and
values.

    swift build -c release
    python3 -m venv /tmp/tensorboard
    /tmp/tensorboard/bin/pip install -r Tests/TensorBoard/requirements.txt
    /tmp/tensorboard/bin/python Tests/TensorBoard/check.py [RLRUN]

The runs: an agent of each algorithm, tasks, a fork; runs that are killed, some with their last record
truncated at every byte, and resumed; one that fails; runs whose event file is missing or damaged when they go on.
The exit status is 1 where anything differs.
"""

import bisect
import collections
import csv
import json
import logging
import os
import resource
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import time

import numpy as np
from tensorboard.backend.event_processing import event_accumulator
from tensorboard.backend.event_processing import event_file_loader
from tensorboard.compat.proto import event_pb2
from tensorboard.compat.proto import types_pb2  # noqa: F401
from tensorboard.plugins.hparams import metadata as hparams
from tensorboard.plugins.hparams import plugin_data_pb2  # noqa: F401

NAME = "events.out.tfevents.rlrun"
# What Stable-Baselines3 2.9 calls what an agent measures.
SOFT = {"actorLoss": "train/actor_loss", "criticLoss": "train/critic_loss"}
ROLLOUT = {
    "valueLoss": "train/value_loss", "entropyLoss": "train/entropy_loss",
    "learningRate": "train/learning_rate", "explainedVariance": "train/explained_variance",
    "deviation": "train/std"}
DIAGNOSTICS = {
    "dqn": {"exploration": "rollout/exploration_rate", "q": "train/q_values"},
    "ppo": ROLLOUT | {
        "policyLoss": "train/policy_gradient_loss", "divergence": "train/approx_kl",
        "clipFraction": "train/clip_fraction"},
    "a2c": ROLLOUT | {"policyLoss": "train/policy_loss"},
    "sac": SOFT | {"temperature": "train/ent_coef", "temperatureLoss": "train/ent_coef_loss"},
    "td3": SOFT, "ddpg": SOFT}
failures = []
checks = 0


def check(condition, message):
    global checks
    checks += 1
    if not condition:
        failures.append(message)
        print("  FAILED", message)


def table(path):
    if not os.path.exists(path):
        return []
    with open(path) as file:
        return list(csv.DictReader(file))


def expected_of_agent(run, config):
    """Tags with their (step, float32) pairs, from the CSV files and nothing else."""
    curves = collections.defaultdict(list)
    returns, lengths = [], []
    for row in table(f"{run}/metrics.csv"):
        step = int(row["step"])
        returns.append(float(row["return"]))
        lengths.append(int(row["length"]))
        curves["rollout/return"].append((step, returns[-1]))
        curves["rollout/length"].append((step, lengths[-1]))
        curves["rollout/ep_rew_mean"].append((step, np.mean(returns[-100:])))
        curves["rollout/ep_len_mean"].append((step, np.mean(lengths[-100:])))
    first = config.get("ancestors", [{"untilStep": 0}])[-1]["untilStep"]
    for row in table(f"{run}/timing.csv"):
        step, seconds = int(row["step"]), float(row["seconds"])
        if seconds > 0:
            curves["time/time_elapsed"].append((step, seconds))
            curves["time/fps"].append((step, (step - first) / seconds))
    for row in table(f"{run}/selections.csv"):
        curves["selection/mean_reward"].append((int(row["step"]), float(row["mean"])))
    for row in table(f"{run}/evaluations.csv"):
        curves["eval/mean_reward"].append((int(row["step"]), float(row["mean"])))
    return curves


def check_diagnostics(run, agent, found):
    """What an agent tells of itself has a point where it changes at the least, so that the latest
    point before each row of `metrics.csv` has that row's value. Gives the tags, and their points."""
    known = ["episode", "step", "return", "length", "terminated", "hash"]
    rows = table(f"{run}/metrics.csv")
    steps = [int(row["step"]) for row in rows]
    tags = {}
    for name in rows[0] if rows else []:
        if name in known:
            continue
        tag = DIAGNOSTICS.get(agent, {}).get(name, f"train/{name}")
        events = found.get(tag, [])
        at = [event.step for event in events]
        check(at == sorted(set(at)) and set(at) <= set(steps), f"{run}: steps of {tag}")
        wrong = []
        for step, row in zip(steps, rows):
            latest = bisect.bisect_right(at, step) - 1
            # What has not been measured yet is in neither.
            if latest < 0 or not row[name]:
                right = latest < 0 and not row[name]
            else:
                right = same(events[latest].value, float(row[name]))
            if not right:
                wrong.append(step)
        check(not wrong, f"{run}: values of {tag} at {wrong[:3]}")
        if events:
            tags[tag] = len(events)
    return tags


def expected_of_task(run):
    curves = collections.defaultdict(list)
    per_epoch = None
    for row in table(f"{run}/metrics.csv"):
        epoch = int(row["epoch"])
        if epoch:
            per_epoch = int(row["update"]) / epoch
        for name, value in row.items():
            if name.startswith("training.") and value:
                curves["train/" + name[9:]].append((epoch, float(value)))
            if name.startswith("evaluation."):
                curves["eval/" + name[11:]].append((epoch, float(value)))
    last = 0
    for row in table(f"{run}/timing.csv"):
        epoch, seconds, update = int(row["epoch"]), float(row["seconds"]), int(row["update"])
        if seconds > 0 and epoch > last:
            last = epoch
            curves["time/time_elapsed"].append((epoch, seconds))
            curves["time/updates_per_second"].append((epoch, update / seconds))
            curves["time/epoch_seconds"].append((epoch, seconds * per_epoch / update))
    return curves


def read(run):
    """The scalars that TensorBoard finds, all of them, and the accumulator."""
    accumulator = event_accumulator.EventAccumulator(
        run, size_guidance={name: 0 for name in event_accumulator.DEFAULT_SIZE_GUIDANCE},
        purge_orphaned_data=True)
    accumulator.Reload()
    tags = accumulator.Tags()["scalars"]
    return {tag: accumulator.Scalars(tag) for tag in tags}, accumulator


def same(found, expected):
    one, other = np.float32(found), np.float32(expected)
    return one == other or (np.isnan(one) and np.isnan(other))


def compare(run, results=True):
    """The event file of a run holds what the CSV files hold, no more and no less."""
    config = json.load(open(f"{run}/config.json"))
    expected = expected_of_task(run) if "task" in config else expected_of_agent(run, config)
    found, accumulator = read(run)
    diagnostics = {} if "task" in config else check_diagnostics(run, config["agent"], found)
    hparam_tags = {tag for tag in found if tag.startswith("hparam/")}
    check(set(found) - hparam_tags - set(diagnostics) == {t for t in expected if expected[t]},
          f"{run}: tags {sorted(set(found) ^ set(expected))}")
    points = sum(diagnostics.values())
    for tag, pairs in expected.items():
        events = found.get(tag, [])
        check([event.step for event in events] == [step for step, _ in pairs],
              f"{run}: steps of {tag}: {len(events)} found, {len(pairs)} expected")
        wrong = [(e, v) for e, (_, v) in zip(events, pairs) if not same(e.value, v)]
        # NumPy adds in another order, so the last bit of a mean may differ.
        if tag in ("rollout/ep_rew_mean", "time/epoch_seconds", "time/updates_per_second"):
            wrong = [(e, v) for e, v in wrong if not np.isclose(e.value, v, rtol=1e-6, atol=0)]
        check(not wrong, f"{run}: values of {tag}: {wrong[:2]}")
        times = [event.wall_time for event in events]
        check(times == sorted(times), f"{run}: times of {tag} go back")
        check(all(time.time() - 3600 < t <= time.time() + 1 for t in times),
              f"{run}: times of {tag}: {times[:1]}")
        points += len(pairs)
    check_hparams(run, config, accumulator, results)
    if results:
        result = json.load(open(f"{run}/result.json"))["evaluation"]
        values = result if "task" in config else {
            "mean_return": result["mean"], "return_std": result["std"]}
        check(hparam_tags == {f"hparam/{name}" for name in values}, f"{run}: {hparam_tags}")
        for name, value in values.items():
            events = found[f"hparam/{name}"]
            check(len(events) == 1 and same(events[0].value, value), f"{run}: hparam/{name}")
    else:
        check(not hparam_tags, f"{run}: {hparam_tags} before the end")
    return points, len(expected) + len(diagnostics)


def check_hparams(run, config, accumulator, is_complete):
    contents = accumulator._plugin_to_tag_to_content["hparams"]
    start = hparams.parse_session_start_info_plugin_data(contents[hparams.SESSION_START_INFO_TAG])
    found = {}
    for key, value in start.hparams.items():
        found[key] = getattr(value, value.WhichOneof("kind"))
    settings = dict(config["hyperparameters"])
    for key, value in config.get("environmentSettings", {}).items():
        settings[f"environment.{key}"] = value
    for key in ("agent", "environment", "task", "preset", "seed"):
        if key in config:
            settings[key] = config[key]
    settings = {k: ",".join(map(str, v)) if isinstance(v, list) else v
                for k, v in settings.items()}
    check(found == settings, f"{run}: settings {set(found.items()) ^ set(settings.items())}")
    check((hparams.SESSION_END_INFO_TAG in contents) == is_complete, f"{run}: session's end")
    if is_complete:
        end = hparams.parse_session_end_info_plugin_data(contents[hparams.SESSION_END_INFO_TAG])
        check(end.status == 1 and end.end_time_secs >= start.start_time_secs, f"{run}: {end}")


def check_modern_loader(run):
    """The loader that converts old forms finds every record, and only plugins that exist."""
    plugins = collections.Counter()
    for event in event_file_loader.EventFileLoader(f"{run}/{NAME}").Load():
        for value in event.summary.value:
            plugins[value.metadata.plugin_data.plugin_name] += 1
    check(set(plugins) == {"scalars", "hparams"}, f"{run}: plugins {plugins}")
    first = next(iter(event_file_loader.RawEventFileLoader(f"{run}/{NAME}").Load()))
    check(event_pb2.Event.FromString(first).file_version == "brain.Event:2", f"{run}: version")


def records(path):
    data = open(path, "rb").read()
    ends, position = [], 0
    while position + 12 <= len(data):
        (size,) = struct.unpack_from("<Q", data, position)
        if position + 16 + size > len(data):
            break
        position += 16 + size
        ends.append(position)
    return data, ends


def tool(arguments, status=0):
    outcome = subprocess.run([RLRUN, *arguments.split()], capture_output=True, text=True)
    check(outcome.returncode == status, f"rlrun {arguments}: {outcome.stderr}")


def kill(arguments, run, checkpoints=1):
    """Starts a run and kills it (SIGKILL) once it has so many checkpoints and something after them."""
    process = subprocess.Popen([RLRUN, *arguments.split()],
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    folder = f"{run}/checkpoints"
    end = time.time() + 120
    while time.time() < end and process.poll() is None:
        names = os.listdir(folder) if os.path.isdir(folder) else []
        if sum(name.endswith(".safetensors") for name in names) >= checkpoints:
            break
        time.sleep(0.002)
    time.sleep(0.1)
    process.send_signal(signal.SIGKILL)
    process.wait()
    check(not os.path.exists(f"{run}/receipt.json"), f"{run}: it ended before it was killed")


def complete(name, arguments):
    tool(f"{arguments} --quiet --run-dir {name}")
    check_modern_loader(name)
    points, tags = compare(name)
    print(f"{name}: {points} points under {tags} tags, {os.path.getsize(f'{name}/{NAME}')} bytes; "
          f"metrics.csv {os.path.getsize(f'{name}/metrics.csv')} bytes")


def killed_and_resumed(name, arguments):
    kill(f"{arguments} --quiet --run-dir {name}", name)
    path = f"{name}/{NAME}"
    data, ends = records(path)
    # What a killed run leaves opens, also where its last record is there in part.
    whole, _ = read(name)
    start = ends[-2]
    fragment = tempfile.mkdtemp()
    longer = sum(len(events) for events in whole.values())
    for length in range(start, ends[-1] + 1):
        with open(f"{fragment}/{NAME}", "wb") as file:
            file.write(data[:length])
        found, _ = read(fragment)
        count = sum(len(events) for events in found.values())
        check(count == longer if length == ends[-1] else 0 < count < longer,
              f"{name}: cut at byte {length - start} of its last record")
    print(f"{name}: killed; opened with the last record cut at each of {ends[-1] - start} bytes")

    # It goes on from each of them, and from worse.
    step = len(ends) // 2
    spoilt = bytearray(data)
    spoilt[ends[step] + 30] ^= 1
    cases = {
        "as it was left": data,
        "no file": None,
        "an empty file": b"",
        "another file": b"not an event file",
        "a wrong byte in the middle": bytes(spoilt),
        "a wrong byte in the first record": bytes([data[0] ^ 1]) + data[1:],
        "a record missing": data[: ends[step - 1]] + data[ends[step]:],
        "a record doubled": data[: ends[step]] + data[ends[step - 1]:],
        "half of it": data[: len(data) // 2],
        "zeros at its end": data + bytes(5000),
    }
    for length in range(start, ends[-1], max(1, (ends[-1] - start) // 6)):
        cases[f"the last record cut at byte {length - start}"] = data[:length]
    for case, content in cases.items():
        copy = f"{name}-resumed"
        shutil.copytree(name, copy)
        if content is None:
            os.remove(f"{copy}/{NAME}")
        else:
            with open(f"{copy}/{NAME}", "wb") as file:
                file.write(content)
        tool(f"resume {copy} --quiet")
        points, _ = compare(copy)
        kept = os.path.commonprefix([data, open(f"{copy}/{NAME}", "rb").read()])
        print(f"{copy}, {case}: {points} points, the first {len(kept)} bytes are those of before")
        check_modern_loader(copy)
        shutil.rmtree(copy)


def failed_and_resumed(name, arguments):
    """A run that may write no file larger than 200 kB, which its checkpoints soon are."""
    def limit():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (200 * 1024, 200 * 1024))

    outcome = subprocess.run([RLRUN, *f"{arguments} --quiet --run-dir {name}".split()],
                             preexec_fn=limit, capture_output=True)
    check(outcome.returncode == 1, f"{name}: it did not fail")
    _, accumulator = read(name)
    contents = accumulator._plugin_to_tag_to_content["hparams"]
    end = hparams.parse_session_end_info_plugin_data(contents[hparams.SESSION_END_INFO_TAG])
    check(end.status == 2, f"{name}: {end}")
    tool(f"resume {name} --quiet")
    points, _ = compare(name)
    print(f"{name}: failed, which TensorBoard reads, and resumed: {points} points")


def interrupted_and_resumed(name, arguments):
    process = subprocess.Popen([RLRUN, *f"{arguments} --quiet --run-dir {name}".split()],
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    for _ in range(3):
        time.sleep(0.4)
        process.send_signal(signal.SIGINT)
        check(process.wait() == 130, f"{name}: it ended before it was interrupted")
        compare(name, results=False)
        process = subprocess.Popen([RLRUN, "resume", name, "--quiet"],
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    check(process.wait() == 0, f"{name}: it did not go on")
    points, _ = compare(name)
    print(f"{name}: interrupted three times and resumed: {points} points")


def main():
    global RLRUN
    built = os.path.join(os.path.dirname(__file__), "../../.build/release/rlrun")
    RLRUN = os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else built)
    logging.getLogger("tensorboard").setLevel(logging.CRITICAL)
    folder = tempfile.mkdtemp()
    os.chdir(folder)
    try:
        complete("dqn", "cartpole with dqn --steps 8000 --evaluate-every 1500 --seed 3")
        complete("ppo", "cartpole with ppo --steps 8000 --seed 3")
        complete("ppo-continuous", "pendulum with ppo --steps 8000 --evaluation-episodes 3")
        complete("a2c", "acrobot with a2c --steps 8000 --evaluation-episodes 3")
        for agent in ("sac", "td3", "ddpg"):
            complete(agent, f"pendulum with {agent} --steps 1500 --evaluation-episodes 3")
        complete("reinforce", "gridworld with reinforce --steps 20000 --seed 3")
        complete("task", "gates --epochs 300 --set evaluateEvery=7")
        complete("iris", "iris --epochs 20")
        tool("fork dqn@4000 --set learningRate=1e-4 --quiet --run-dir fork")
        print("fork: %d points under %d tags" % compare("fork"))
        killed_and_resumed(
            "killed-dqn", "cartpole with dqn --steps 30000 --checkpoint-every 2000"
            " --evaluate-every 1500 --set stopReturn=none")
        killed_and_resumed(
            "killed-reinforce", "cartpole with reinforce --steps 400000 --checkpoint-every 20000"
            " --set stopReturn=none")
        killed_and_resumed(
            "killed-task", "gates --epochs 60000 --checkpoint-every 5000 --set evaluateEvery=9")
        failed_and_resumed(
            "failed", "cartpole with dqn --steps 8000 --checkpoint-every 1000 --set hidden=64,64"
            " stopReturn=none")
        interrupted_and_resumed(
            "interrupted", "cartpole with dqn --steps 60000 --set stopReturn=none")
        interrupted_and_resumed("interrupted-task", "gates --epochs 150000 --set evaluateEvery=20")
    finally:
        os.chdir("/")
        shutil.rmtree(folder)
    print(f"{checks} checks, {len(failures)} failed")
    sys.exit(1 if failures else 0)


main()
