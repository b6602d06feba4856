import Testing

@testable import Basics

@Suite struct ProcessorCountTests {
  @Test func readsTheQuotaOfAControlGroup() {
    #expect(processorQuota(in: "150000 100000\n") == 1.5)
    #expect(processorQuota(in: "max 100000\n") == nil)
    #expect(processorQuota(in: "-1 100000") == nil)
    #expect(processorQuota(in: "50000 0") == nil)
    #expect(processorQuota(in: "") == nil)
  }

  @Test func findsTheFoldersOfTheControlGroup() {
    let second = controlGroupFolders(in: "0::/user.slice/job\n")
    #expect(
      second.map(\.path)
        == ["/sys/fs/cgroup/user.slice/job", "/sys/fs/cgroup/user.slice", "/sys/fs/cgroup"])
    #expect(second.allSatisfy { $0.version == 2 })
    let first = controlGroupFolders(in: "5:memory:/a\n4:cpu,cpuacct:/b:c\n")
    #expect(first.map(\.path) == ["/sys/fs/cgroup/cpu/b:c", "/sys/fs/cgroup/cpu"])
    #expect(first.allSatisfy { $0.version == 1 })
    #expect(controlGroupFolders(in: "nonsense").isEmpty)
  }

  @Test func countsTheProcessorsOfAProcess() {
    func status(_ list: String) -> String { "Name:\tx\nCpus_allowed_list:\t\(list)\nSeccomp:\t0\n" }
    #expect(boundProcessorCount(in: status("0")) == 1)
    #expect(boundProcessorCount(in: status("0-3,6,8-9")) == 7)
    #expect(boundProcessorCount(in: "Name:\tx\n") == nil)
  }

  @Test func thereIsOneAtLeast() {
    #expect(usableProcessorCount() >= 1)
    #expect(usableProcessorCount() <= sysconf(Int32(_SC_NPROCESSORS_CONF)))
  }
}
