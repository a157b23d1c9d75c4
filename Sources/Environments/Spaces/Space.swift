import RLRandom
import RLState

/// A set that observations or actions come from (Gymnasium's `spaces`).
///
/// An element is stored as `count` scalars; a network sees `featureCount` floats in `featureShape`
/// (Gymnasium's `spaces.utils.flatten`: a box as it is, a discrete value as one-hot).
public protocol Space: Sendable, Hashable {
  /// What one element is in Swift: what an author of an environment writes.
  associatedtype Element: Sendable
  /// What an element is stored as, and hashed as.
  associatedtype Scalar: SpaceScalar

  /// The extent of each dimension of an element: `[]`, `[4]`, `[4, 84, 84]`.
  var shape: [Int] { get }
  /// What a network sees of an element: `[n]`, `[4]`, `[4, 84, 84]`.
  var featureShape: [Int] { get }
  /// Scalars in one element.
  var count: Int { get }
  /// Floats in one element as a network sees it.
  var featureCount: Int { get }
  /// The space as a world knows it; nil for a kind that worlds do not know.
  var erased: AnySpace? { get }

  /// Writes the features of one element (`count` scalars) over `features` (`featureCount` floats).
  func writeFeatures(of scalars: Span<Scalar>, into features: inout MutableSpan<Float>)
  /// Whether `element` is in the set (Gymnasium's `space.contains(x)`).
  func contains(_ element: Element) -> Bool
  /// A random element, as Gymnasium's `space.sample()` with the same generator; only in coordinates
  /// of a `Box` with exactly one finite bound the numbers differ (`Box.sample` says how).
  func sample(using generator: inout PCG64) -> Element
  /// Reads the action at a place of a batch; nil where the batch is of another kind of action.
  func action(_ actions: Actions, at index: Int) -> Element?
  /// Reads the action at a place of a batch into `element`, which keeps its memory.
  func read(_ actions: Actions, at index: Int, into element: inout Element)
}

extension Space {
  public var count: Int { shape.reduce(1, *) }
  public var featureCount: Int { featureShape.reduce(1, *) }
  public var erased: AnySpace? { nil }
  public func action(_ actions: Actions, at index: Int) -> Element? { nil }

  public func read(_ actions: Actions, at index: Int, into element: inout Element) {
    guard let action = action(actions, at: index) else {
      fatalError("\(self): there is no such action as number \(index) of \(actions)")
    }
    element = action
  }
}

/// A number that elements of spaces are stored as: Int32, Float or UInt8.
public protocol SpaceScalar: StateScalar, BitwiseCopyable {
  /// The numbers as those of any type.
  static func scalars(_ values: consuming [Self]) -> Scalars
  /// Takes the numbers out, and leaves none, so that they can be written in place.
  static func take(from scalars: inout Scalars) -> [Self]
}
