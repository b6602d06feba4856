import OneShot

/// The tasks of a report, at full size for the baselines and at the network's size for it.
struct Evaluation {
  /// Tasks of one protocol, a list for each N, over one set of images.
  private struct Part {
    let name: EvaluationProtocol
    let images: ImageDataset
    let lists: [[OneShotTask]]
  }

  private let parts: [Part]

  /// The official runs where there are any, and MNIST's; on the held-out alphabets 400 trials for
  /// each N.
  init(_ data: ExampleData, digits: OneShotTaskSet?, seed: UInt64) throws {
    var parts: [Part] = []
    for (name, set) in [
      (EvaluationProtocol.officialWithinAlphabet, data.official), (.mnist, digits),
    ] {
      if let set { parts.append(Part(name: name, images: set.dataset, lists: [set.tasks])) }
    }
    if let images = data.test ?? data.validation {
      parts.append(try Self.part(.withinAlphabet, images, .withinAlphabet, seed: seed))
      parts.append(try Self.part(.acrossAlphabets, images, .acrossAlphabets, seed: seed))
    }
    guard !parts.isEmpty else {
      throw DataError(
        description: "\(data.name): found no official runs and no alphabets held out, expected "
          + "some to measure on: leave out --hold-out none")
    }
    self.parts = parts
  }

  private static func part(
    _ name: EvaluationProtocol, _ images: ImageDataset, _ scope: TaskSampler.Scope, seed: UInt64
  ) throws -> Part {
    let lists = try [2, 5, 10, 15, 20].map { ways in
      try TaskSampler(images, ways: ways, queries: ways, scope: scope, drawers: .separate)
        .tasks((400 + ways - 1) / ways, seed: seed)
    }
    return Part(name: name, images: images, lists: lists)
  }

  /// What chance, pixels and the Modified Hausdorff distance reach.
  func baselines(seed: UInt64) -> [ResultRow] {
    rows(RandomScorer(seed: seed)) + rows(NearestNeighbor()) + rows(ModifiedHausdorff())
  }

  /// What a method reaches, on the images as they are or as a preset's network sees them.
  func rows(_ scorer: some OneShotScorer, preset: (any Preset)? = nil) -> [ResultRow] {
    parts.flatMap { part in
      resultRows(
        scorer, on: part.lists, of: preset.map { Self.images(of: part, for: $0) } ?? part.images,
        protocol: part.name)
    }
  }

  /// A picture of a few tasks with the scorer's ranking: official ones where there are any.
  func picture(_ scorer: some OneShotScorer, preset: any Preset) -> TaskPicture {
    TaskPicture(
      scorer, on: Array(parts[0].lists.last!.prefix(8)),
      of: Self.images(of: parts[0], for: preset))
  }

  /// A part's images as a preset's network sees them; digits are small and soft as they are.
  private static func images(of part: Part, for preset: any Preset) -> ImageDataset {
    let images = part.name == .mnist ? part.images : preset.prepared(part.images)
    return images.resized(height: preset.imageSize, width: preset.imageSize)
  }
}
