import ArgumentParser
import CHost
import Foundation
import OneShot
import Synchronization

/// What one thread tells the others.
private final class Flag: Sendable {
  private let value = Atomic<Bool>(false)
  var isSet: Bool { value.load(ordering: .acquiring) }
  func set() { value.store(true, ordering: .releasing) }
}

/// A host program that has OpenBLAS to itself as well, and that forks while threads are at work.
struct Host: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Forks, and uses OpenBLAS, around a training.",
    discussion: """
      While one thread trains, the host forks again and again: each child trains some steps, which must \
      give the bits that they give here, and may not hang. Other threads of the host multiply matrices by \
      OpenBLAS, whose results and number of threads must be theirs.
      """)

  @Option(help: "How many children.") var forks = 100

  func validate() throws {
    if forks < 1 { throw ValidationError("--forks: found \(forks), expected 1 or more") }
  }

  func run() async throws {
    let expected = try Self.train(steps: 3)
    let (isDone, forks) = (Flag(), forks)
    try await withThrowingTaskGroup(of: String.self) { group in
      group.addTask {
        var trainings = 0
        while !isDone.isSet {
          try check(try Self.train(steps: 3) == expected, "a training beside children differs")
          trainings += 1
        }
        return "\(trainings) trainings beside it, all with the same bits"
      }
      group.addTask {
        defer { isDone.set() }
        for number in 1...forks { try Self.child(number, expecting: expected) }
        return "\(forks) children trained, all with the same bits"
      }
      for try await line in group { print(line) }
    }
    print(try Self.multiply())
  }

  /// The bits of a network's weights after some steps.
  private static func train(steps: Int) throws -> [UInt32] {
    var siamese = try Subject.network()
    var optimizer = Adam(learningRate: 1e-3)
    let batches = try Subject.batches()
    for step in 0..<steps {
      let batch = try batches.batch(at: step)
      let (_, gradients) = gradient(of: &siamese) { metricLoss($0, batch) }
      optimizer.update(&siamese, along: gradients)
    }
    return siamese.values.tensors.flatMap { $0.scalars.map(\.bitPattern) }
  }

  /// Trains in a child, which tells by its status whether it got what is expected.
  private static func child(_ number: Int, expecting expected: [UInt32]) throws {
    let process = host_fork()
    if process == 0 {
      let found = try? train(steps: 3)
      _exit(found == expected ? 0 : 1)
    }
    try check(process > 0, "fork: \(String(cString: strerror(errno)))")
    var status: Int32 = 0
    let start = ContinuousClock.now
    while waitpid(process, &status, WNOHANG) == 0 {
      if ContinuousClock.now - start > .seconds(60) {
        kill(process, SIGKILL)
        throw Wrong("child \(number) hangs")
      }
      usleep(2000)
    }
    try check(status == 0, "child \(number) ended with \(status), expected the bits of its parent")
  }

  /// The host's own products, on as many threads as it likes, while a network is trained.
  private static func multiply() throws -> String {
    let side = 200
    let a = (0..<side * side).map { Float($0 % 17) - 8 }
    func product() -> [Float] {
      var c = [Float](repeating: 0, count: side * side)
      let n = blasint(side)
      cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, n, n, n, 1, a, n, a, n, 0, &c, n)
      return c
    }
    openblas_set_num_threads(3)
    let expected = product()
    let isDone = Flag()
    let trainer = Thread {
      defer { isDone.set() }
      do { _ = try train(steps: 60) } catch {
        fatalError("the training beside the products: \(error)")
      }
    }
    trainer.start()
    var products = 0
    while !isDone.isSet {
      // Integers of this size are exact, whatever the order of a sum.
      try check(product() == expected, "the host's product is another one during a training")
      products += 1
      if products == 1 { openblas_set_num_threads(2) }
    }
    let threads = openblas_get_num_threads()
    try check(threads == 2, "the host set 2 threads for OpenBLAS and finds \(threads)")
    return
      "\(products) products of the host's beside a training, all right, its threads as it set them"
  }
}
