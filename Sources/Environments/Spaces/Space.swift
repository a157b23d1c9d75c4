import RLRandom

/// A set that observations or actions come from (Gymnasium's `spaces`).
///
/// An element is written as `count` scalars; a network sees `featureCount` floats
/// (Gymnasium's `spaces.utils.flatten`: a box as it is, a discrete value as one-hot).
public protocol Space: Sendable, Hashable {
  /// What one element is in Swift.
  associatedtype Element: Sendable
  /// What an element is stored as.
  associatedtype Scalar: BitwiseCopyable & Sendable

  /// Scalars in one element.
  var count: Int { get }
  /// Floats in one element as a network sees it.
  var featureCount: Int { get }
  /// Writes the features of one element (`count` scalars) over `features` (`featureCount` floats).
  func writeFeatures(of scalars: Span<Scalar>, into features: inout MutableSpan<Float>)
  /// Whether `element` is in the set (Gymnasium's `space.contains(x)`).
  func contains(_ element: Element) -> Bool
  /// A random element, as Gymnasium's `space.sample()` with the same generator; only in coordinates
  /// of a `Box` with exactly one finite bound the numbers differ (`Box.sample` says how).
  func sample(using generator: inout PCG64) -> Element
}
