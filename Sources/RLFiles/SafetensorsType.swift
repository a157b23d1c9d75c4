/// The type of an array's numbers, as safetensors calls it.
enum SafetensorsType: String {
  case float64 = "F64"
  case int64 = "I64"
  case uint64 = "U64"
  case float32 = "F32"
  case int32 = "I32"
  case uint8 = "U8"
  /// A byte that is 0 or 1.
  case bool = "BOOL"

  /// How many bytes a number takes.
  var size: Int {
    switch self {
    case .float64, .int64, .uint64: 8
    case .float32, .int32: 4
    case .uint8, .bool: 1
    }
  }
}

/// What a file can be read for.
enum SafetensorsContent {
  case weights
  case state

  var types: [SafetensorsType] {
    switch self {
    case .weights: [.float32]
    case .state: [.float64, .int64, .uint64, .float32, .int32, .uint8, .bool]
    }
  }

  /// What to do about another type.
  var typeAdvice: String {
    switch self {
    case .weights: "convert the tensor to float32 before saving it"
    case .state: FileDigest.advice
    }
  }

  var greatestRank: Int {
    switch self {
    // As many as a tensor of RLNet has.
    case .weights: 4
    case .state: 8
    }
  }
}
