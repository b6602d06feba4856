import Datasets

/// Sets of tasks with the names of their protocols: all that methods are compared on in a report.
///
/// ```swift
/// let suite = try TaskSuite([(.official, runs)]) + .fewShot(on: unseen)
/// let rows = suite.rows(for: siamese) + suite.rows(for: ModifiedHausdorff())
/// print(ResultTable(rows))
/// ```
public struct TaskSuite: Sendable {
  /// The sets and how their tasks were drawn.
  public let sets: [(protocol: EvaluationProtocol, tasks: TaskSet)]

  /// The given sets, none of them empty.
  public init(_ sets: [(protocol: EvaluationProtocol, tasks: TaskSet)]) { self.sets = sets }

  /// Tasks of several numbers of classes, in which each class is asked for once.
  ///
  /// - Parameters:
  ///   - dataset: What tasks are drawn from.
  ///   - ways: The numbers of classes; default those of Lake's and Koch's figures.
  ///   - shots: The number of examples of a class; default 1.
  ///   - trials: The least number of trials for each number of classes; default 400.
  ///   - scopes: Where the classes of a task are from; default of one group, and of any.
  ///   - drawers: Who drew the images; default anyone.
  ///   - seed: Determines the tasks; default 1.
  /// - Throws: ``SamplingError`` if the dataset is too small for such tasks.
  public static func fewShot(
    on dataset: ImageDataset, ways: [Int] = [2, 5, 10, 15, 20], shots: Int = 1, trials: Int = 400,
    scopes: [TaskSampler.Scope] = [.withinGroup, .acrossGroups],
    drawers: TaskSampler.Drawers = .mixed, seed: UInt64 = 1
  ) throws(SamplingError) -> TaskSuite {
    var sets: [(protocol: EvaluationProtocol, tasks: TaskSet)] = []
    for scope in scopes {
      for count in ways {
        let sampler = try TaskSampler(
          dataset, ways: count, shots: shots, queries: count, scope: scope, drawers: drawers)
        sets.append(
          (
            scope == .withinGroup ? .withinGroup : .acrossGroups,
            sampler.tasks(trials: trials, seed: seed)
          ))
      }
    }
    return TaskSuite(sets)
  }

  /// The sets of one suite, then those of another.
  public static func + (a: TaskSuite, b: TaskSuite) -> TaskSuite { TaskSuite(a.sets + b.sets) }

  /// What a method reaches on each set: one row a set; ways and shots are those of its first task.
  ///
  /// An image is embedded once, however many sets it occurs in.
  ///
  /// - Parameters:
  ///   - scorer: The method.
  ///   - name: What the rows call it; default nil: its own name.
  ///   - batchSize: How many images are embedded at a time; default 64.
  ///   - seed: Determines how classes are shuffled; default 0.
  public func rows(
    for scorer: some TaskScorer, named name: String? = nil, batchSize: Int = 64, seed: UInt64 = 0
  ) -> [ResultRow] {
    rows(of: evaluations(of: scorer, named: name, batchSize: batchSize, seed: seed))
  }

  /// The rows of evaluations, one for each set.
  public func rows(of evaluations: [Evaluation]) -> [ResultRow] {
    zip(sets, evaluations).map { ResultRow($0.protocol, $1) }
  }

  /// What a method says on each set, with everything that a report may show of it.
  ///
  /// An image is embedded once, however many sets it occurs in.
  ///
  /// - Parameters:
  ///   - scorer: The method.
  ///   - name: What the method is called; default nil: its own name.
  ///   - batchSize: How many images are embedded at a time; default 64.
  ///   - seed: Determines how classes are shuffled; default 0.
  public func evaluations(
    of scorer: some TaskScorer, named name: String? = nil, batchSize: Int = 64, seed: UInt64 = 0
  ) -> [Evaluation] {
    let positions = Dictionary(grouping: sets) { DatasetIdentity($0.tasks.dataset) }.mapValues {
      $0.flatMap { $0.tasks.tasks.flatMap(\.images) }
    }
    var stores: [DatasetIdentity: Embeddings] = [:]
    return sets.map { entry in
      let identity = DatasetIdentity(entry.tasks.dataset)
      let store =
        stores[identity]
        ?? scorer.embed(entry.tasks.dataset, at: positions[identity], batchSize: batchSize)
      stores[identity] = store
      return Evaluation(
        of: scorer, on: entry.tasks, embeddings: store, named: name, seed: seed)
    }
  }

  /// The same tasks on other versions of the images, such as the size that a network sees.
  ///
  /// - Parameter transform: The new dataset of a set, with the same images at the same positions; called
  ///   once for each dataset and protocol.
  public func onImages(
    _ transform: (EvaluationProtocol, ImageDataset) -> ImageDataset
  ) -> TaskSuite {
    var made: [EvaluationProtocol: [DatasetIdentity: ImageDataset]] = [:]
    return TaskSuite(
      sets.map { entry in
        let identity = DatasetIdentity(entry.tasks.dataset)
        let dataset =
          made[entry.protocol]?[identity] ?? transform(entry.protocol, entry.tasks.dataset)
        made[entry.protocol, default: [:]][identity] = dataset
        return (entry.protocol, TaskSet(dataset: dataset, tasks: entry.tasks.tasks))
      })
  }
}

/// Tells whether two datasets share their images, which a copy of a dataset does.
private struct DatasetIdentity: Hashable {
  private let store: ObjectIdentifier

  init(_ dataset: ImageDataset) { store = ObjectIdentifier(dataset.store) }
}
