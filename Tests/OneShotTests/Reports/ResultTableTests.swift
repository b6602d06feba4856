import OneShot
import Testing

@Suite struct ResultTableTests {
  @Test func alignedColumns() {
    let rows =
      sampleRows("siamese", [10: 300], protocol: EvaluationProtocol(rawValue: "digits"))
      + sampleRows("siamese", [20: 320, 5: 400])
      + sampleRows("siamese", [20: 338], protocol: .official)
      + sampleRows("random", [20: 20], protocol: .official)
      + sampleRows("hausdorff", [20: 245], protocol: .official)
      + sampleRows("hausdorff", [5: 75], of: 100)
    let expected = """
      protocol       N  shots   trials       random     hausdorff        siamese
      official      20      1      400  5.0 % ± 2.2  61.3 % ± 4.8   84.5 % ± 3.5
      within-group   5      1  100–400            –  75.0 % ± 8.4  100.0 % ± 0.5
      within-group  20      1      400            –             –   80.0 % ± 3.9
      digits        10      1      400            –             –   75.0 % ± 4.2
      """
    #expect(ResultTable(rows).description == expected)
  }

  @Test func methodsThatSawAllQueriesStandLast() {
    let rows = sampleRows("siamese", [5: 300])
    let all = ResultRow(
      protocol: .withinGroup, ways: 5, shots: 1, method: "tim",
      accuracy: Accuracy(correct: 320, of: 400), isTransductive: true)
    let expected = """
      protocol      N  shots  trials       siamese  tim (all queries)
      within-group  5      1     400  75.0 % ± 4.2       80.0 % ± 3.9
      """
    #expect(ResultTable([all] + rows).description == expected)
  }

  @Test func withoutRowsThereIsTheHeader() {
    #expect(ResultTable([]).description == "protocol  N  shots  trials")
  }
}
