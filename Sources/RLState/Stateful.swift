/// Something that changes in a run, and can be written to a checkpoint and read back.
///
/// One method serves both: it shows every part that changes, by name, and the visitor writes it or
/// replaces it. What follows from the configuration, and so is there before anything is read, is
/// not shown.
///
/// ```swift
/// struct Thermostat {
///   var temperature = 20.0
///   mutating func visitState(_ visitor: inout StateVisitor) {
///     visitor.visit("temperature", &temperature)
///   }
/// }
/// ```
public protocol Stateful {
  /// Shows every part that changes to the visitor, always in the same order.
  mutating func visitState(_ visitor: inout StateVisitor)
}

extension Stateful {
  /// All that `visitState` shows.
  package var stateEntries: [StateEntry] {
    var copy = self
    var visitor = StateVisitor()
    copy.visitState(&visitor)
    return visitor.written
  }

  /// Replaces all that `visitState` shows. A failed load leaves the value as it was.
  ///
  /// - Throws: `StateError` where a part is missing, is of another size than the value has room
  ///   for, or is not the value's.
  package mutating func loadState(_ entries: [StateEntry]) throws(StateError) {
    var copy = self
    var visitor = StateVisitor(reading: entries)
    copy.visitState(&visitor)
    try visitor.finish()
    self = copy
  }
}
