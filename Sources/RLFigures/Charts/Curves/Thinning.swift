/// The indices of at most about `count` values of a series that show it as all of them would: of each
/// of equally long parts the least, the greatest and one that is not a number, and the first and last
/// of all, in order.
public func thinned(_ values: [Double], to count: Int) -> [Int] {
  guard values.count > max(count, 4) else { return Array(values.indices) }
  let bins = max(count / 2 - 1, 1)
  var indices = [0]
  for bin in 0..<bins {
    let range = bin * values.count / bins..<(bin + 1) * values.count / bins
    var lowest: Int?
    var highest: Int?
    var missing: Int?
    for index in range {
      let value = values[index]
      guard value.isFinite else {
        missing = missing ?? index
        continue
      }
      if lowest == nil || value < values[lowest!] { lowest = index }
      if highest == nil || value > values[highest!] { highest = index }
    }
    for index in [lowest, highest, missing].compactMap({ $0 }).sorted()
    where index > indices[indices.count - 1] {
      indices.append(index)
    }
  }
  if indices[indices.count - 1] != values.count - 1 { indices.append(values.count - 1) }
  return indices
}
