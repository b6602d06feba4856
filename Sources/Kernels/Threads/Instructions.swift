import CKernels

/// The processor's instructions that the loops of `CKernels` are written for.
package enum Instructions: CaseIterable, Sendable {
  /// Those that every processor of the kind has.
  case portable
  /// x86-64 with AVX2 and FMA.
  case avx2
  /// x86-64 with AVX-512.
  case avx512

  /// The fastest that this processor has.
  package static let best = allCases.last { $0.areAvailable }!

  /// Whether this processor has them.
  package var areAvailable: Bool { hasInstructions(value) }

  var value: InstructionSet {
    switch self {
    case .portable: instructionsPortable
    case .avx2: instructionsAVX2
    case .avx512: instructionsAVX512
    }
  }
}
