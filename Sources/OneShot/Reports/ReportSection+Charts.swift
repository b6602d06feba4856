import Datasets
import Layers
import Tensor
import Training

/// What was measured, as charts; below each the numbers.
extension ReportSection {
  /// The accuracies of a method in large letters, each beside the best of the other methods.
  ///
  /// - Parameters:
  ///   - rows: The results of all methods; of each kind of task those with the most classes are shown.
  ///   - method: The method that the report is about.
  public static func results(_ rows: [ResultRow], of method: String) -> ReportSection {
    let own = rows.filter { $0.method == method }
    let kinds = Dictionary(grouping: own) { $0.protocol }.values
    let tiles = own.filter { row in
      kinds.contains { $0.max { $0.ways < $1.ways } == row }
    }.map { row in
      let rival = rows.filter {
        $0.method != method && $0.protocol == row.protocol && $0.ways == row.ways
          && $0.shots == row.shots
      }.max { $0.accuracy.value < $1.accuracy.value }
      let shots = row.shots == 1 ? "1 example each" : "\(row.shots) examples each"
      let next = rival.map { "<span>next: \(markup($0.method)), \($0.accuracy.percentText)</span>" }
      return "<div class=\"tile\"><b>\(row.accuracy.percentText)</b>"
        + "<span>\(markup(row.protocol.rawValue)): \(row.ways) classes, \(shots)</span>"
        + "<span>\(row.accuracy.correct) of \(row.accuracy.trials) right</span>\(next ?? "")</div>"
    }
    return ReportSection(
      "Results",
      html: tiles.isEmpty ? "" : "<div class=\"tiles\">\(tiles.joined(separator: "\n"))</div>")
  }

  /// What a classifier said of pictures whose classes are known, in large letters.
  public static func results(_ evaluation: ClassifierEvaluation) -> ReportSection {
    let parts: [(Accuracy?, String)] = [
      (evaluation.nearest, "enrolled classes: the nearest class is right"),
      (evaluation.accepted, "enrolled classes: right, and not called unknown"),
      (evaluation.refused, "other classes: called unknown"),
    ]
    let tiles = parts.compactMap { accuracy, words in
      accuracy.map {
        "<div class=\"tile\"><b>\($0.percentText)</b><span>\(words)</span>"
          + "<span>\($0.correct) of \($0.trials)</span></div>"
      }
    }
    return ReportSection(
      "Results", html: "<div class=\"tiles\">\(tiles.joined(separator: "\n"))</div>")
  }

  /// Accuracy against the number of classes with 95 % intervals, a chart for each kind of task, and all
  /// results in a table.
  ///
  /// - Parameters:
  ///   - rows: The results of all methods.
  ///   - method: The method that stands out from the others.
  public static func accuracy(_ rows: [ResultRow], highlighting method: String) -> ReportSection {
    struct Kind: Hashable { let name: EvaluationProtocol, shots: Int }
    var kinds: [Kind] = []
    for row in rows {
      let kind = Kind(name: row.protocol, shots: row.shots)
      if !kinds.contains(kind) { kinds.append(kind) }
    }
    let charts = kinds.compactMap { kind -> String? in
      let rows = rows.filter { $0.protocol == kind.name && $0.shots == kind.shots }
      guard Set(rows.map(\.ways)).count > 1 else { return nil }
      let own = rows.methods.filter { $0 == method }
      let title = "\(kind.name), \(kind.shots == 1 ? "one example" : "\(kind.shots) examples") each"
      return figure(title, AccuracyChart(title, rows, highlighting: own).element)
    }
    return ReportSection(
      "Accuracy",
      html: rows.isEmpty
        ? ""
        : note("Bars and ± are 95 % intervals (Wilson's) over the trials.")
          + (charts.isEmpty ? "" : row(charts)) + table(ResultTable(rows).cells))
  }

  /// How accuracies and the loss went while a network was trained.
  ///
  /// - Parameters:
  ///   - history: What each epoch reported.
  ///   - metrics: Metrics from 0 to 1, and what the chart calls them; default what `OneShotValidation`
  ///     measures.
  public static func learning(
    _ history: TrainingHistory,
    _ metrics: KeyValuePairs<Metric, String> = [
      .oneShotAccuracy: "one-shot", .verificationAccuracy: "pairs",
    ]
  ) -> ReportSection {
    let curve = LearningCurve("Learning", history, metrics)
    guard let last = history.epochs.last else { return ReportSection("Learning", html: "") }
    let known = metrics.filter { !history[$0.key].isEmpty }
    let names = ["steps", "loss"] + known.map(\.value)
    let lines = history.epochs.map { epoch in
      ["\(epoch.iteration)", epoch.logs[.loss].map { decimal($0, places: 4) } ?? "–"]
        + known.map { epoch.logs[$0.key].map(percent) ?? "–" }
    }
    let figures = [
      known.isEmpty ? nil : figure("Accuracy on held-out classes", curve.element),
      curve.lossElement.map { figure("Loss", $0, numbers: table([names] + lines)) },
    ]
    let time = history[.seconds].last.map { " in \(decimal($0, places: 0)) s" } ?? ""
    let ending = history.ending.map { ", \($0)" } ?? ""
    return ReportSection(
      "Learning",
      html: note("\(grouped(last.iteration)) steps\(time)\(ending).")
        + row(figures.compactMap { $0 }))
  }

  /// How often the method is right in each group, the worst first; without contents if there is one group
  /// alone.
  public static func groups(_ evaluation: Evaluation) -> ReportSection {
    let groups = evaluation.byGroup
    guard groups.rows.count > 1 else { return ReportSection("By group", html: "") }
    let task = evaluation.tasks.tasks[0]
    let numbers = table(
      [["group", "accuracy", "trials"]]
        + groups.rows.map { [$0.group, $0.accuracy.percentText, "\($0.accuracy.trials)"] })
    return ReportSection(
      "By group",
      html: note(
        "\(evaluation.method), \(task.ways)-way tasks; the group is that of the query. "
          + "The worst group comes first.")
        + row([figure("Accuracy by group", GroupChart(groups).element, numbers: numbers)]))
  }

  /// What thresholds on a score cost, and what the chosen one does.
  ///
  /// - Parameters:
  ///   - curve: The rates for each threshold.
  ///   - threshold: The threshold that was chosen; default nil: none.
  ///   - origin: Where the threshold comes from, in a sentence: on other classes, say; default nothing.
  ///   - same: What is to be accepted, in the plural; default `same pairs`.
  ///   - different: What is to be refused, in the plural; default `different pairs`.
  public static func threshold(
    _ curve: ROCCurve, chosen threshold: Float?, origin: String = "", same: String = "same pairs",
    different: String = "different pairs"
  ) -> ReportSection {
    let chart = ROCChart(curve, threshold: threshold, same: same, different: different)
    let lines = curve.points().map {
      [scoreText($0.threshold), percent($0.falseAcceptRate), percent($0.trueAcceptRate)]
    }
    let numbers = table([["threshold", "of \(different)", "of \(same)"]] + lines)
    return ReportSection(
      "Threshold",
      html: note("\(chart.words). \(origin)")
        + row([
          figure("What each threshold accepts", chart.element),
          "<div><h3>Where few \(markup(different)) may be accepted</h3>\(numbers)</div>",
        ]))
  }

  /// How well a method tells pairs of one class from pairs of two, within groups, and the threshold of
  /// equal errors.
  ///
  /// - Parameters:
  ///   - scorer: The method.
  ///   - dataset: Draws the pairs, of images as the method sees them.
  ///   - others: Other classes, on which the threshold is chosen; default nil: the same pairs.
  ///   - count: The number of pairs; default 1000.
  ///   - seed: Determines the pairs; default 1.
  /// - Throws: ``SamplingError`` if there are too few classes or images, ``ROCError`` if a score is NaN.
  public static func pairs(
    _ scorer: some PairScorer, on dataset: ImageDataset, choosingOn others: ImageDataset? = nil,
    count: Int = 1000, seed: UInt64 = 1
  ) throws -> ReportSection {
    func curve(_ images: ImageDataset) throws -> ROCCurve {
      let pairs = try PairSampler(images, withinGroup: true).pairs(count, seed: seed)
      return try Verification(of: scorer, on: pairs).rocCurve()
    }
    let found = try curve(dataset)
    let chosen = try others.map { try curve($0).equalErrorThreshold } ?? found.equalErrorThreshold
    return threshold(
      found, chosen: chosen,
      origin: "\(grouped(count)) pairs within groups; the threshold is that of equal errors on "
        + (others == nil ? "these very pairs." : "pairs of other classes."))
  }

  /// The network as a diagram, drawn from its layers.
  public static func network<Leg: Layer>(_ siamese: Siamese<Leg>) -> ReportSection {
    let diagram = NetworkDiagram(siamese)
    return ReportSection(
      "Network",
      html: note(
        "\(grouped(diagram.parameterCount)) parameters; an embedding has "
          + "\(grouped(siamese.embeddingSize)) numbers.")
        + row([
          figure("Both legs have the same weights", diagram.element),
          "<div><h3>Layer by layer</h3>\(summaryTable(siamese.summary()))</div>",
        ]))
  }

  private static func summaryTable(_ summary: Summary) -> String {
    let lines = summary.rows.prefix(60).map { row in
      [
        row.layer, row.output.dimensions.map(grouped).joined(separator: " × "),
        grouped(row.trainable + row.nonTrainable),
      ]
    }
    let rest = summary.rows.count - lines.count
    return table(
      [["layer", "output", "parameters"]] + lines
        + (rest > 0 ? [["\(rest) more", "", ""]] : []))
  }
}
