/// Whether a name comes before another one: letter by letter, but where both have digits by the number,
/// so that `seed-2` comes before `seed-10`.
package func comesBefore(_ first: String, _ second: String) -> Bool {
  var (one, other) = (Array(first.utf8)[...], Array(second.utf8)[...])
  while let left = one.first, let right = other.first {
    if isDigit(left) && isDigit(right) {
      let digits = (one.prefix(while: isDigit), other.prefix(while: isDigit))
      let zero = UInt8(ascii: "0")
      let numbers = (digits.0.drop { $0 == zero }, digits.1.drop { $0 == zero })
      if numbers.0.count != numbers.1.count { return numbers.0.count < numbers.1.count }
      if !numbers.0.elementsEqual(numbers.1) {
        return numbers.0.lexicographicallyPrecedes(numbers.1)
      }
      one = one.dropFirst(digits.0.count)
      other = other.dropFirst(digits.1.count)
    } else {
      if left != right { return left < right }
      one = one.dropFirst()
      other = other.dropFirst()
    }
  }
  // `a1` and `a01` are not the same.
  return one.isEmpty == other.isEmpty ? first < second : one.isEmpty
}

private func isDigit(_ byte: UInt8) -> Bool {
  (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
}
