import Autograd
import Tensor

/// A model without its weights: what its layers are, what shape of input it was built for, and which
/// parameters are frozen or regularized.
///
/// It is `Codable`; a decoder knows the layers of ``LayerCatalog/standard``. How weights begin is not kept:
/// an architecture that is built without its weights begins with the defaults.
public struct Architecture: Sendable {
  /// The layer; one that was read is not built yet.
  public var layer: any Layer
  /// The shape of one input, without the batch axis.
  public var input: Shape

  /// The given layer, for inputs of shape `input`.
  public init(_ layer: any Layer, input: Shape) {
    self.layer = layer
    self.input = input
  }

  /// The place in a model of what is coded at `keys`, as paths of parameters name it: `3.shortcut.0`.
  package static func path(_ keys: [any CodingKey]) -> [String] { LayerForm.names(keys) }

  /// No input has more scalars.
  private static let largestInput = 1 << 30
  private static let version = 1
}

extension Architecture: Codable {
  enum Key: String, CodingKey { case version, input, layer, frozen, regularized }

  /// Writes the version of the format, the input, the layer, and the paths of frozen and regularized
  /// parameters.
  ///
  /// - Throws: ``ArchitectureError`` if a layer cannot be described.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(Self.version, forKey: .version)
    try container.encode(input.dimensions, forKey: .input)
    try container.encode(LayerForm(layer), forKey: .layer)
    let parameters = layer.parameters
    let frozen = parameters.filter(\.parameter.isFrozen).map(\.path)
    if !frozen.isEmpty { try container.encode(frozen, forKey: .frozen) }
    let penalties = parameters.compactMap { path, parameter in
      parameter.regularizer.map { (path, [$0.l1, $0.l2]) }
    }
    if !penalties.isEmpty {
      try container.encode(
        Dictionary(penalties) { first, _ in first }, forKey: .regularized)
    }
  }

  /// Reads what was written.
  ///
  /// - Throws: ``ArchitectureError`` if it is of no model that can be built, of another version, or has a
  ///   layer of a kind that is not known.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    let version = try container.decode(Int.self, forKey: .version)
    guard version == Self.version else {
      throw ArchitectureError(found: "version \(version)", expected: "version \(Self.version)")
    }
    let input = try container.decode([Int].self, forKey: .input)
    guard input.count <= 8, let extent = Shape.extent(of: input), extent <= Self.largestInput else {
      throw ArchitectureError(
        found: "an input of \(input.prefix(8))",
        expected: "a shape of at most 8 axes and \(Self.largestInput) scalars")
    }
    self.init(try container.decode(LayerForm.self, forKey: .layer).layer, input: Shape(input))
    try mark(
      frozen: container.decodeIfPresent([String].self, forKey: .frozen) ?? [],
      regularized: container.decodeIfPresent([String: [Float]].self, forKey: .regularized) ?? [:])
  }

  private mutating func mark(
    frozen: [String], regularized: [String: [Float]]
  ) throws(ArchitectureError) {
    var (frozen, penalties) = (Set(frozen), [String: Regularizer]())
    for (path, factors) in regularized {
      guard factors.count == 2, factors.allSatisfy({ $0 >= 0 && $0.isFinite }) else {
        throw ArchitectureError(
          found: "\(factors.prefix(2)) for \(path.prefix(64))",
          expected: "two factors of a regularizer, finite and at least 0")
      }
      penalties[path] = Regularizer(l1: factors[0], l2: factors[1])
    }
    layer.forEachParameter { path, parameter in
      if frozen.remove(path) != nil { parameter.isFrozen = true }
      if let penalty = penalties.removeValue(forKey: path) { parameter.regularizer = penalty }
    }
    if let unknown = (frozen.union(penalties.keys)).min() {
      throw ArchitectureError(
        found: "a frozen or regularized parameter \(unknown.prefix(64))",
        expected: "only paths of parameters that the layer has")
    }
  }
}

extension Shape {
  /// The product of sizes, nil if one is negative or the product is more than can be counted.
  ///
  /// An empty axis is taken for one of size 1: beside it others could be of any size, whose products
  /// would be beyond an `Int` once the empty axis is gone.
  static func extent(of dimensions: [Int]) -> Int? {
    dimensions.reduce(1 as Int?) { product, size in
      guard size >= 0,
        let (extent, overflow) = product?.multipliedReportingOverflow(by: max(size, 1))
      else { return nil }
      return overflow ? nil : extent
    }
  }
}
