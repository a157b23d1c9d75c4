/// The largest difference of two lists, divided by the largest magnitude in the second.
package func relativeError(_ found: [Double], _ expected: [Double]) -> Double {
  // What is no number is not near to anything, and the greatest of errors would pass over it.
  guard found.count == expected.count, (found + expected).allSatisfy(\.isFinite) else {
    return .infinity
  }
  let scale = expected.map(abs).max() ?? 0
  let error = zip(found, expected).map { abs($0 - $1) }.max() ?? 0
  return scale == 0 ? error : error / scale
}
