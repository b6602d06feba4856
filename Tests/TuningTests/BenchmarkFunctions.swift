import Foundation
import Tuning

/// Functions whose smallest value is known, after Surjanovic and Bingham's "Virtual library of
/// simulation experiments".
enum Branin {
  static let space: SearchSpace = [.linear("x", -5...10), .linear("y", 0...15)]
  static let smallest = 0.397887

  static func value(_ trial: Trial) -> Double { value(trial["x"], trial["y"]) }

  static func value(_ x: Double, _ y: Double) -> Double {
    let inner = y - 5.1 / (4 * .pi * .pi) * x * x + 5 / .pi * x - 6
    return inner * inner + 10 * (1 - 1 / (8 * .pi)) * cos(x) + 10
  }
}

enum Hartmann6 {
  static let names = ["a", "b", "c", "d", "e", "f"]
  static let space = SearchSpace(names.map { .linear($0, 0...1) })
  static let smallest = -3.32237

  static func value(_ trial: Trial) -> Double {
    value(names.map { trial[$0] })
  }

  static func value(_ x: [Double]) -> Double {
    zip(weights, zip(scales, centers)).reduce(0) { sum, term in
      let (weight, (scale, center)) = term
      let inner = (0..<6).reduce(0) { $0 + scale[$1] * pow(x[$1] - center[$1], 2) }
      return sum - weight * exp(-inner)
    }
  }

  private static let weights = [1, 1.2, 3, 3.2]
  private static let scales: [[Double]] = [
    [10, 3, 17, 3.5, 1.7, 8], [0.05, 10, 17, 0.1, 8, 14], [3, 3.5, 1.7, 10, 17, 8],
    [17, 8, 0.05, 10, 0.1, 14],
  ]
  private static let centers = [
    [0.1312, 0.1696, 0.5569, 0.0124, 0.8283, 0.5886],
    [0.2329, 0.4135, 0.8307, 0.3736, 0.1004, 0.9991],
    [0.2348, 0.1451, 0.3522, 0.2883, 0.3047, 0.6650],
    [0.4047, 0.8828, 0.8732, 0.5743, 0.1091, 0.0381],
  ]
}
