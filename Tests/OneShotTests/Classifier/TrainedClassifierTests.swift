import Foundation
import Testing

@testable import OneShot

@Suite struct TrainedClassifierTests {
  @Test func anInterruptionSaysHowToGoOn() {
    let kept = TrainingInterruption(reason: "SIGINT", checkpoints: URL(filePath: "/my runs/1"))
    #expect(
      kept.description == "training was interrupted: SIGINT; the same call goes on from the "
        + "checkpoint in /my runs/1")
    let lost = TrainingInterruption(reason: "SIGINT", checkpoints: nil)
    #expect(
      lost.description == "training was interrupted: SIGINT; without a folder for checkpoints "
        + "nothing was saved")
  }
}
