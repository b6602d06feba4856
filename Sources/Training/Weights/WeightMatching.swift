import Files
import Tensor

/// Finds the tensor of a file for each parameter of a model.
struct WeightMatching {
  let layout: WeightLayout
  let places: [ParameterPlace]
  /// What errors name.
  let file: String
  let tensors: [(name: String, tensor: Tensor)]
  let skipped: [SkippedTensor]

  /// The name of a tensor and what it is here, for each place.
  typealias Match = (name: String, theirs: Tensor, ours: Tensor)

  func matches(by names: WeightNames) throws(FileProblem) -> [Match] {
    let found: [Int]
    switch names.rule {
    case .inOrder: found = try inOrder()
    case .renamed(let rename): found = try named { rename(layout.path(of: $0)) }
    case .exact(let names): found = try named { names[$0.path]?.name ?? layout.path(of: $0) }
    }
    var matches: [Match] = []
    for (place, index) in zip(places, found) {
      let (name, tensor) = tensors[index]
      guard let ours = layout.ours(tensor, for: place) else {
        throw FileProblem(
          path: file, found: "\(name) of shape \(tensor.shape)", expected: description(of: place))
      }
      matches.append((name, tensor, ours))
    }
    return matches
  }

  private func named(_ name: (ParameterPlace) -> String) throws(FileProblem) -> [Int] {
    let all = Dictionary(tensors.indices.map { (tensors[$0].name, $0) }) { first, _ in first }
    var found: [Int] = []
    var used: [Int: String] = [:]
    for place in places {
      let name = name(place)
      guard let index = all[name] else {
        let skipped = skipped.first { $0.name == name }
        throw FileProblem(
          path: file, found: skipped.map { "\($0), which was left out" } ?? "no tensor \(name)",
          expected: "\(name) for \(description(of: place))")
      }
      if let other = used.updateValue(place.path, forKey: index) {
        throw FileProblem(
          path: file, found: "\(name) for both \(other) and \(place.path)",
          expected: "a tensor for each parameter")
      }
      found.append(index)
    }
    try requireNoMore(tensors.indices.filter { used[$0] == nil })
    return found
  }

  private func inOrder() throws(FileProblem) -> [Int] {
    // Parameters of a kind that the model has are told by their names, wherever they are listed.
    let kinds = Set(places.map(\.kind))
    var queues: [ParameterPlace.Kind: ArraySlice<Int>] = [:]
    for index in tensors.indices {
      let kind = Self.kind(of: tensors[index].name)
      queues[kinds.contains(kind) ? kind : .ordinary, default: []].append(index)
    }
    var found: [Int] = []
    for place in places {
      guard let index = queues[place.kind]?.popFirst() else {
        throw FileProblem(
          path: file, found: "\(tensors.count) tensors, none left for it",
          expected: "\(places.count) tensors, one for \(description(of: place))")
      }
      guard layout.ours(tensors[index].tensor, for: place) != nil else {
        let (name, tensor) = tensors[index]
        throw FileProblem(
          path: file, found: "\(name) of shape \(tensor.shape), at that place in the file",
          expected: description(of: place))
      }
      found.append(index)
    }
    try requireNoMore(queues.values.flatMap { $0 }.sorted())
    return found
  }

  private func requireNoMore(_ left: [Int]) throws(FileProblem) {
    guard let first = left.first else { return }
    throw FileProblem(
      path: file,
      found: "\(tensors.count) tensors, \(tensors[first].name) of shape "
        + "\(tensors[first].tensor.shape) the first of \(left.count) left over",
      expected: "only the \(places.count) that this architecture has; `ignoring` leaves others out")
  }

  private func description(of place: ParameterPlace) -> String {
    let theirs = layout.theirShape(of: place)
    let shape =
      theirs == place.shape ? "\(theirs)" : "\(place.shape), which is \(theirs) in PyTorch"
    return "\(place.path) of shape \(shape)"
  }

  private static func kind(of name: String) -> ParameterPlace.Kind {
    let last = name.split(separator: ".").last ?? ""
    if last == "gamma" || last.hasPrefix("layer_scale") { return .layerScale }
    if last == "cls_token" || last == "class_token" { return .classToken }
    return last.hasPrefix("pos_embed") ? .positions : .ordinary
  }
}
