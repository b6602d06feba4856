/// A layer of any kind within the form of another one: written as its kind and its own form.
///
/// ```swift
/// struct Form: Codable {
///   let left: LayerForm
///   let right: LayerForm
/// }
/// ```
public struct LayerForm: Codable, Sendable {
  /// The layer; one that was read is not built yet.
  public let layer: any Layer

  /// The given layer. One that cannot be described is found where the form is written.
  public init(_ layer: any Layer) { self.layer = layer }

  /// How deep layers may lie within layers.
  public static let deepest = 32

  /// The kind of a layer, as the key of its form.
  struct Kind: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  /// Writes `{"Dense": {…}}`.
  ///
  /// - Throws: ``ArchitectureError`` if the layer, or one within it, cannot be described.
  public func encode(to encoder: any Encoder) throws {
    let path = encoder.codingPath
    try Self.requireShallow(path)
    guard let layer = layer as? any DescribedLayer else {
      throw ArchitectureError(
        found: Self.name(of: layer), expected: "a layer that can be described: a DescribedLayer",
        at: Self.names(path))
    }
    func encode<Described: DescribedLayer>(_ layer: Described) throws {
      if let known = LayerCatalog.standard[Described.kind], known != Described.self {
        throw ArchitectureError(
          found: "another layer of the kind \(Described.kind)",
          expected: "a kind that this library has not got", at: Self.names(path))
      }
      var container = encoder.container(keyedBy: Kind.self)
      try Self.locating(path) {
        try container.encode(layer.form, forKey: Kind(stringValue: Described.kind))
      }
    }
    try encode(layer)
  }

  /// Reads what was written, by the kinds of a ``LayerCatalog``.
  ///
  /// - Throws: ``ArchitectureError`` if the kind is not known, or there is no such layer.
  public init(from decoder: any Decoder) throws {
    let path = decoder.codingPath
    try Self.requireShallow(path)
    let container = try decoder.container(keyedBy: Kind.self)
    guard let kind = container.allKeys.first, container.allKeys.count == 1 else {
      throw ArchitectureError(
        found: "\(container.allKeys.count) kinds", expected: "a layer of one kind",
        at: Self.names(path))
    }
    let catalog = decoder.userInfo[LayerCatalog.key] as? LayerCatalog ?? .standard
    guard let type = catalog[kind.stringValue] else {
      throw ArchitectureError(
        found: "a layer of the kind \"\(kind.stringValue.prefix(64))\"",
        expected: "one of \(catalog.kinds.joined(separator: ", ")), or a catalog with that kind",
        at: Self.names(path))
    }
    func decoded<Described: DescribedLayer>(_ type: Described.Type) throws -> any Layer {
      let form = try container.decode(Described.Form.self, forKey: kind)
      return try Self.locating(path) { try Described(form: form) }
    }
    layer = try decoded(type)
  }

  private static func requireShallow(_ path: [any CodingKey]) throws(ArchitectureError) {
    guard path.count(where: { $0 is Kind }) < deepest else {
      throw ArchitectureError(
        found: "more of them, at \(names(path.prefix(8)).joined(separator: "."))…",
        expected: "at most \(deepest) layers within each other")
    }
  }

  /// Errors that do not say where they are from are from the layer at `path`.
  private static func locating<Result>(
    _ path: [any CodingKey], _ body: () throws -> Result
  ) throws -> Result {
    do {
      return try body()
    } catch let error as ArchitectureError {
      let names = names(path)
      throw error.path.starts(with: names) ? error : error.within(names)
    }
  }

  private static func name(of layer: any Layer) -> String {
    (layer as? Lambda).map { "Lambda \"\($0.name)\"" } ?? "\(type(of: layer))"
  }

  /// The place of what is coded as parameters and errors name it: `3.shortcut.0`.
  static func names(_ path: some Sequence<any CodingKey>) -> [String] {
    path.filter { !($0 is Kind) && !($0 is Architecture.Key) }
      .map { key in key.intValue.map { "\($0)" } ?? key.stringValue }
  }
}
