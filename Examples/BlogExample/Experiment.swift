import ExampleSupport
import Foundation
import OneShot

extension BlogExample {
  /// Trains, judges and draws.
  func work(in folder: RunFolder) throws {
    let data = try BlogData.all(folder: data, glyphs: glyphs)
    print(
      "\(data.training.name): \(data.training.groups.count) alphabets to learn from, "
        + "\(data.validation.groups.joined(separator: ", ")) to choose by, "
        + "\(data.evaluation.groups.count) to judge by")
    let figures = Figures(data: data, folder: folder, seed: seed)
    try figures.drawTheProblem()

    var siameseNet: Siamese<Sequential>
    switch recipe {
    case .post: siameseNet = try Post.siameseNet(seed: seed)
    case .fiveMinutes: siameseNet = try FiveMinutes.siameseNet(seed: seed)
    }
    try NetworkDiagram(siameseNet).write(to: folder.file("network.svg"))
    let history = try train(&siameseNet, on: data, in: folder)
    try figures.drawTheTraining(of: siameseNet, history)
    try siameseNet.saveWeights(to: folder.file("weights.safetensors"))

    var report = OneShotReport(dataset: data.training.name, preset: recipe.rawValue, seed: seed)
    report.trainingSeconds = history[.seconds].last
    report.results = try judge(siameseNet, on: data)
    try folder.write(try json(report), to: "results.json")
    try figures.drawTheResults(report.results)
    folder.finish()
    print("\nAccuracy in one-shot tasks, with 95 % intervals, seed \(seed):\n\n\(report)\n")
    let minutes = (report.trainingSeconds ?? 0) / 60
    print(
      "\(history.epochs.last?.iteration ?? 0) steps, \((10 * minutes).rounded() / 10) minutes. "
        + "Results and figures are in \(options.output).")
  }

  private func train(
    _ siameseNet: inout Siamese<Sequential>, on data: BlogData, in folder: RunFolder
  ) throws -> TrainingHistory {
    let loader = SiameseLoader(train: data.training, validation: data.validation)
    let steps = steps ?? (recipe == .post ? 2000 : FiveMinutes.steps)
    let plan = TrainingPlan(
      steps: steps, stepsPerEpoch: min(steps, evaluateEvery), seed: seed,
      checkpoints: folder.checkpoints(), resumes: resume,
      settings: ["recipe": recipe.rawValue, "data": data.training.name])
    let callbacks: [any Callback] = [
      ProgressBar(unit: "items"), CSVLogger(folder.file("training.csv")), TerminateOnNaN(),
      EarlyStopping(monitor: .oneShotAccuracy, patience: .max), InterruptHandler(),
    ]
    let history =
      switch recipe {
      case .post:
        try Post.train(&siameseNet, with: loader, plan: plan, callbacks: callbacks)
      case .fiveMinutes:
        try FiveMinutes.train(&siameseNet, with: loader, plan: plan, callbacks: callbacks)
      }
    try folder.check(history, "BlogExample", "--output", folder.path)
    return history
  }

  /// The post's four curves, N = 1, 3, … 59 across alphabets, and the official runs within them.
  private func judge(
    _ siameseNet: Siamese<Sequential>, on data: BlogData
  ) throws -> [ResultRow] {
    func suite(_ dataset: ImageDataset) throws -> TaskSuite {
      TaskSuite(
        try stride(from: 1, through: 59, by: 2).map { N in
          let sampler = try TaskSampler(dataset, ways: N, scope: .acrossGroups)
          return (.acrossGroups, sampler.tasks(trials, seed: seed))
        })
    }
    let unseen = try suite(data.evaluation)
    // 20 is not among the post's numbers, but in its text.
    let twenty = TaskSuite([
      (
        .acrossGroups,
        try TaskSampler(data.evaluation, ways: 20, scope: .acrossGroups).tasks(1000, seed: seed)
      )
    ])
    let official = TaskSuite(data.official.map { [(.official, $0)] } ?? [])
    let known = try suite(data.training)
    return (unseen + twenty + official).rows(for: siameseNet, named: "new alphabets")
      + known.rows(for: siameseNet, named: "training alphabets")
      + (unseen + twenty + official).rows(for: NearestNeighbor(), named: "nearest neighbor")
      + unseen.rows(for: RandomScorer(seed: seed))
  }
}
