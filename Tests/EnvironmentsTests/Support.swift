import Environments
import Foundation
import RLRandom

/// 64-bit FNV-1a, as the fixture script computes it.
func fnv(_ text: String) -> String {
  let hash = text.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) {
    ($0 ^ UInt64($1)) &* 0x100_0000_01b3
  }
  return hex(hash, digits: 16)
}

func hex(_ value: some BinaryInteger, digits: Int) -> String {
  let text = String(value, radix: 16)
  return String(repeating: "0", count: digits - text.count) + text
}

func bits(_ floats: some Sequence<Float>) -> String {
  floats.map { hex($0.bitPattern, digits: 8) }.joined()
}

/// The floats that `bits` wrote.
func floats(bits text: String) -> [Float] {
  let digits = Array(text)
  return stride(from: 0, to: digits.count, by: 8).map {
    Float(bitPattern: UInt32(String(digits[$0..<$0 + 8]), radix: 16)!)
  }
}

/// The doubles of hexadecimal bits.
func doubles(bits text: String) -> [Double] {
  let digits = Array(text)
  return stride(from: 0, to: digits.count, by: 16).map {
    Double(bitPattern: UInt64(String(digits[$0..<$0 + 16]), radix: 16)!)
  }
}

func observation<Base: Environment>(_ environment: Base) -> [Float]
where Base.ObservationSpace.Scalar == Float {
  var floats = [Float](repeating: .nan, count: environment.observationSpace.count)
  var span = floats.mutableSpan
  environment.observe(into: &span)
  return floats
}

func observation<Base: Environment>(_ environment: Base) -> Int
where Base.ObservationSpace == Discrete {
  var scalars: [Int32] = [-1]
  var span = scalars.mutableSpan
  environment.observe(into: &span)
  return Int(scalars[0])
}

/// A state as the fixtures write it.
func stateCharacter(_ state: Int) -> String { String(UnicodeScalar(UInt8(48 + state))) }

func flag(_ step: Step) -> String { "\((step.terminated ? 1 : 0) + (step.truncated ? 2 : 0))" }

/// The digits of a string of actions.
func digits(_ text: String) -> [Int] { text.map { $0.wholeNumberValue! } }
