import RLRandom

/// The choices of an execution: they follow from the campaign's seed and the execution's number
/// alone.
struct Choice {
  private var generator: PCG64

  init(seed: UInt64, execution: Int) {
    // Executions of neighbouring seeds have nothing in common.
    generator = PCG64(seed: seed &* 0x9e37_79b9_7f4a_7c15 &+ UInt64(execution))
  }

  /// An integer from 0 on; 0 where there is nothing to choose from.
  mutating func number(below bound: Int) -> Int {
    bound > 1 ? generator.integer(below: bound) : 0
  }

  /// Whether something happens that does so once in `count` times.
  mutating func onceIn(_ count: Int) -> Bool { number(below: count) == 0 }

  mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[number(below: elements.count)]
  }

  /// One of the elements, each as often as its weight says.
  mutating func pick<Element>(_ elements: [Element], weight: (Element) -> Int) -> Element {
    var left = number(below: elements.reduce(0) { $0 + weight($1) })
    for element in elements {
      left -= weight(element)
      if left < 0 { return element }
    }
    return elements[elements.count - 1]
  }

  mutating func bytes(_ count: Int) -> [UInt8] {
    (0..<count).map { _ in UInt8(number(below: 256)) }
  }
}
