import Testing

@testable import Distributed

@Suite struct DistributedErrorTests {
  @Test func saysWhatWasFoundAndWhatHelps() {
    let library = "Open MPI v4.1.4"
    #expect(
      "\(DistributedError.strangers(expected: 4, library: library))"
        == "distributed: expected 4 processes, found 1: the program was built with Open MPI v4.1.4; "
        + "start it with the mpirun of that library")
    #expect(
      "\(DistributedError.callFailed("MPI_Bcast", message: "truncated"))"
        == "MPI_Bcast: expected success, found truncated")
    #expect(
      "\(DistributedError.disagreement("data", found: ["a", "b"]))"
        == "distributed: expected the same data on all processes, found a, b")
    #expect(
      "\(DistributedError.failedElsewhere(rank: 2, message: "no disk"))" == "on process 2: no disk")
  }
}
