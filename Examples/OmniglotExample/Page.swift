import ExampleSupport
import OneShot

extension OmniglotExample {
  /// What the page shows of the network: its hardest tasks with the characters in full size, pairs of the
  /// held-out alphabets, where it sees these, and how it came about.
  func sections(
    _ network: Siamese<Sequential>, of recipe: some SiameseRecipe, _ evaluations: [Evaluation],
    _ suite: TaskSuite, _ data: ExampleData, _ history: TrainingHistory?
  ) throws -> [ReportSection] {
    var sections: [ReportSection] = []
    let pairs = Array(zip(suite.sets, evaluations))
    if let (set, found) = pairs.last(where: { $0.0.protocol == .withinGroup }) ?? pairs.first {
      let evaluation = found.showing(set.tasks.dataset)
      sections += [.groups(evaluation), .tasks(evaluation), .confusions(evaluation)]
    }
    if let images = data.test ?? data.validation {
      let (scorer, seen) = (recipe.views(of: network), recipe.images(of: images))
      let others = data.test == nil ? nil : data.validation.map { recipe.images(of: $0) }
      sections += [
        try .pairs(scorer, on: seen, choosingOn: others, seed: seed),
        try .map(scorer.embed(seen), of: images),
      ]
    }
    return sections + (history.map { [.learning($0)] } ?? []) + [.network(network)]
  }
}
