import Foundation
import TestSupport
import Testing

@testable import Tuning

@Suite struct GaussianProcessTests {
  @Test(arguments: ["process", "process-noisy"])
  func agreesWithScikitLearn(_ name: String) throws {
    let fixture = Fixture("Tuning/\(name)")
    let process = try GaussianProcess(
      points: fixture.rows("points"), values: fixture.doubles("values"),
      hyperparameters: fixture.hyperparameters)
    expectClose(
      Float(process.logMarginalLikelihood), fixture["logLikelihood"].item, "log likelihood")
    let queries = fixture.rows("queries")
    for (index, query) in queries.enumerated() {
      let (mean, variance) = process.prediction(at: query)
      expectClose(Float(mean), fixture["mean"][index].item, "mean \(index)")
      expectClose(
        Float(variance), fixture["functionVariance"][index].item, "variance \(index)",
        tolerance: 1e-4)
      let together = process.predictions(at: Array(queries.joined()), count: queries.count)
      #expect(abs(together.means[index] - mean) < 1e-9)
      #expect(abs(together.variances[index] - variance) < 1e-9)
    }
  }

  @Test func passesThroughItsValuesWithoutNoise() throws {
    let points = [[0.0], [0.4], [1.0]]
    let process = try GaussianProcess(
      points: points, values: [1, 3, 2],
      hyperparameters: .init(lengthScales: [0.3], variance: 1, noise: 0))
    for (point, value) in zip(points, [1.0, 3, 2]) {
      let (mean, variance) = process.prediction(at: point)
      #expect(abs(mean - value) < 1e-9 && variance < 1e-9)
    }
    let far = process.prediction(at: [100])
    #expect(abs(far.mean - 2) < 1e-9, "far away it knows the mean alone")
    #expect(abs(far.variance - 2.0 / 3) < 1e-9)
  }

  @Test func meansAtItsPointsAreKnown() throws {
    let fixture = Fixture("Tuning/process-noisy")
    let process = try GaussianProcess(
      points: fixture.rows("points"), values: fixture.doubles("values"),
      hyperparameters: fixture.hyperparameters)
    for (point, mean) in zip(fixture.rows("points"), process.fittedMeans) {
      #expect(abs(process.prediction(at: point).mean - mean) < 1e-9)
    }
  }

  @Test func believesItself() throws {
    let fixture = Fixture("Tuning/process")
    let process = try GaussianProcess(
      points: fixture.rows("points"), values: fixture.doubles("values"),
      hyperparameters: fixture.hyperparameters)
    let queries = fixture.rows("queries")
    let believer = try process.believing([queries[0]])
    let (before, after) = (
      process.prediction(at: queries[0]), believer.prediction(at: queries[0])
    )
    #expect(abs(after.mean - before.mean) < 1e-6 * abs(before.mean), "means stay")
    #expect(after.variance < before.variance / 2, "less is unknown")
  }

  @Test func coordinatesOfAGroupShareALengthScale() throws {
    let points = [[0.0, 0.1], [0.4, 0.9], [1.0, 0.3], [0.2, 0.5]]
    let process = try GaussianProcess(fittedTo: points, values: [1, 3, 2, 2], groups: [0, 0])
    #expect(process.hyperparameters.lengthScales.count == 1)
    let same = try GaussianProcess(
      points: points, values: [1, 3, 2, 2],
      hyperparameters: .init(
        lengthScales: Array(repeating: process.hyperparameters.lengthScales[0], count: 2),
        variance: process.hyperparameters.variance, noise: process.hyperparameters.noise))
    #expect(abs(same.logMarginalLikelihood - process.logMarginalLikelihood) < 1e-9)
  }

  @Test func equalPointsWithoutNoiseAreAnError() {
    let error = #expect(throws: GaussianProcessError.self) {
      try GaussianProcess(
        points: [[0.5], [0.5]], values: [1, 2],
        hyperparameters: .init(lengthScales: [1], variance: 1, noise: 0))
    }
    #expect(
      error?.description == "Gaussian process: expected points that differ, or more noise; the "
        + "covariances of 2 points are not positive definite from the leading minor of order 2")
  }

  @Test func pointsOfOtherLengthsStop() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = try GaussianProcess(fittedTo: [[1], [1, 2]], values: [1, 2])
    }
    #expect(message(of: result).contains("got 2 of [1, 2] coordinates and 2 values"))
  }
}

extension Fixture {
  func doubles(_ tensor: String) -> [Double] { self[tensor].scalars.map { Double($0) } }

  func rows(_ tensor: String) -> [[Double]] {
    let (scalars, width) = (doubles(tensor), self[tensor].shape[1])
    return stride(from: 0, to: scalars.count, by: width).map { Array(scalars[$0..<$0 + width]) }
  }

  var hyperparameters: GaussianProcess.Hyperparameters {
    .init(
      lengthScales: doubles("lengthScales"), variance: doubles("variance")[0],
      noise: doubles("noise")[0])
  }
}
