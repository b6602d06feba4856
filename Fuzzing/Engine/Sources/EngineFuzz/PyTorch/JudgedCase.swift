import OneShot

/// A case of judge.py: its kind and settings. The tensors are in its file.
struct JudgedCase: Decodable {
  let number: Int
  let kind: String
  let sizes: [String: [Int]]
  private let numbers: [String: Double]
  private let words: [String: String]
  /// There is nothing to compare inference with.
  private let isTraining: Bool
  /// Bits are compared.
  private let isExact: Bool

  /// How many units of `Bound` a result may be wrong by. Of what they are, `units` in judgement.py says: they
  /// grow with the root of the number of terms, as the errors of sums do.
  private static let limit: Float = 64
  /// The same for second gradients, in which more is lost in between.
  private static let limitOfSecond: Float = 256

  func size(_ name: String) -> Int { sizes[name]![0] }
  func pair(_ name: String) -> (height: Int, width: Int) { (sizes[name]![0], sizes[name]![1]) }
  func number(_ name: String) -> Float { Float(numbers[name]!) }
  func word(_ name: String) -> String { words[name]! }
  func isSet(_ name: String) -> Bool { size(name) == 1 }

  /// `.same` where the file says nothing.
  var padding: Padding {
    sizes["padding"].map { .zeros(top: $0[0], left: $0[1], bottom: $0[2], right: $0[3]) } ?? .same
  }

  var reduction: LossReduction {
    switch word("reduction") {
    case "sum": .sum
    case "none": .none
    default: .mean
    }
  }

  /// Compares the value and the gradients with those of the file.
  func run(on file: JudgedFile, _ trial: inout Trial) throws {
    guard let kind = JudgedKind.all[kind] else { throw JudgeError("a kind \(kind)") }
    let inputs = file.list(self, "in")
    trial.description = description(inputs)
    trial.ways = try kind.ways?(self, inputs) ?? []
    if !isTraining || file[self, "seed"] == nil {
      compare(try kind.value(self, inputs), with: "out", of: file, &trial)
    }
    guard let seed = file[self, "seed"] else { return }
    var output = Tensor(0)
    let gradients = try gradient(at: inputs) { inputs in
      let value = try kind.value(self, inputs)
      output = value.detached
      return (value * seed).sum()
    }
    compare(output, with: "out", of: file, &trial)
    for (place, gradient) in gradients.enumerated() {
      compare(gradient, with: "grad\(place)", of: file, &trial)
    }
    let probes = file.list(self, "probe")
    guard !probes.isEmpty else { return }
    let twice = try gradient(at: inputs) { inputs in
      let gradients = try differentiableGradient(at: inputs) {
        try (kind.value(self, $0) * seed).sum()
      }
      return zip(probes, gradients).reduce(Tensor(0)) { $0 + ($1.0 * $1.1).sum() }
    }
    for (place, gradient) in twice.enumerated() {
      compare(gradient, with: "twice\(place)", of: file, &trial)
    }
  }

  private func compare(
    _ found: Tensor, with name: String, of file: JudgedFile, _ trial: inout Trial
  ) {
    guard let expected = file[self, name] else {
      return trial.problems.append("\(name): not in the file")
    }
    guard !isExact else { return trial.expectSame(found, expected, name) }
    guard let unit = file[self, name + ".unit"] else {
      return trial.problems.append("\(name).unit: not in the file")
    }
    let limit = name.hasPrefix("twice") ? Self.limitOfSecond : Self.limit
    trial.expectClose(found, expected, within: Bound(unit), limit: limit, name)
  }

  private func description(_ inputs: [Tensor]) -> String {
    let settings =
      sizes.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
      + numbers.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
      + words.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
    return (["inputs \(inputs.map(\.shape))"] + settings).joined(separator: ", ")
  }
}

/// Something in a file that this program does not know.
struct JudgeError: Error, CustomStringConvertible {
  let description: String
  init(_ found: String) { description = "found \(found), expected one that judge.py writes" }
}
