import OneShot
import Testing

@Suite struct TaskSamplerTests {
  let dataset = numberedImages(groups: [6, 8], drawers: 5)

  struct Form: Sendable {
    var ways = 5
    var shots = 1
    var queries = 1
    var scope = TaskSampler.Scope.withinGroup
    var drawers = TaskSampler.Drawers.mixed
  }
  static let forms = [
    Form(), Form(ways: 6, shots: 2, queries: 6), Form(shots: 3, queries: 7),
    Form(ways: 6, shots: 1, queries: 6, drawers: .separate),
    Form(ways: 4, shots: 2, queries: 9, scope: .acrossGroups, drawers: .separate),
    Form(ways: 14, shots: 4, queries: 14, scope: .acrossGroups),
  ]

  @Test(arguments: forms, 0..<10 as Range<UInt64>)
  func imagesAreDistinctAndAnswersTrue(form: Form, seed: UInt64) throws {
    let sampler = try TaskSampler(
      dataset, ways: form.ways, shots: form.shots, queries: form.queries, scope: form.scope,
      drawers: form.drawers)
    for task in sampler.tasks(5, seed: seed).tasks {
      #expect(task.ways == form.ways && task.shots == form.shots)
      #expect(task.queries.count == form.queries)
      let images = task.support.flatMap { $0 } + task.queries
      #expect(Set(images).count == images.count)
      let classes = task.support.map { Set($0.map { dataset.labels($0).position }) }
      #expect(classes.allSatisfy { $0.count == 1 } && Set(classes).count == form.ways)
      for (query, answer) in zip(task.queries, task.answers) {
        #expect(classes[answer] == [dataset.labels(query).position])
      }
      if form.scope == .withinGroup {
        #expect(Set(images.map { dataset.labels($0).group }).count == 1)
      }
      let turns = Dictionary(grouping: task.answers) { $0 }.mapValues(\.count)
      #expect(turns.values.max()! <= (form.queries + form.ways - 1) / form.ways)
    }
  }

  @Test func separateDrawersAreSharedByAllClassesAndNotByQueries() throws {
    let sampler = try TaskSampler(dataset, ways: 6, shots: 2, queries: 12, drawers: .separate)
    for task in sampler.tasks(50, seed: 1).tasks {
      let support = task.support.map { $0.map { dataset.labels($0).drawer } }
      #expect(Set(support).count == 1)
      let queries = Set(task.queries.map { dataset.labels($0).drawer })
      #expect(queries.count == 2 && queries.isDisjoint(with: support[0]))
    }
  }

  @Test func aSeedDeterminesTheTasks() throws {
    let sampler = try TaskSampler(dataset, ways: 5)
    #expect(sampler.tasks(10, seed: 1).tasks == sampler.tasks(10, seed: 1).tasks)
    #expect(sampler.tasks(10, seed: 1).tasks != sampler.tasks(10, seed: 2).tasks)
  }

  @Test func asManyTasksAsGiveSoManyTrials() throws {
    let sampler = try TaskSampler(dataset, ways: 5, queries: 3)
    for (trials, count) in [(0, 0), (1, 1), (3, 1), (4, 2), (400, 134)] {
      let tasks = sampler.tasks(trials: trials, seed: 1)
      #expect(tasks.count == count && tasks.dataset.name == "numbered images")
      #expect(tasks.tasks == sampler.tasks(count, seed: 1).tasks)
    }
  }

  @Test func answersAreAnywhere() throws {
    let tasks = try TaskSampler(dataset, ways: 5).tasks(200, seed: 7).tasks
    let counts = Dictionary(grouping: tasks.flatMap(\.answers)) { $0 }.mapValues(\.count)
    #expect(counts.count == 5 && counts.values.allSatisfy { (15...70).contains($0) })
    #expect(Set(tasks.flatMap(\.queries).map { dataset.labels($0).position }).count == 14)
  }

  @Test func datasetsThatAreTooSmall() {
    #expect(
      throws: SamplingError.tooFewClasses(
        group: "group0", found: 6, needed: 7, purpose: "a 7-way task")
    ) { try TaskSampler(dataset, ways: 7) }
    #expect(
      throws: SamplingError.tooFewClassesInAll(
        dataset: "numbered images", found: 14, needed: 15, purpose: "a 15-way task")
    ) { try TaskSampler(dataset, ways: 15, scope: .acrossGroups) }
    #expect(
      throws: SamplingError.tooFewImages(
        className: "group0/class0", found: 5, needed: 6,
        purpose: "a 5-shot 3-way task with 1 query")
    ) { try TaskSampler(dataset, ways: 3, shots: 5) }
    for (ways, shots, queries) in [(0, 1, 1), (1, 0, 1), (1, 1, 0)] {
      #expect(throws: SamplingError.self) {
        try TaskSampler(dataset, ways: ways, shots: shots, queries: queries)
      }
    }
  }
}
