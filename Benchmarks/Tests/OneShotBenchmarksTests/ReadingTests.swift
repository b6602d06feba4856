import DatasetFiles
import Foundation
import OneShot
import Testing

@testable import OneShotBenchmarks

@Suite struct ReadingTests {
  @Test(arguments: [nil, 2 as Float]) func aFolderIsReadAgainAndAgain(gap: Float?) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: folder) }
    for name in ["a", "b"] {
      try FileManager.default.createDirectory(
        at: folder.appending(path: name), withIntermediateDirectories: true)
      let gray = [UInt8](repeating: 100, count: 400 * 200 * 3)
      let bitmap = Bitmap(width: 400, height: 200, format: .rgb, pixels: gray)
      try JPEG.write(bitmap, to: folder.appending(path: "\(name)/1.jpg"))
    }
    let job = try Job.read(folder, reducingGap: gap)
    #expect(job.items == 2 && job.unit == "pictures")
    try job.step()
    try job.step()
    try FileManager.default.removeItem(at: folder.appending(path: "a/1.jpg"))
    #expect(throws: (any Error).self) { try job.step() }
  }
}
