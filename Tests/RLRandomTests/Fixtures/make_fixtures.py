"""Makes this folder's JSON fixtures and Sources/RLRandom/ZigguratTables.swift.

Run it from anywhere: python3 make_fixtures.py
64-bit words are hexadecimal strings; doubles are the hexadecimal strings of their bit patterns.
"""

import json
import math
from pathlib import Path

import mpmath
import numpy as np
from numpy.random import PCG64, Generator, SeedSequence
from numpy.random import _generator

assert np.__version__ == "2.4.6", np.__version__
assert mpmath.__version__ == "1.3.0", mpmath.__version__

HERE = Path(__file__).resolve().parent
SOURCES = HERE.parents[2] / "Sources" / "RLRandom"
LARGE = 0x0123456789ABCDEF_FEDCBA9876543210_00000000DEADBEEF_1122334455667788_99AABBCC
SEEDS = [0, 1, 42, 2**32 - 1, 2**32, 2**63, 2**64 - 1, 2**96 + 5, 2**128 - 1, LARGE]


def words(n):
    """The 32-bit words of an integer, lowest first."""
    result = [n & 0xFFFFFFFF]
    while n := n >> 32:
        result.append(n & 0xFFFFFFFF)
    return result


def hexes(values):
    return [f"{int(v):x}" for v in values]


def bits(values):
    return hexes(np.asarray(values, np.float64).reshape(-1).view(np.uint64))


def write(name, value):
    text = json.dumps(value, separators=(",", ":")) + "\n"
    assert len(text) < 300_000, (name, len(text))
    (HERE / f"{name}.json").write_text(text)


# Seed sequences


def seed_sequence_case(sequence):
    key = [w for k in sequence.spawn_key for w in words(k)]
    return {
        "entropy": words(sequence.entropy),
        "spawnKey": key,
        "words32": [int(v) for v in sequence.generate_state(9, np.uint32)],
        "words64": hexes(sequence.generate_state(5, np.uint64)),
    }


def make_seed_sequences():
    roots = [seed_sequence_case(SeedSequence(s)) for s in SEEDS]
    keyed = [
        seed_sequence_case(SeedSequence(s, spawn_key=key))
        for s in SEEDS
        for key in [(0,), (7, 2**32 - 1), (2**32 + 3,), (1, 2, 3, 4, 5)]
    ]
    trees = []
    for seed in SEEDS:
        root = SeedSequence(seed)
        first = root.spawn(3)
        grandchildren = first[1].spawn(2)
        second = root.spawn(2)
        nodes = first + grandchildren + second
        trees.append({"entropy": words(seed), "nodes": [seed_sequence_case(n) for n in nodes]})
    write("seed_sequence", {"roots": roots, "keyed": keyed, "trees": trees})


# Raw draws, doubles and integers

BOUNDS = [1, 2, 3, 4, 7, 10, 100, 2**16 + 1, 2**31 - 1, 2**31, 2**31 + 1, 3 * 2**30, 2**32 - 1,
          2**32, 2**32 + 1, 2**40, 2**40 + 12345, 3 * 2**61, 2**63 - 1]
RANGES = [(0, 1), (5, 6), (-3, 4), (-(2**31), 2**31), (-(2**40), 2**33 + 1),
          (-(2**63), 2**63 - 1), (-(2**63), 1)]


def make_draws():
    raw = [
        {"entropy": words(s), "draws": hexes(PCG64(s).random_raw(20)),
         "child": hexes(PCG64(SeedSequence(s).spawn(1)[0]).random_raw(3))}
        for s in SEEDS
    ]
    # Every kind of draw in turn on one stream, in an order of its own, so that the buffered half
    # meets each of them full and empty.
    mixed = []
    for seed in [0, 1, 42, 2**32 - 1, 2**63]:
        generator = Generator(PCG64(seed))
        order = np.random.default_rng([seed, 1])
        steps = []
        for _ in range(400):
            kind = int(order.integers(6))
            if kind == 0:
                steps.append(["next", hexes([generator.bit_generator.random_raw()])[0]])
            elif kind == 1:
                steps.append(["u32", f"{int(generator.integers(0, 2**32, dtype=np.uint32)):x}"])
            elif kind == 2:
                steps.append(["uniform", bits([generator.random()])[0]])
            elif kind == 3:
                low, high = [(-0.05, 0.05), (-math.pi, math.pi), (3.0, 1e9)][int(order.integers(3))]
                value = generator.uniform(low, high)
                steps.append(["uniformIn", bits([value])[0], *bits([low, high])])
            elif kind == 4:
                bound = BOUNDS[int(order.integers(len(BOUNDS)))]
                steps.append(["below", str(int(generator.integers(bound))), str(bound)])
            else:
                low, high = RANGES[int(order.integers(len(RANGES)))]
                steps.append(["in", str(int(generator.integers(low, high))), str(low), str(high)])
        state = generator.bit_generator.state
        end = {
            "state": f"{state['state']['state']:x}",
            "increment": f"{state['state']['inc']:x}",
            "bufferedHalf": f"{state['uinteger']:x}" if state["has_uint32"] else None,
        }
        mixed.append({"seed": f"{seed:x}", "steps": steps, "end": end})
    sequences = []
    for bound in BOUNDS:
        generator = Generator(PCG64(bound % 1000))
        draws = [str(int(generator.integers(bound))) for _ in range(60)]
        sequences.append({"seed": f"{bound % 1000:x}", "bound": str(bound), "draws": draws})
    write("draws", {"raw": raw, "mixed": mixed, "integers": sequences})


# Shuffles and permutations


def checksum(values):
    """FNV-1a over the elements, for orders that are too long to write down."""
    result = 0xCBF29CE484222325
    for v in values:
        result = (result ^ int(v)) * 0x100000001B3 % 2**64
    return f"{result:x}"


def make_permutations():
    cases = []
    for seed in [0, 42, 2**63]:
        for count in [0, 1, 2, 3, 10, 64, 65, 1000, 70_000]:
            # A 32-bit draw beforehand leaves a buffered half behind.
            for odd in [False, True]:
                generator = Generator(PCG64(seed))
                if odd:
                    generator.integers(10)
                order = generator.permutation(count)
                array = np.arange(count) * 3
                generator.shuffle(array)
                as_list = list(range(min(count, 1000)))
                generator.shuffle(as_list)
                case = {"seed": f"{seed:x}", "count": count, "odd": odd,
                        "permutation": checksum(order), "shuffled": checksum(array),
                        "list": checksum(as_list),
                        "next": hexes([generator.bit_generator.random_raw()])[0]}
                if count <= 65:
                    case["order"] = [int(v) for v in order]
                cases.append(case)
    write("permutation", cases)


# Categories


def choice(generator, p):
    """`Generator.choice(n, p=p)` for weights of any sum: the lines it runs after its checks."""
    cdf = np.asarray(p, np.float64).cumsum()
    cdf /= cdf[-1]
    return int(cdf.searchsorted(generator.random(), side="right"))


def make_categories():
    source = np.random.default_rng(2024)
    vectors = [[1.0], [0.5, 0.5], [0.0, 1.0], [1.0, 0.0], [0.0, 0.3, 0.0, 0.7, 0.0], [1 / 3] * 3,
               [0.1] * 10, list(source.dirichlet(np.ones(7))), list(source.dirichlet(np.ones(300)))]
    cases = []
    for number, vector in enumerate(vectors):
        for single in [False, True]:
            p = np.asarray(vector, np.float32 if single else np.float64)
            generator, other = Generator(PCG64(number)), Generator(PCG64(number))
            draws = [int(generator.choice(len(p), p=p)) for _ in range(100)]
            assert draws == [choice(other, p) for _ in draws]
            cases.append({"seed": number, "single": single, "weights": bits(p), "draws": draws})
    for vector in [[2.0, 1.0, 5.0], [1e-300, 1e-300], [1e300, 3e300, 0.0], [5e-324, 0.0, 5e-324]]:
        generator = Generator(PCG64(7))
        draws = [choice(generator, vector) for _ in range(100)]
        cases.append({"seed": 7, "single": False, "weights": bits(vector), "draws": draws})
    write("categorical", cases)


# Normals

TAIL = 3.6541528853610087963519472518
INVERSE_TAIL = 0.27366123732975827203338247596


def approximate_tables():
    """The ziggurat of 256 layers of area 0.0049286732339746519 (Marsaglia and Tang, 2000)."""
    area = 0.0049286732339746519
    density = lambda x: math.exp(-0.5 * x * x)
    x = [TAIL]
    for _ in range(254):
        x.append(math.sqrt(-2 * math.log(density(x[-1]) + area / x[-1])))
    x = np.array(x + [area / density(TAIL)])[::-1]
    inner = np.concatenate([[TAIL], [0.0], x[1:-1]])
    f = np.array([1.0] + [density(v) for v in x[1:]])
    return np.round(inner / x * 2**52).astype(np.uint64), x / 2**52, f


def numpy_tables():
    """NumPy's own tables, out of its compiled extension.

    NumPy's were made once with some machine's `log` and `exp`, whose last-bit errors the recursion
    amplifies to some 80 ulp, so no recipe gives their exact bits. The only place that holds 256
    numbers within 200 ulp of the recipe's is the table itself.
    """
    image = Path(_generator.__file__).read_bytes()
    image = np.frombuffer(image[: len(image) // 8 * 8], np.int64)
    tables = []
    for approximation in approximate_tables():
        expected = approximation.view(np.int64)
        first = image[: len(image) - 255]
        last = image[255:]
        near = (abs(first - expected[0]) <= 200) & (abs(last - expected[255]) <= 200)
        found = [i for i in np.nonzero(near)[0] if (abs(image[i : i + 256] - expected) <= 200).all()]
        assert len(found) == 1, found
        tables.append(image[found[0] : found[0] + 256].view(approximation.dtype))
    return tables


def check_tables(ki, wi, fi, count):
    """NumPy's `standard_normal` re-implemented with the tables gives its bits, `count` times."""
    expected = Generator(PCG64(99)).standard_normal(count)
    raw = PCG64(99).random_raw(int(count * 1.03))
    layer = (raw & np.uint64(255)).astype(np.intp)
    size = (raw >> np.uint64(9)) & np.uint64(2**52 - 1)
    value = size * wi[layer] * np.where((raw >> np.uint64(8)) & np.uint64(1), -1.0, 1.0)
    slow = np.nonzero(size >= ki[layer])[0]
    uniform = (raw >> np.uint64(11)) * 2.0**-53
    parts, at, tails = [], 0, 0
    for i in slow:
        if i < at:
            continue  # Word i was used up by the slow draw before it.
        parts.append(value[at:i])
        at = i + 1
        j = layer[i]
        if j == 0:
            while True:
                x = -INVERSE_TAIL * math.log1p(-uniform[at])
                y = -math.log1p(-uniform[at + 1])
                at += 2
                if y + y > x * x:
                    break
            parts.append([-(TAIL + x) if (int(size[i]) >> 8) & 1 else TAIL + x])
            tails += 1
        else:
            height = (fi[j - 1] - fi[j]) * uniform[at] + fi[j]
            at += 1
            if height < math.exp(-0.5 * value[i] * value[i]):
                parts.append(value[i : i + 1])
    parts.append(value[at:])
    ours = np.concatenate(parts)[:count]
    assert len(ours) == count and (ours.view(np.uint64) == expected.view(np.uint64)).all()
    print(f"ziggurat: {count} draws agree, {tails} of them in the tail")


def write_tables(ki, wi, fi):
    lines = [
        "// Made by Tests/RLRandomTests/Fixtures/make_fixtures.py; do not edit by hand.",
        "",
        "/// The ziggurat of NumPy's `standard_normal`: 256 layers of equal area under exp(-x²/2),",
        "/// G. Marsaglia and W. W. Tsang, \"The Ziggurat Method for Generating Random Variables\" (2000).",
        "/// The numbers are those compiled into NumPy 2.4.6.",
        "enum ZigguratTables {",
    ]
    for name, note, table in [
        ("inside", "The 52-bit magnitudes below this lie inside layer i's rectangle.", ki),
        ("scale", "Layer i's width divided by 2⁵²: bit patterns of doubles.",
         wi.view(np.uint64)),
        ("density", "exp(-x²/2) at layer i's right edge: bit patterns of doubles.",
         fi.view(np.uint64)),
    ]:
        lines += [f"  /// {note}", "  // swift-format-ignore",
                  f"  static let {name}: [UInt64] = ["]
        for row in range(0, 256, 4):
            lines.append("    " + " ".join(f"0x{int(v):016x}," for v in table[row : row + 4]))
        lines += ["  ]", ""]
    lines[-1] = "}"
    (SOURCES / "ZigguratTables.swift").write_text("\n".join(lines) + "\n")


def make_normals():
    ki, wi, fi = numpy_tables()
    check_tables(ki, wi, fi, 10_000_000)
    write_tables(ki, wi, fi)
    sequences = [
        {"seed": f"{s:x}", "draws": bits(Generator(PCG64(s)).standard_normal(2000))}
        for s in [0, 42, 2**63]
    ]
    scaled = [
        {"seed": f"{s:x}", "mean": m, "standardDeviation": d,
         "draws": bits([Generator(PCG64(s)).normal(m, d)])}
        for s in range(5) for m, d in [(0.0, 1.0), (-2.5, 0.1), (1e6, 3.0), (0.25, 0.0)]
    ]
    # Streams that reach the tail within 100 draws: the draws around it tell whether the tail took
    # the right number of words. `position` counts the draws before it.
    tails, seed = [], 0
    while len(tails) < 60:
        draws = Generator(PCG64(seed)).standard_normal(110)
        for i in np.nonzero(abs(draws[:100]) > TAIL)[0][:1]:
            tails.append({"seed": f"{seed:x}", "position": int(i), "draws": bits(draws[i : i + 4])})
        seed += 1
    negative = [int(tail["draws"][0], 16) >> 63 for tail in tails]
    assert 0 < sum(negative) < len(negative), "both signs"
    # Whole long streams, of which only a checksum is kept. None of these draws is in the tail.
    checksums = []
    for seed in [5, 6, 7, 8]:
        draws = Generator(PCG64(seed)).standard_normal(20_000)
        draws = draws[: next(iter(np.nonzero(abs(draws) > TAIL)[0]), len(draws))]
        checksums.append({"seed": f"{seed:x}", "count": len(draws),
                          "checksum": checksum(draws.view(np.uint64))})
    write("normal", {"sequences": sequences, "scaled": scaled, "tails": tails,
                     "checksums": checksums})


# Elementary functions


def make_elementary():
    mpmath.mp.prec = 200
    source = np.random.default_rng(7)
    exponents = np.concatenate(
        [-7 * source.random(600), -(2.0 ** -source.integers(1, 60, 60)), source.uniform(-700, 700, 200),
         [0.0, -6.6764, -math.log(2), -math.log(2) / 2, -math.log(2) * 1.5]])
    # The tail takes logarithms of the multiples of 2⁻⁵³ in (0, 1].
    arguments = np.concatenate(
        [1 - source.random(600), 2.0 ** -np.arange(54), 1 - 2.0 ** -np.arange(2, 54),
         source.integers(1, 2**20, 60) * 2.0**-53, math.sqrt(0.5) + 1e-9 * source.uniform(-1, 1, 40)])
    write("elementary", {
        "exp": {"arguments": bits(exponents),
                "values": bits([float(mpmath.exp(mpmath.mpf(float(v)))) for v in exponents])},
        "log": {"arguments": bits(arguments),
                "values": bits([float(mpmath.log(mpmath.mpf(float(v)))) for v in arguments])},
    })


if __name__ == "__main__":
    make_seed_sequences()
    make_draws()
    make_permutations()
    make_categories()
    make_normals()
    make_elementary()
