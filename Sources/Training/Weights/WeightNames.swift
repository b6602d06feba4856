/// Which tensor of a file of another library belongs to which parameter.
///
/// ```swift
/// .inOrder                          // in the order of the network
/// .same                             // 0.scale is 0.weight, in nn.Sequential
/// ["0": "conv1", "1": "bn1"]        // layers here and there
/// WeightNames { "backbone.\($0)" }  // a rule
/// ```
///
/// A layer stands for its parameters, whose names in the other library are known: in PyTorch a batch
/// norm's `scale`, `shift`, `runningMean` and `runningVariance` are `weight`, `bias`, `running_mean`
/// and `running_var`.
public struct WeightNames: Sendable, ExpressibleByDictionaryLiteral {
  enum Rule: Sendable {
    case inOrder
    case renamed(@Sendable (String) -> String)
    case exact([String: (name: String, shape: [Int]?)])
  }

  let rule: Rule

  init(_ rule: Rule) { self.rule = rule }

  /// The name and the shape of the tensor of each parameter, by its path.
  package init(exactly names: [String: (name: String, shape: [Int]?)]) { rule = .exact(names) }

  /// The file lists the tensors in the order of the parameters. Shapes are compared, and a file with more
  /// or fewer tensors is refused. Layer scales, class tokens and positions are found wherever they are
  /// listed. When weights are written, as ``same``.
  public static let inOrder = WeightNames(.inOrder)

  /// Layers have the same paths in both libraries.
  public static let same = WeightNames { $0 }

  /// A rule.
  ///
  /// - Parameter name: The name of a layer or a parameter in the other library, from its path here with
  ///   the parameter's name there: from `1.running_mean`.
  public init(_ name: @escaping @Sendable (String) -> String) { rule = .renamed(name) }

  /// Paths of layers, or the beginnings of such, and what stands there instead: the longest that fits is
  /// taken, and a path without any stays.
  public init(dictionaryLiteral elements: (String, String)...) {
    self.init(Dictionary(elements) { $1 })
  }

  /// Paths of layers, or the beginnings of such, and what stands there instead.
  public init(_ layers: [String: String]) {
    self.init { path in
      var prefix = path[...]
      while true {
        if let name = layers[String(prefix)] { return name + path[prefix.endIndex...] }
        guard let dot = prefix.lastIndex(of: ".") else { break }
        prefix = prefix[..<dot]
      }
      return layers[""].map { "\($0).\(path)" } ?? path
    }
  }
}

extension WeightLayout {
  /// The path of a parameter with its name in the library.
  func path(of place: ParameterPlace) -> String {
    let layer = place.path.dropLast(place.name.count)
    switch self {
    case .keras: return "\(layer)\(Self.kerasNames[place.name] ?? place.name)"
    case .pyTorch:
      if place.kind == .layerScale { return "\(layer)gamma" }
      return "\(layer)\(Self.pyTorchNames[place.name] ?? place.name)"
    }
  }

  private static let pyTorchNames = [
    "scale": "weight", "shift": "bias", "runningMean": "running_mean",
    "runningVariance": "running_var", "slope": "weight", "inputWeight": "in_proj_weight",
    "inputBias": "in_proj_bias", "outputWeight": "out_proj.weight", "outputBias": "out_proj.bias",
  ]
  private static let kerasNames = [
    "weight": "kernel", "scale": "gamma", "shift": "beta", "runningMean": "moving_mean",
    "runningVariance": "moving_variance", "slope": "alpha",
  ]
}
