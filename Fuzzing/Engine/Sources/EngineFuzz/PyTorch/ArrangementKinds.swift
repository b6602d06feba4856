import OneShot

extension JudgedKind {
  /// What takes scalars from elsewhere, or says where they are.
  static let arrangements: [String: JudgedKind] = [
    "concatenation": JudgedKind { judged, inputs in
      judged.word("function") == "stacked"
        ? .stacked(inputs, axis: judged.size("axis"))
        : .concatenated(inputs, axis: judged.size("axis"))
    },
    "slice": JudgedKind { judged, inputs in
      let range = judged.sizes["range"]!
      return inputs[0].slice(range[0]..<range[1], axis: judged.size("axis"))
    },
    "gathering": JudgedKind { $1[0].gathered(at: $0.sizes["rows"]!) },
    "transposition": JudgedKind { $1[0].transposed(permutation: $0.sizes["order"]!) },
    "broadcast": JudgedKind { $1[0].broadcast(to: Shape($0.sizes["target"]!)) },
    "largest scalars": JudgedKind { $1[0].topK($0.size("k")).values },
    "place of the largest": JudgedKind { judged, inputs in
      Tensor(inputs[0].argmax(axis: judged.size("axis")).map(Float.init))
    },
  ]
}
