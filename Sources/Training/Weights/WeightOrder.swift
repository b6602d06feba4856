import Files
import Tensor

/// The order of a network's tensors in a file of PyTorch's, which the writer of safetensors sorts by their
/// names.
struct WeightOrder {
  /// What modules are called that come after all others, and before.
  private static let (last, first) = (
    ["fc", "head", "classifier"], ["stem", "conv_stem", "patch_embed"]
  )
  private static let parameters = ["weight", "bias", "running_mean", "running_var"]

  /// The tensors in the order of the network: as the metadata says under `order`; as they are, unless they
  /// are sorted by name; else by the numbers in their names.
  ///
  /// - Throws: `FileProblem` if names of which none is a number would have to tell an order.
  static func restored(
    _ tensors: [(name: String, tensor: Tensor)], metadata: [String: String], file: String
  ) throws(FileProblem) -> [(name: String, tensor: Tensor)] {
    let names = tensors.map(\.name)
    if let order = metadata["order"]?.split(separator: " ").map(String.init) {
      let places = Dictionary(order.enumerated().map { ($1, $0) }) { first, _ in first }
      return tensors.sorted { places[$0.name] ?? order.count < places[$1.name] ?? order.count }
    }
    guard tensors.count > 1, names == names.sorted(by: isBeforeInBytes) else { return tensors }
    try requireNumbers(names, file: file)
    return tensors.sorted { isBefore($0.name, $1.name) }
  }

  private static func isBeforeInBytes(_ a: String, _ b: String) -> Bool {
    a.utf8.lexicographicallyPrecedes(b.utf8)
  }

  /// Modules of one parent must differ by their numbers, or be known to be the first or the last.
  private static func requireNumbers(_ names: [String], file: String) throws(FileProblem) {
    var words: [String: String] = [:]
    for name in names {
      let parts = name.split(separator: ".").map(String.init)
      for (depth, part) in parts.dropLast().enumerated() {
        let word = split(part).word
        if last.contains(word) || first.contains(word) { continue }
        let parent = parts[..<depth].joined(separator: ".")
        guard let other = words.updateValue(word, forKey: parent), other != word else { continue }
        let place = parent.isEmpty ? "" : " in \(parent)"
        throw FileProblem(
          path: file,
          found: "both \(other) and \(word)\(place), sorted by name as safetensors sorts them",
          expected: "names of layers, or the order: "
            + "save_file(state, path, metadata={\"order\": \" \".join(state)})")
      }
    }
  }

  private static func isBefore(_ a: String, _ b: String) -> Bool {
    let (left, right) = (a.split(separator: "."), b.split(separator: "."))
    for (depth, (one, two)) in zip(left, right).enumerated() where one != two {
      if depth == left.count - 1 && depth == right.count - 1 {
        return (rank(of: one), one) < (rank(of: two), two)
      }
      // A module's own parameters come before those of its parts.
      if depth == left.count - 1 || depth == right.count - 1 { return depth == left.count - 1 }
      let (x, y) = (split(String(one)), split(String(two)))
      if x.word != y.word { return place(of: x.word) < place(of: y.word) }
      return x.number < y.number
    }
    return left.count < right.count
  }

  private static func rank(of parameter: Substring) -> Int {
    parameters.firstIndex(of: String(parameter)) ?? parameters.count
  }

  private static func place(of word: String) -> Int {
    if let place = first.firstIndex(of: word) { return place - first.count }
    return last.firstIndex(of: word).map { $0 + 1 } ?? 0
  }

  /// `layer` and 3 of `layer3`.
  private static func split(_ name: String) -> (word: String, number: Int) {
    let digits = name.reversed().prefix { $0.isASCII && $0.isNumber }
    return (String(name.dropLast(digits.count)), Int(String(digits.reversed())) ?? -1)
  }
}
