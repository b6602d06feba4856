import Foundation
import Testing

@testable import OneShot

@Suite struct CalibrationExtrapolationTests {
  private let found = CalibrationExtrapolation(
    classes: 145, equalErrorRate: 0.101...0.149, rejectionThreshold: -1.2...(-0.9))

  @Test func saysHowSureItIs() {
    #expect(
      "\(found)" == "extrapolated from 145 classes: equal error rate 10.1 % … 14.9 %, "
        + "threshold -1.20 … -0.90")
    let infinite = CalibrationExtrapolation(
      classes: 30, equalErrorRate: 0...0, rejectionThreshold: nil)
    #expect("\(infinite)" == "extrapolated from 30 classes: equal error rate 0.0 % … 0.0 %")
  }

  @Test func aFileKeepsIt() throws {
    let data = try JSONEncoder().encode(found)
    #expect(try JSONDecoder().decode(CalibrationExtrapolation.self, from: data) == found)
  }
}
