import Foundation
import TestSupport
import Testing

@testable import Distributed

/// What processes exchange, with the library's own launcher. The probe checks every message.
@Suite(.serialized) struct DistributedGroupTests {
  @Test(arguments: [nil, 1, 2, 3])
  func everyMessageArrives(_ count: Int?) throws {
    let ending = try Job.run(count, "messages")
    #expect(ending.code == 0, "\(ending.text)")
    #expect(ending.text.split(separator: "\n").count { $0 == "all is well" } == count ?? 1)
  }

  /// Weights to the bit, whoever computed them.
  @Test func anyNumberTrainsTheSame() throws {
    try inTemporaryFolder { folder in
      func weights(_ count: Int?, _ how: String = "train") throws -> Data {
        let file = folder.appending(path: "\(how)-\(count ?? 0).safetensors")
        let ending = try Job.run(count, how, file.path(percentEncoded: false), "4", "25")
        #expect(ending.code == 0, "\(ending.text)")
        return try Data(contentsOf: file)
      }
      let alone = try weights(nil)
      for count in [1, 2, 3, 4] { #expect(try weights(count) == alone, "\(count) processes") }
      // In another order, but agreed upon, on four processes.
      #expect(try weights(4, "fast").count == alone.count)
    }
  }

  /// Gradients that are sent during the backward pass make the same weights, to the bit, as those that are
  /// sent after it: two numbers have one sum.
  @Test func anOverlapChangesNoBit() throws {
    try inTemporaryFolder { folder in
      func weights(_ how: String, _ shards: String) throws -> Data {
        let file = folder.appending(path: "\(how)-\(shards).safetensors")
        let ending = try Job.run(2, how, file.path(percentEncoded: false), shards, "25")
        #expect(ending.code == 0, "\(ending.text)")
        return try Data(contentsOf: file)
      }
      for shards in ["1", "2", "4"] {
        let (fast, apart) = (try weights("fast", shards), try weights("apart", shards))
        #expect(fast == apart, "\(shards) shards")
      }
    }
  }

  @Test func thePrintsAreTheFirstOnes() throws {
    #expect(try Job.run(3, "print").text == "process 0 of 3\n")
  }

  @Test func theLibraryHasAName() {
    let name = DistributedGroup.library
    #expect(name.contains(/(Open MPI|MPICH) v?\d+\.\d+/), "\(name)")
  }

  /// A launcher that MPI knows nothing of would begin a training of its own in each process.
  @Test func anotherLibrarysLauncherIsRefused() throws {
    let job = try Job(
      nil, ["print"], environment: ["PMI_RANK": "1", "OMPI_COMM_WORLD_SIZE": "2"])
    let ending = job.wait()
    #expect(ending.code == 3)
    #expect(ending.text.contains("expected 2 processes, found 1"), "\(ending.text)")
  }
}
