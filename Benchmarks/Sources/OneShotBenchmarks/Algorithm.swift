import ArgumentParser
import OneShot

/// `ConvolutionMethod` as an option: `automatic`, `unfolded` or `bilinear:20`.
struct Algorithm: ExpressibleByArgument {
  let method: ConvolutionMethod

  /// The library's own choice.
  static let automatic = Algorithm(method: .automatic)

  init(method: ConvolutionMethod) { self.method = method }

  init?(argument: String) {
    let parts = argument.split(separator: ":", omittingEmptySubsequences: false)
    switch (parts[0], parts.count) {
    case ("automatic", 1): method = .automatic
    case ("unfolded", 1): method = .unfolded
    case ("bilinear", 2):
      guard let tile = Int(parts[1]), tile > 1 else { return nil }
      method = .bilinear(tile: tile)
    default: return nil
    }
  }

  var defaultValueDescription: String {
    switch method {
    case .automatic: "automatic"
    case .unfolded: "unfolded"
    case .bilinear(let tile): "bilinear:\(tile)"
    }
  }
}
