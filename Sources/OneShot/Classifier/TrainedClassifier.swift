import Foundation
import Layers
import Training

/// A classifier that was just trained, and how it does on classes that it has not seen.
public struct TrainedClassifier: Sendable {
  /// The classifier, calibrated if there were classes enough.
  public let classifier: OneShotClassifier<Sequential>
  /// What each epoch reported.
  public let history: TrainingHistory
  /// One-shot tasks of the held-out classes, up to twenty at a time; nil if there were too few.
  public let evaluation: Evaluation?
  /// The thresholds and what they cost on the held-out classes; nil if there were too few.
  public var calibration: ClassifierCalibration? { classifier.calibration }
  /// What could not be measured, and why.
  public let notes: [String]
}

extension TrainedClassifier: Encodable {
  private enum Key: CodingKey { case trainingSeconds, ways, accuracy, equalErrorRate, notes }

  /// Writes how long training took and what was measured.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: Key.self)
    try values.encodeIfPresent(history[.seconds].last, forKey: .trainingSeconds)
    try values.encodeIfPresent(evaluation?.tasks.tasks[0].ways, forKey: .ways)
    try values.encodeIfPresent(evaluation?.accuracy, forKey: .accuracy)
    try values.encodeIfPresent(calibration?.rejection.equalErrorRate, forKey: .equalErrorRate)
    try values.encode(notes, forKey: .notes)
  }
}

extension TrainedClassifier: CustomStringConvertible {
  /// The accuracy on held-out classes, the calibration, and what could not be measured.
  public var description: String {
    let accuracy = evaluation.map {
      "held-out classes, \($0.tasks.tasks[0].ways)-way one-shot: \($0)"
    }
    return ([accuracy, calibration?.description].compactMap { $0 } + notes).joined(separator: "\n")
  }
}

/// A training that a signal ended before its time; it can go on.
public struct TrainingInterruption: Error, Equatable, CustomStringConvertible {
  /// What ended it.
  public let reason: String
  /// The folder of its checkpoints, nil if it had none.
  public let checkpoints: URL?

  /// What happened, and how to go on.
  public var description: String {
    "training was interrupted: \(reason); "
      + (checkpoints.map { "the same call goes on from the checkpoint in \($0.relativePath)" }
        ?? "without a folder for checkpoints nothing was saved")
  }
}
