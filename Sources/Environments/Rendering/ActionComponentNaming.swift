/// One number of a continuous action, in words.
public struct ActionComponent: Sendable, Hashable {
  /// What it is: "force".
  public let name: String
  /// What its least value does: "left".
  public let low: String
  /// What its greatest value does: "right".
  public let high: String

  /// - Parameters:
  ///   - name: what it is: "force".
  ///   - low: what its least value does: "left".
  ///   - high: what its greatest value does: "right".
  public init(_ name: String, low: String, high: String) {
    self.name = name
    self.low = low
    self.high = high
  }
}

/// An environment that says what the numbers of its continuous actions are called.
public protocol ActionComponentNaming {
  /// A name for each number of an action, in their order.
  ///
  /// A person who plays by keyboard gives the first component its least value with the key that points
  /// to the left, its greatest with the one that points to the right, and 0 with none.
  var actionComponents: [ActionComponent] { get }
}
