import Tensor
import Testing

@Suite struct HistoryTests {
  /// Released one inside the other, so many would overflow the stack.
  @Test func aLongChainIsTakenApart() {
    var last = History()
    for _ in 0..<50_000 { last = History(inputs: [last]) { [$0] } }
    weak let released = last
    last = History()
    #expect(released == nil)
  }

  @Test func partsHeldElsewhereStay() {
    let shared = History()
    let middle = History(inputs: [shared]) { [$0] }
    var last: History? = History(inputs: [middle, nil, shared]) { [$0, nil, $0] }
    #expect(last?.inputs.count == 3)
    last = nil
    #expect(middle.inputs.count == 1)
    #expect(middle.inputs[0] === shared)
  }
}
