/// What stands in for a value that a file holds.
enum Values {
  /// Numbers as text, most of them out of any range.
  static let numbers = [
    "0", "-0", "1", "-1", "2", "3", "0.5", "1.5", "100", "513", "8192", "65536", "1000000", "1e3",
    "1e7", "1e9", "1e15", "1e18", "1e30", "9e18999", "-1e30", "1e-320", "1e-400", "4294967295",
    "4294967296", "1152921504606846976", "9007199254740993", "9223372036854774784",
    "9223372036854775807", "9223372036854775808", "-9223372036854775808", "-9223372036854775809",
    "18446744073709551615", "18446744073709551616", "1e308", "-1e308", "1e309", "-1e309", "NaN",
    "nan", "-nan", "inf", "-inf", "Infinity", "0x10", "01", "+1", "1_000", "1.", ".5", "--1",
  ]

  /// Counts at the edge of what is exact as a number with a fraction, and of what integers hold.
  static let counters = [
    "9007199254740992", "9007199254740993", "9223372036854775807", "9223372036854775806",
    "-9223372036854775808", "-1",
  ]

  /// Files that a run has no reason to name: beside it (from the current folder, or from the run's), of
  /// the system, and such as never end.
  static let paths = [
    "../victim/secret.txt", "../../victim/secret.txt", "../victim/note.txt", "../victim/pipe",
    "../victim", "../../victim", "../victim/new", "../../victim/new", "/etc/passwd",
    "/proc/self/environ", "/dev/zero", "/dev/stdin", "/dev/tty", "/", ".", "..", "~/.profile",
    "//etc//passwd", "../place/run/../../victim/secret.txt", "file:///etc/passwd",
  ]

  /// Text that a terminal, a page or a shell would take for more than text.
  static let texts = [
    "\u{1b}]0;PWNED\u{7}", "\u{1b}[31mred", "\u{1b}[2J", "a\rb", "a\nb", "a\u{0}b", "\u{7f}",
    "\u{9b}31m", "\u{202e}txt", "\u{2028}", "\u{feff}", "<script>alert(1)</script>",
    "</script><script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "';rm -rf x;'",
    "$(touch ../victim/new)", "`touch ../victim/new`", "%s%n%x", "e\u{301}\u{301}\u{301}", "👩‍👩‍👧‍👦",
    "", " ", "\t", "-", "--help", "none", "null", "true", "random", "4x4", "maze", "dqn",
    "reinforce",
    "CartPole-v1", "FrozenLake-v1", "GridWorld-v1", "gates", "iris", "csv", "adam", "tanh",
    "automatic", "S.\nG", "SG\n", "0.4.0", "99.0.0",
  ]

  /// Sizes of texts, lists and depths.
  static let sizes = [1, 2, 20, 300, 511, 512, 513, 514, 4_000, 20_000]

  /// A text made of one character, or of a map's cells.
  static func long(_ choice: inout Choice) -> String {
    switch choice.number(below: 4) {
    case 0:
      return "S\n" + String(repeating: ".\n", count: choice.pick([1_000, 30_000, 60_000])) + "G"
    case 1:
      let row = String(repeating: ".", count: choice.pick([100, 300]))
      return "S" + row.dropFirst() + "\n" + String(repeating: row + "\n", count: 300)
        + row.dropLast() + "G"
    case 2: return String(repeating: "9", count: choice.pick([20, 400, 100_000]))
    default: return String(repeating: "a", count: choice.pick([300, 5_000, 1_000_000]))
    }
  }
}

/// A text as it is told: short, and without what a terminal would take for more.
func shown(_ text: some StringProtocol) -> String {
  let short = text.count > 48 ? "\(text.prefix(40))… (\(text.utf8.count) bytes)" : String(text)
  return visible(short)
}

/// A text without what a terminal would take for more, or nobody would see.
func visible(_ text: String) -> String {
  text.unicodeScalars.map { scalar in
    scalar.value < 0x20 || 0x7f...0x9f ~= scalar.value || scalar.value == 0x202e
      || Limits.invisible.contains(scalar)
      ? "\\u{\(String(scalar.value, radix: 16))}" : String(scalar)
  }.joined()
}

/// Content of a file after a change, and what the change was, in words.
struct Changed {
  var bytes: [UInt8]
  var words: String
}
