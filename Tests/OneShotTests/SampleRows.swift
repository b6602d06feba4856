import OneShot

/// Rows as an experiment gives them: one method, one protocol, an accuracy for each N.
func sampleRows(
  _ method: String, _ correct: KeyValuePairs<Int, Int>, of trials: Int = 400,
  protocol: EvaluationProtocol = .withinGroup
) -> [ResultRow] {
  correct.map { ways, correct in
    ResultRow(
      protocol: `protocol`, ways: ways, shots: 1, method: method,
      accuracy: Accuracy(correct: correct, of: trials))
  }
}
