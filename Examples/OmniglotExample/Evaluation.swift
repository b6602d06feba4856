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

  /// The official runs where there are any; on the held-out alphabets 400 trials for each N.
  init(_ data: ExampleData, seed: UInt64) throws {
    var parts: [Part] = []
    if let official = data.official {
      parts.append(
        Part(name: .officialWithinAlphabet, images: official.dataset, lists: [official.tasks]))
    }
    let images = data.validation
    for (name, scope) in [
      (EvaluationProtocol.withinAlphabet, TaskSampler.Scope.withinAlphabet),
      (.acrossAlphabets, .acrossAlphabets),
    ] {
      let lists = try [2, 5, 10, 15, 20].map { ways in
        try TaskSampler(images, ways: ways, queries: ways, scope: scope, drawers: .separate)
          .tasks((400 + ways - 1) / ways, seed: seed)
      }
      parts.append(Part(name: name, images: images, lists: lists))
    }
    self.parts = parts
  }

  /// What chance, pixels and the Modified Hausdorff distance reach.
  func baselines(seed: UInt64) -> [ResultRow] {
    rows(RandomScorer(seed: seed)) + rows(NearestNeighbour()) + rows(ModifiedHausdorff())
  }

  /// What a method reaches, on the images as they are or as a preset's network sees them.
  func rows(_ scorer: some OneShotScorer, preset: (any Preset)? = nil) -> [ResultRow] {
    parts.flatMap { part in
      let images =
        preset.map { preset in
          preset.prepared(part.images).resized(
            height: preset.imageSize, width: preset.imageSize)
        } ?? part.images
      return resultRows(scorer, on: part.lists, of: images, protocol: part.name)
    }
  }

  /// A picture of a few tasks with the scorer's ranking: official ones where there are any.
  func picture(_ scorer: some OneShotScorer, preset: any Preset) -> TaskPicture {
    let size = preset.imageSize
    let images = preset.prepared(parts[0].images).resized(height: size, width: size)
    return TaskPicture(scorer, on: Array(parts[0].lists.last!.prefix(8)), of: images)
  }
}
