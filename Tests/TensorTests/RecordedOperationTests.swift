import Tensor
import Testing

@Suite struct RecordedOperationTests {
  /// A node that holds its operation is freed with the last tensor that it made, though the operation
  /// gives its pullback an output with the node as history.
  @Test func holdsNoNodeThatHoldsIt() {
    weak var freed: History?
    do {
      let input = Tensor(shape: [1], storage: Tensor([3]).storage, history: History())
      let output = Tensor([9])
      let operation = RecordedOperation(named: "square", inputs: [input], output: output) {
        #expect($0.inputs[0].history === input.history)
        #expect($0.isWanted == [true])
        return [$0.output.history == nil ? nil : $0.gradient]
      }
      let node = History(inputs: [input.history], recorded: operation) { [$0] }
      freed = node
      #expect(operation.gradients(from: output, node: node, isWanted: [true]) == [output])
    }
    #expect(freed == nil)
  }
}
