import Autograd

/// What a checkpoint knows of a callback, less its weights.
struct CallbackRecord: Codable, Sendable {
  /// The kind of callback: the name of its type.
  let type: String
  /// Its state as text; nil for a kind without a state.
  let state: String?

  init(_ callback: any Callback) throws {
    type = callback.kind
    state = try callback.encodedState
  }
}

extension Callback {
  var kind: String { "\(Self.self)" }

  /// Whether callbacks of this kind remember anything, which their type says: a state that is empty at
  /// first is one nevertheless.
  var hasState: Bool { State.self != Stateless.self }

  fileprivate var encodedState: String? {
    get throws { hasState ? try CheckpointText.encode(state) : nil }
  }

  /// Takes the state and the weights of a checkpoint.
  mutating func restore(_ text: String, _ values: ParameterValues) throws {
    state = try CheckpointText.decode(State.self, text)
    weights = values
  }
}
