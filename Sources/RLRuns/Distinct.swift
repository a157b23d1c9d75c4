/// Each element once, in the order in which they first appear.
package func distinct<Element: Hashable>(_ elements: some Sequence<Element>) -> [Element] {
  var known: Set<Element> = []
  return elements.filter { known.insert($0).inserted }
}
