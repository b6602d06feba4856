import DatasetFiles
import Foundation
import OneShot
import Testing

@testable import OneShotBenchmarks

@Suite struct DiskTrainingTests {
  @Test(arguments: [PackedPlace.disk, .memory]) func aStepTrainsOnPackedPictures(
    place: PackedPlace
  ) throws {
    let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: file) }
    try PackedImages.write(.smooth(count: 2000, size: 10), to: file)
    let job = try Job.train(onPacked: file, from: place)
    #expect(job.items == 80 && job.unit == "images")
    try job.step()
  }
}
