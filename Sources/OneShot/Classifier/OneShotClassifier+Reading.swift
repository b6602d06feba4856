import Datasets
import Files
import Foundation
import Layers
import Tensor
import Training

extension OneShotClassifier where Leg == Sequential {
  /// Reads a classifier whose file says what its network is made of, or of which ``Recipe``: no network is
  /// needed.
  ///
  /// ```swift
  /// let classifier = try OneShotClassifier(contentsOf: url)
  /// ```
  ///
  /// - Parameters:
  ///   - url: A file that `save(to:)` wrote.
  ///   - catalog: The kinds of layers that are known; default those of this library.
  /// - Throws: ``/Files/FileProblem`` if the file cannot be read, is damaged, does not say what its network is
  ///   made of, or has a layer that is not known.
  public convenience init(
    contentsOf url: URL, catalog: LayerCatalog = .standard
  ) throws(FileProblem) {
    let file = try ClassifierFile(contentsOf: url)
    try self.init(file, try Self.network(of: file, catalog: catalog))
  }

  /// Reads a classifier, lets `body` change it and writes it again, while whoever else asks for the same
  /// waits: of two programs that enroll into one file at a time neither loses a class. So `body` must not ask
  /// for the same file again, which would wait for itself.
  ///
  /// ```swift
  /// try OneShotClassifier.update(url) { try $0.enroll("seal", image) }
  /// ```
  ///
  /// - Parameters:
  ///   - url: A file that `save(to:)` wrote and that says what its network is made of.
  ///   - catalog: The kinds of layers that are known; default those of this library.
  ///   - body: Changes the classifier. If it throws, the file stays as it was.
  /// - Returns: What `body` returns.
  /// - Throws: ``/Files/FileProblem`` if the file cannot be read or written, and what `body` throws.
  @discardableResult
  public static func update<Result>(
    _ url: URL, catalog: LayerCatalog = .standard, _ body: (OneShotClassifier) throws -> Result
  ) throws -> Result {
    let lock = try FileLock(for: url)
    defer { withExtendedLifetime(lock) {} }
    let file = try ClassifierFile(contentsOf: url)
    let classifier = try OneShotClassifier(file, try network(of: file, catalog: catalog))
    let result = try body(classifier)
    try classifier.save(to: url, as: file.text.precision ?? .float32)
    return result
  }

  /// That of the file's architecture, and in older files that of its recipe.
  private static func network(
    of file: ClassifierFile, catalog: LayerCatalog
  ) throws(FileProblem) -> Siamese<Sequential> {
    if let network: Siamese<Sequential> = try file.network(catalog: catalog) { return network }
    guard let recipe = file.text.recipe else {
      throw file.refusal(
        "a classifier that does not say how its network is made",
        "one of layers that can be described, or of a recipe; for others use "
          + "init(contentsOf:model:)")
    }
    guard recipe.isPossible, let network = try? recipe.network() else {
      throw file.refusal("a recipe of no network", "one that can be built")
    }
    return network
  }
}

extension OneShotClassifier where Leg: DescribedLayer {
  /// As for a `Sequential`, with a leg of another type, such as one of your own that is in the catalog.
  ///
  /// ```swift
  /// let classifier = try OneShotClassifier<MyLeg>(
  ///   contentsOf: url, catalog: .standard.adding(MyLeg.self))
  /// ```
  public convenience init(
    contentsOf url: URL, catalog: LayerCatalog
  ) throws(FileProblem) {
    let file = try ClassifierFile(contentsOf: url)
    guard let network: Siamese<Leg> = try file.network(catalog: catalog) else {
      throw file.refusal(
        "a classifier that does not say how its network is made",
        "one of layers that can be described; for others use init(contentsOf:model:)")
    }
    try self.init(file, network)
  }
}

extension ClassifierFile {
  /// The network that the file describes, with its weights; nil if it describes none.
  fileprivate func network<Leg: Layer>(
    catalog: LayerCatalog
  ) throws(FileProblem) -> Siamese<Leg>? {
    guard let architecture, let head = text.head else { return nil }
    guard let distance = Distance.known[text.distance] else {
      throw refusal(
        "the distance \(text.distance)",
        "one of \(Distance.known.keys.sorted().joined(separator: ", "))")
    }
    do {
      let described = try Architecture(json: architecture, catalog: catalog)
      guard var leg = described.layer as? Leg else {
        throw refusal(
          "a leg of the type \(type(of: described.layer))", "one of the type \(Leg.self)")
      }
      var dense = try Dense(form: head)
      let missing =
        leg.fillPending { tensor("model.leg.\($0)") }.map { "leg.\($0)" }
        ?? dense.fillPending { tensor("model.head.\($0)") }.map { "head.\($0)" }
      if let missing { throw refusal("no tensor model.\(missing)", "one for each parameter") }
      return try Siamese(leg, input: described.input, distance: distance, head: dense)
    } catch let problem as FileProblem {
      throw problem
    } catch let error as ArchitectureError {
      throw FileProblem(url, error.within(["leg"]))
    } catch {
      throw refusal("\(error)", "layers that fit each other")
    }
  }
}

extension Siamese {
  /// What the leg is made of, if all of the network can be made again without code.
  func legArchitecture() throws(ArchitectureError) -> String {
    guard Distance.known[distance.name] != nil else {
      throw ArchitectureError(
        found: "the distance \"\(distance.name)\"", expected: "a distance of this library",
        at: ["distance"])
    }
    do {
      _ = try Architecture(head, input: []).json()
    } catch {
      throw error.within(["head"])
    }
    do {
      return try Architecture(leg, input: input).json()
    } catch {
      throw error.within(["leg"])
    }
  }
}

extension Distance {
  /// The distances of this library by their names.
  fileprivate static let known: [String: Distance] = Dictionary(
    uniqueKeysWithValues: [l1, weightedSquaredL2, l2, squaredL2, meanSquared, cosine]
      .map { ($0.name, $0) })
}
