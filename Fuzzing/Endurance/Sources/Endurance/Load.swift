import ArgumentParser
import Foundation
import OneShot

/// Many tasks with one classifier, its gallery and its file.
struct Load: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Many tasks predict, enroll, remove and save with one classifier.",
    discussion: """
      Every task counts what it enrolled; at the end the classifier, its gallery read anew and each file \
      that was saved in between must have just that. The time is cut in ten parts: in \
      five minutes or more, memory and the median latency of the last may not be much above those of \
      the second.
      """)

  @Option(help: "How long.") var minutes = 10.0
  @Option(help: "How many tasks.") var tasks = 64

  func validate() throws {
    if !(minutes > 0 && minutes <= 10_000) {
      throw ValidationError("--minutes: found \(minutes), expected a number above 0")
    }
    if !(1...10_000).contains(tasks) {
      throw ValidationError("--tasks: found \(tasks), expected 1 to 10000")
    }
  }

  func run() async throws {
    try await withTemporaryFolder { folder in
      let crowd = try Crowd(tasks: tasks, folder: folder, seconds: 60 * minutes)
      let kept = try await crowd.work()
      try crowd.check(crowd.classifier, against: kept)
      let reopened = OneShotClassifier(try Subject.network())
      // Its file is still open; a second user would be refused.
      let copy = folder.appending(path: "copy")
      try FileManager.default.copyItem(at: crowd.gallery, to: copy)
      try reopened.openGallery(copy)
      try crowd.check(reopened, against: kept)
      try crowd.log.report()
      print("\(kept.count) classes of \(tasks) tasks and 100 others are there, none lost")
    }
  }
}
