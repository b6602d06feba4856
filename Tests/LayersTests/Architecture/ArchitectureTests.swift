import Autograd
import Foundation
import Layers
import Tensor
import Testing

@Suite struct ArchitectureTests {
  private func model() -> Sequential {
    Sequential {
      Dense(3, weightRegularizer: .l2(0.5))
      BatchNorm()
    }
  }

  private func read(_ text: String) throws -> Architecture {
    try JSONDecoder().decode(Architecture.self, from: Data(text.utf8))
  }

  @Test func keepsInputFrozenParametersAndRegularizers() throws {
    var model = model()
    model.forEachParameter { path, parameter in parameter.isFrozen = path == "1.shift" }
    let text = try DescribedLayers.text(Architecture(model, input: [4]))
    #expect(
      text == #"{"frozen":["1.shift"],"input":[4],"layer":"#
        + (try DescribedLayers.text(LayerForm(model)))
        + #","regularized":{"0.weight":[0,0.5]},"version":1}"#)
    let copy = try read(text)
    #expect(copy.input == [4])
    #expect(
      copy.layer.parameters.map(\.parameter.isFrozen) == [false, false, false, true, false, false])
    #expect(copy.layer.parameters[0].parameter.regularizer == .l2(0.5))
    #expect(try DescribedLayers.text(copy) == text)
  }

  @Test(arguments: [
    (#""version":1"#, #""version":2"#), (#""input":[4]"#, #""input":[-4]"#),
    (#""input":[4]"#, #""input":[4000000000,4000000000,4000000000]"#),
    (#""input":[4]"#, #""input":[0,4000000000,4]"#),
    (#""input":[4]"#, #""input":[1,1,1,1,1,1,1,1,1]"#), (#"[0,0.5]"#, #"[0,-1]"#),
    (#"[0,0.5]"#, #"[0]"#), (#"0.weight""#, #"2.weight""#), (#""input":[4],"#, ""),
  ])
  func isRefused(_ part: String, _ wrong: String) throws {
    let text = try DescribedLayers.text(Architecture(model(), input: [4]))
    #expect(text.contains(part))
    #expect(throws: (any Error).self) { try read(text.replacing(part, with: wrong)) }
  }
}
