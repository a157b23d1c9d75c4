import RLSettings

/// What TensorBoard's page HPARAMS shows: the settings of a run, and how it came to its end.
package enum HyperparameterEvents {
  /// Appends an event with the settings.
  package static func appendStart(
    _ settings: [(key: String, value: SettingValue)], wallTime: Double, to bytes: inout [UInt8]
  ) {
    append("_hparams_/session_start_info", wallTime: wallTime, step: 0, to: &bytes) { data in
      data.message(3) { info in
        for setting in settings.sorted(by: { $0.key < $1.key }) {
          info.message(1) { entry in
            entry.field(1, setting.key)
            entry.message(2) { $0.field(setting.value) }
          }
        }
        info.field(5, wallTime)
      }
    }
  }

  /// Appends an event that says that the run is complete, or that it failed.
  package static func appendEnd(
    hasFailed: Bool = false, wallTime: Double, step: Int, to bytes: inout [UInt8]
  ) {
    append("_hparams_/session_end_info", wallTime: wallTime, step: step, to: &bytes) { data in
      data.message(4) { info in
        info.field(1, varint: hasFailed ? 2 : 1)  // STATUS_FAILURE, STATUS_SUCCESS
        info.field(2, wallTime)
      }
    }
  }

  private static func append(
    _ tag: String, wallTime: Double, step: Int, to bytes: inout [UInt8],
    _ content: (inout [UInt8]) -> Void
  ) {
    EventEncoding.appendSummary(wallTime: wallTime, step: step, to: &bytes) { summary in
      summary.message(1) { value in
        value.field(1, tag)
        // A tensor of no elements: TensorBoard passes over values that have none.
        value.message(8) { tensor in
          tensor.field(1, varint: 1)
          tensor.message(2) { shape in
            shape.message(2) { _ in }
          }
        }
        value.message(9) { metadata in
          metadata.message(1) { plugin in
            plugin.field(1, "hparams")
            plugin.message(2, content)
          }
        }
      }
    }
  }
}

extension [UInt8] {
  /// The value of a setting, as `google.protobuf.Value`.
  fileprivate mutating func field(_ value: SettingValue) {
    switch value {
    case .bool(let value): field(4, varint: value ? 1 : 0)
    case .int(let value): field(2, Double(value))
    case .double(let value): field(2, value)
    case .string(let value): field(3, value)
    case .integers: field(3, value.description)
    }
  }
}
