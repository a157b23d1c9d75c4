import RLState

/// Numbers of 0 or more at places, with their sum, and the place where a running sum exceeds a
/// given one, in a number of steps logarithmic in their count: what proportional sampling needs
/// (Schaul et al. 2016, appendix B.2.1).
///
/// Every inner node is the sum of its two children, computed from them and never by adding a change,
/// so the tree is a function of the numbers alone, whatever the order they were set in.
public struct PriorityTree: Sendable {
  /// Places.
  public let capacity: Int
  /// Node 1 is the root, nodes 2i and 2i + 1 are the children of i, and the leaves are the last
  /// half.
  private var nodes: [Node]
  private let firstLeaf: Int

  /// The numbers below a node.
  private struct Node: Sendable {
    var sum: Double
    /// The least one above 0; ∞ where there is none.
    var minimum: Double

    init(_ number: Double) {
      sum = number
      minimum = number > 0 ? number : .infinity
    }

    init(_ first: Node, _ second: Node) {
      sum = first.sum + second.sum
      minimum = min(first.minimum, second.minimum)
    }
  }

  /// A tree of zeros. A capacity below 1 stops the program.
  public init(capacity: Int) {
    guard capacity >= 1 else { fatalError("a priority tree has at least 1 place, not \(capacity)") }
    self.capacity = capacity
    var leaves = 1
    while leaves < capacity { leaves *= 2 }
    firstLeaf = leaves
    nodes = Array(repeating: Node(0), count: 2 * leaves)
  }

  /// The sum of all numbers.
  public var total: Double { nodes[1].sum }

  /// The least number above 0; ∞ where all are 0.
  public var minimum: Double { nodes[1].minimum }

  /// The number at a place; 0 until it is set. A place that is not there, or a number that is
  /// negative or not finite, stops the program.
  public subscript(place: Int) -> Double {
    get {
      requirePlace(place)
      return nodes[firstLeaf + place].sum
    }
    set {
      requirePlace(place)
      guard newValue >= 0, newValue.isFinite else {
        fatalError("a priority is 0 or more, and finite, not \(newValue)")
      }
      nodes.withUnsafeMutableBufferPointer { nodes in
        var node = firstLeaf + place
        nodes[node] = Node(newValue)
        while node > 1 {
          node /= 2
          nodes[node] = Node(nodes[2 * node], nodes[2 * node + 1])
        }
      }
    }
  }

  /// The first place where the sum of all numbers so far exceeds `prefix`, from 0 up to the total:
  /// drawn uniformly below the total, it gives each place in proportion to its number. Never a place
  /// of 0; a total of 0 stops the program.
  public func find(_ prefix: Double) -> Int { find([prefix])[0] }

  /// The place of each of several prefixes, as `find(_:)` of one.
  public func find(_ prefixes: [Double]) -> [Int] {
    guard total > 0 else { fatalError("all priorities are 0; there is no place to find") }
    var left = prefixes
    var found = Array(repeating: 1, count: prefixes.count)
    nodes.withUnsafeBufferPointer { nodes in
      // All descend together, a level at a time, so that their waits for memory overlap.
      var level = 1
      while level < firstLeaf {
        for index in found.indices {
          let node = found[index]
          let (first, second) = (nodes[2 * node].sum, nodes[2 * node + 1].sum)
          // Rounding can leave more than the last number that is not 0.
          let isFirst = left[index] < first || second == 0
          left[index] -= isFirst ? 0 : first
          found[index] = 2 * node + (isFirst ? 0 : 1)
        }
        level *= 2
      }
    }
    for index in found.indices { found[index] -= firstLeaf }
    return found
  }

  private func requirePlace(_ place: Int) {
    guard place >= 0, place < capacity else {
      fatalError("there is no place \(place) of \(capacity)")
    }
  }
}

extension PriorityTree: Stateful {
  /// Shows the numbers; the sums follow from them.
  public mutating func visitState(_ visitor: inout StateVisitor) {
    let leaves = firstLeaf..<firstLeaf + capacity
    var numbers = visitor.isReading ? [] : nodes[leaves].map(\.sum)
    visitor.visit("priorities", &numbers, count: capacity)
    guard visitor.isReading, numbers.count == capacity else { return }
    if let wrong = numbers.first(where: { !($0 >= 0 && $0.isFinite) }) {
      return visitor.refuse("priorities", found: "\(wrong)", expected: "0 or more, and finite")
    }
    for (place, number) in numbers.enumerated() { nodes[firstLeaf + place] = Node(number) }
    for node in (1..<firstLeaf).reversed() {
      nodes[node] = Node(nodes[2 * node], nodes[2 * node + 1])
    }
  }
}
