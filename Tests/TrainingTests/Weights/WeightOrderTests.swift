import Files
import Tensor
import Testing

@testable import Training

@Suite struct WeightOrderTests {
  private func restored(_ names: [String], order: String? = nil) throws -> [String] {
    try WeightOrder.restored(
      names.map { ($0, Tensor(1)) }, metadata: order.map { ["order": $0] } ?? [:], file: "file"
    ).map(\.name)
  }

  @Test func numbersTellTheOrder() throws {
    #expect(
      try restored([
        "0.bias", "0.weight", "1.bias", "1.running_mean", "1.running_var", "1.weight",
        "10.weight", "2.layers.0.weight", "2.weight",
      ]) == [
        "0.weight", "0.bias", "1.weight", "1.bias", "1.running_mean", "1.running_var", "2.weight",
        "2.layers.0.weight", "10.weight",
      ])
    #expect(
      try restored(["classifier.1.weight", "features.10.weight", "features.9.weight"])
        == ["features.9.weight", "features.10.weight", "classifier.1.weight"])
  }

  @Test func wordsDoNot() throws {
    let problem = #expect(throws: FileProblem.self) {
      try restored(["bn1.weight", "conv1.weight", "fc.weight"])
    }
    #expect(
      problem?.found == "both bn and conv, sorted by name as safetensors sorts them")
    let inner = #expect(throws: FileProblem.self) {
      try restored(["layer1.0.bn1.weight", "layer1.0.conv1.weight"])
    }
    #expect(inner?.found.hasPrefix("both bn and conv in layer1.0,") == true)
  }

  @Test func anOrderThatIsGivenOrNotThatOfNamesStays() throws {
    #expect(
      try restored(["bn1.weight", "conv1.weight"], order: "conv1.weight bn1.weight")
        == ["conv1.weight", "bn1.weight"])
    #expect(
      try restored(["conv1.weight", "bn1.weight"]) == ["conv1.weight", "bn1.weight"])
  }
}
