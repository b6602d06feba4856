import Tuning

extension DistributedGroup {
  /// Looks for settings with all processes, each of which tries its own: as many trials at a time as there
  /// are processes.
  ///
  /// The first process suggests the settings of each round and keeps the log; the others need not see
  /// its disk. A round ends with its slowest trial. Which settings are tried depends on the seed and
  /// the number of processes.
  ///
  /// ```swift
  /// var search = try Search(
  ///   space, goal: .maximize, seed: 1,
  ///   log: group.isFirst ? URL(filePath: "trials.jsonl") : nil)
  /// let best = try group.run(&search, trials: 40) { trial in
  ///   try accuracy(learningRate: trial["learningRate"])
  /// }
  /// ```
  ///
  /// - Parameters:
  ///   - search: The search, the same on all processes, but that only the first needs the log.
  ///   - trials: The number of trials in all, those in the log included.
  ///   - score: The score of a trial; one that is not finite counts as none.
  /// - Returns: The completed trial with the best score, on all processes.
  /// - Throws: What `score` throws, except `TrialStopped`; ``/Files/FileProblem`` if the log cannot be
  ///   written; `SearchError` if no trial has a score; ``DistributedError`` if a message is lost.
  @discardableResult
  public func run<Score: BinaryFloatingPoint>(
    _ search: inout Search, trials: Int, _ score: (Trial) throws -> Score
  ) throws -> TrialRecord {
    let known = try broadcast(search.records)
    search.learn(known)
    while search.records.count < trials {
      let round = min(count, trials - search.records.count)
      let suggested = isFirst ? try (0..<round).map { _ in try search.suggest() } : []
      let settings = try broadcast(suggested.map(\.settings))
      let before = search.records.count
      var mine: TrialRecord?
      if rank < round {
        let trial =
          isFirst ? suggested[0] : search.trial(number: before + rank, settings: settings[rank])
        mine = try trial.outcome(score)
      }
      for (index, record) in try gather(mine).compactMap({ $0 }).enumerated() {
        if isFirst {
          try search.finish(suggested[index], as: record)
        } else {
          search.learn(search.records + [record])
        }
      }
    }
    guard let best = search.best else {
      throw SearchError.nothingCompleted(trials: search.records.count)
    }
    return best
  }
}
