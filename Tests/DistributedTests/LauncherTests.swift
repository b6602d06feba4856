import Testing

@testable import Distributed

@Suite struct LauncherTests {
  @Test func withoutALauncherThereIsNoJob() {
    #expect(!Launcher([:]).isPresent)
    #expect(!Launcher(["SLURM_NTASKS": "4", "OMPI_COMM_WORLD_SIZE": "4"]).isPresent)
    #expect(Launcher(["OMPI_COMM_WORLD_SIZE": "4"]).count == nil)
  }

  @Test(arguments: ["OMPI_COMM_WORLD_RANK", "PMIX_RANK", "PMI_RANK", "PALS_RANKID"])
  func everyLauncherIsKnown(_ name: String) {
    let launcher = Launcher([name: "2"])
    #expect(launcher.isPresent && launcher.count == nil)
  }

  @Test func theNumberOfProcessesIsRead() {
    #expect(Launcher(["PMI_RANK": "0", "PMI_SIZE": "8"]).count == 8)
    #expect(Launcher(["OMPI_COMM_WORLD_RANK": "0", "OMPI_COMM_WORLD_SIZE": "3"]).count == 3)
    #expect(Launcher(["PMI_RANK": "0", "PMI_SIZE": "many"]).count == nil)
  }
}
