import Foundation

/// What the environment says of whoever started this process.
struct Launcher {
  /// Whether the process is one of a job of MPI, be it of a single process.
  let isPresent: Bool
  /// How many processes were started; nil if the environment does not say.
  let count: Int?

  // Open MPI, PMIx (Slurm, PRRTE), MPICH and its kin (also Slurm with PMI-2), Cray.
  private static let ranks = ["OMPI_COMM_WORLD_RANK", "PMIX_RANK", "PMI_RANK", "PALS_RANKID"]
  private static let counts = ["OMPI_COMM_WORLD_SIZE", "PMI_SIZE"]

  init(_ environment: [String: String] = ProcessInfo.processInfo.environment) {
    isPresent = Self.ranks.contains { environment[$0] != nil }
    count =
      isPresent ? Self.counts.lazy.compactMap { environment[$0].flatMap { Int($0) } }.first : nil
  }
}
