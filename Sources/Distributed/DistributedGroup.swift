import Basics
import Foundation
import Tensor
import Training

/// The processes of a job of MPI, of which this is one.
///
/// ```swift
/// try DistributedGroup.run { group in
///   let plan = TrainingPlan(
///     epochs: 10, stepsPerEpoch: 100, shards: 4, group: group)
///   try recipe.train(&siamese, on: training, plan: plan)
///   if group.isFirst { try siamese.saveWeights(to: file) }
/// }
/// ```
///
/// ```sh
/// mpirun -n 4 .build/release/Program
/// ```
///
/// Without a launcher it is a group of one. All processes call the functions that exchange something,
/// and in the same order.
public final class DistributedGroup: OverlappingGroup {
  /// In which order the numbers of processes are added.
  public enum Addition: String, Sendable, Hashable, CaseIterable {
    /// In one order, fixed by the number of shards: a training gives the same bits for any number of
    /// processes.
    case ordered
    /// In whatever order MPI's own all-reduce has: results differ in their last digits from one number
    /// of processes, network or library to another. A training sends gradients while its backward pass
    /// still makes more of them, unless the group is told otherwise.
    case fast
  }

  /// The number of this process, from 0.
  public var rank: Int { connection?.rank ?? 0 }
  /// The number of processes.
  public var count: Int { connection?.count ?? 1 }
  /// Whether this is the process that prints and writes files.
  public var isFirst: Bool { rank == 0 }
  /// In which order numbers are added.
  public let addition: Addition
  /// Whether a training sends gradients while its backward pass still makes more of them; never if numbers
  /// are added in order.
  public let overlaps: Bool
  /// Nil if there is nobody else.
  let connection: Connection?
  let plans = Lock<[ShardTree: ExchangePlan]>([:])

  /// The library that the program was built with, such as `Open MPI v4.1.4`.
  public static var library: String { Connection.library }

  private static let joined = Result { () throws -> Connection? in
    let launcher = Launcher()
    guard launcher.isPresent else { return nil }
    let connection = try Connection(launcher)
    try DistributedGroup(connection, .ordered, overlaps: false).shareThreads()
    return connection
  }

  /// Joins the processes that a launcher such as `mpirun` began with this one; alone, it is a group of
  /// one. A program joins once: further groups are the same processes.
  ///
  /// Processes that share a machine's processors share its threads out, unless `ONESHOT_THREADS` or
  /// `ThreadPool.threadCount` says otherwise.
  ///
  /// - Parameters:
  ///   - addition: In which order numbers are added; default ordered.
  ///   - overlaps: Whether a training sends gradients while its backward pass still makes more of them;
  ///     of no effect if numbers are added in order. Default true.
  /// - Throws: ``DistributedError`` if MPI cannot begin, or its launcher is that of another library.
  public convenience init(addition: Addition = .ordered, overlaps: Bool = true) throws {
    self.init(try Self.joined.get(), addition, overlaps: overlaps)
  }

  private init(_ connection: Connection?, _ addition: Addition, overlaps: Bool) {
    (self.connection, self.addition) = (connection, addition)
    self.overlaps = overlaps && addition == .fast
  }

  /// A group of this process alone, whoever began it.
  public static func alone() -> DistributedGroup {
    DistributedGroup(nil, .ordered, overlaps: false)
  }

  /// Gives each process its part of the processors that it shares with others.
  private func shareThreads() throws {
    if count == 1 || requestedThreadCount() != nil { return }
    let mine = ProcessorSet.current
    let sharers = try gather(mine).count { $0 == mine }
    let usable = usableProcessorCount()
    if ThreadPool.threadCount == usable { ThreadPool.threadCount = max(1, usable / sharers) }
  }
}

/// Where a process may run, to tell who shares its processors.
private struct ProcessorSet: Codable, Equatable {
  let host: String
  let processors: String

  static var current: ProcessorSet {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("Cpus_allowed_list:") }
    var name = [CChar](repeating: 0, count: 256)
    gethostname(&name, name.count - 1)
    return ProcessorSet(
      host: name.withUnsafeBufferPointer { String(cString: $0.baseAddress!) },
      processors: line.map(String.init) ?? "all")
  }
}
