/// The name that was probably meant: the nearest one by edit distance, ignoring case, unless more
/// than a third of it, and more than two characters, would have to change. The first one among equals.
public func nearestName(to name: String, among known: some Sequence<String>) -> String? {
  let letters = Array(name.lowercased())
  var nearest: (name: String, distance: Int)?
  for candidate in known {
    // A text that is much longer would take long, and is at a greater distance.
    let allowed = max(2, candidate.count / 3)
    let difference = letters.count - candidate.lowercased().count
    guard abs(difference) <= allowed else { continue }
    let distance = editDistance(letters, Array(candidate.lowercased()))
    guard distance <= allowed, distance < candidate.count else { continue }
    if distance < nearest?.distance ?? .max { nearest = (candidate, distance) }
  }
  return nearest?.name
}

/// How many characters must be inserted, deleted or replaced (Levenshtein's distance).
private func editDistance(_ first: [Character], _ second: [Character]) -> Int {
  var row = Array(0...second.count)
  for (i, a) in first.enumerated() {
    var diagonal = row[0]
    row[0] = i + 1
    for (j, b) in second.enumerated() {
      let replaced = diagonal + (a == b ? 0 : 1)
      diagonal = row[j + 1]
      row[j + 1] = Swift.min(replaced, row[j] + 1, diagonal + 1)
    }
  }
  return row[second.count]
}
