import Basics
import Tensor

/// What is known while a gradient is being recorded; there is none at inference.
///
/// "Training" means nothing else than that a recording exists: dropout draws from it, batch norm
/// proposes its new statistics to it.
package final class Recording: Sendable {
  @TaskLocal package static var current: Recording?

  /// Whether operations keep their operands with their histories, for a backward pass that is itself
  /// recorded.
  let keepsOperands: Bool

  private let state: Lock<State>

  private struct State: Sendable {
    var random: SeededGenerator?
    var proposals: [Int: Tensor] = [:]
  }

  /// A recording whose operations draw from `random`; without one, an operation that draws stops.
  package convenience init(random: SeededGenerator? = nil) {
    self.init(random: random, keepingOperands: false)
  }

  init(random: SeededGenerator?, keepingOperands: Bool) {
    keepsOperands = keepingOperands
    state = Lock(State(random: random))
  }

  /// Whether there is a recording whose operations keep their operands.
  static var keepsOperands: Bool { current?.keepsOperands ?? false }

  /// An independent generator for one operation, which stops under its name if there is none.
  package func generator(for operation: String) -> SeededGenerator {
    state.withLock { state in
      guard state.random != nil else {
        fatalError("\(operation) draws random numbers: pass `using:` to gradient(of:using:)")
      }
      return state.random!.split()
    }
  }

  /// An independent generator for what is done within, nil if there is none to draw from.
  package func split() -> SeededGenerator? { state.withLock { $0.random?.split() } }

  /// Asks that the parameter's value be replaced once the gradient is known. A later proposal for
  /// the same parameter replaces an earlier one.
  package func propose(_ value: Tensor, for parameter: Parameter) {
    guard let slot = parameter.slot else { return }
    state.withLock { $0.proposals[slot] = value.detached }
  }

  /// The value proposed for the parameter so far, or else its value.
  package func latest(_ parameter: Parameter) -> Tensor {
    parameter.slot.flatMap { slot in state.withLock { $0.proposals[slot] } } ?? parameter.value
  }

  /// What the operations that follow draw from.
  var random: SeededGenerator? { state.withLock { $0.random } }

  var proposals: [Int: Tensor] { state.withLock { $0.proposals } }
}
