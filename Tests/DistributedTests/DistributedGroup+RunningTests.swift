import Foundation
import TestSupport
import Testing

@testable import Distributed

/// How jobs end.
@Suite(.serialized) struct DistributedGroupRunningTests {
  /// Also where the others are sending gradients in the background.
  @Test(arguments: ["fail", "fast-fail"], [0, 1])
  func anErrorOnOneProcessEndsAll(_ how: String, _ rank: Int) throws {
    let clock = ContinuousClock()
    let begin = clock.now
    let ending = try Job.run(3, how, "\(rank)")
    #expect(ending.code == 1, "\(ending.text)")
    #expect(ending.text.contains("error on process \(rank): no more batches"), "\(ending.text)")
    #expect(!ending.text.contains("thrown"))
    #expect(clock.now - begin < .seconds(30))
  }

  @Test(arguments: ["fail", "fast-fail"])
  func anErrorOfAllIsThrownOnce(_ how: String) throws {
    let ending = try Job.run(3, how, "all")
    #expect(ending.code == 3, "\(ending.text)")
    #expect(ending.text.ranges(of: "thrown: no more batches").count == 1, "\(ending.text)")
    #expect(!ending.text.contains("error on process"))
  }

  /// A process that is killed ends the job; another number of processes goes on to the same bits.
  @Test func aKilledJobGoesOnWithAnotherNumber() throws {
    try inTemporaryFolder { folder in
      let path = folder.appending(path: "job-").path(percentEncoded: false)
      func arguments(_ name: String) -> [String] {
        ["train", "\(path)\(name).safetensors", "4", "150", "\(path)\(name)"]
      }
      for count in [2, 3, 2, 4] {
        let job = try Job(count, arguments("killed"))
        usleep(UInt32.random(in: 300_000...2_500_000))
        guard let victim = job.members(with: "\(path)killed").randomElement() else { continue }
        kill(victim, SIGKILL)
        let end = ContinuousClock.now + .seconds(10)
        func isAlive() -> Bool { !job.members(with: "\(path)killed").isEmpty }
        while isAlive() && ContinuousClock.now < end { usleep(50_000) }
        #expect(!isAlive(), "the others of a killed process end")
        job.abandon()
      }
      #expect(try Job(3, arguments("killed")).wait().code == 0)
      #expect(try Job(nil, arguments("whole")).wait().code == 0)
      #expect(
        try Data(contentsOf: folder.appending(path: "job-killed.safetensors"))
          == Data(contentsOf: folder.appending(path: "job-whole.safetensors")))
    }
  }
}
