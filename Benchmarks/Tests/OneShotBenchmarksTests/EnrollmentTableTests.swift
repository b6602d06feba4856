import Foundation
import Testing

@testable import OneShotBenchmarks

@Suite struct EnrollmentTableTests {
  @Test func everythingIsMeasured() throws {
    let table = try EnrollmentTable(
      classes: 40, dimensions: 8, queries: 3, in: FileManager.default.temporaryDirectory)
    #expect(table.classes == 40 && table.dimensions == 8 && table.referenceBytes == 1280)
    for times in [
      table.firstEnrollments, table.lastEnrollments, table.galleryEnrollments, table.prediction,
    ] {
      #expect(0 < times.medianSeconds && times.medianSeconds <= times.p99Seconds)
    }
    #expect(table.openingSeconds > 0 && table.batchPredictionSeconds > 0)
    #expect(table.galleryBytes > table.referenceBytes)
    #expect(table.enrollingPeakBytes <= table.peakBytes)
    #expect("\(table)".contains("40 classes of 8 numbers"))
  }
}
