import Foundation

/// What `config.json` in a `.keras` file says about the order of layers.
struct KerasConfiguration {
  /// The paths of layers in the file of weights, in order.
  private(set) var paths: [String] = []

  /// Without any path if the text is not as it should be, which leaves the order to the names.
  init(_ bytes: [UInt8]) {
    guard let model = try? JSONSerialization.jsonObject(with: Data(bytes)) else { return }
    visit(model, "", depth: 0)
  }

  private mutating func visit(_ model: Any, _ prefix: String, depth: Int) {
    guard depth < 32, let config = (model as? [String: Any])?["config"] as? [String: Any],
      let layers = config["layers"] as? [[String: Any]]
    else { return }
    var counts: [String: Int] = [:]
    for layer in layers {
      guard let type = layer["class_name"] as? String else { continue }
      let name = KerasName.snakeCase(type)
      let number = counts[name, default: 0]
      counts[name] = number + 1
      let path = "\(prefix)layers/\(KerasName.numbered(name, number))"
      paths.append(path)
      visit(layer, "\(path)/", depth: depth + 1)
    }
  }
}
