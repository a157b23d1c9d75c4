import CRLKernels

/// The table of inner loops for this CPU.
@inline(__always)
var kernels: UnsafePointer<rl_kernels> { rl_kernels_active() }

/// What the definition of the arithmetic is counted by: which sums are made in which order, which
/// functions have which bits (CRLKernels.h). Results of another version can differ in their last bits.
public let arithmeticVersion = 1

/// The instruction set in use: `avx512`, `avx2`, `neon` or `plain`.
///
/// The environment variable `RLNET_CPU` forces one; results are the same bits under each.
public var instructionSet: String { String(cString: kernels.pointee.name) }

/// What `RLNET_CPU` asks for, where this machine cannot run it.
package var unavailableInstructionSet: String? {
  rl_kernels_unavailable_request().map { String(cString: $0) }
}

/// The instruction sets that this machine can run, best first.
public var availableInstructionSets: [String] {
  (0..<Int.max).lazy.map { rl_kernels_available($0) }.prefix { $0 != nil }
    .compactMap { $0.map { String(cString: $0.pointee.name) } }
}
