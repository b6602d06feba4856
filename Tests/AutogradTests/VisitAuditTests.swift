import Autograd
import Tensor
import TestSupport
import Testing

@Suite struct VisitAuditTests {
  struct Seen: Parameterized {
    var value = Parameter(Tensor([1]))
    mutating func visit(_ visitor: inout some ParameterVisitor) {
      visitor.visit(&value, named: "value")
    }
  }
  enum Choice: Sendable {
    case one(Parameter)
    case none
  }
  /// Holds a parameter in every way that there is, and visits one.
  struct Forgetful: Parameterized {
    var seen = Seen()
    var plain = Parameter(Tensor([1]))
    var optional: Parameter? = Parameter(Tensor([1]))
    var many = [Parameter(Tensor([1])), Parameter(Tensor([1]))]
    var named = ["key": Parameter(Tensor([1]))]
    var part: (any Parameterized)? = Seen()
    var choice = Choice.one(Parameter(Tensor([1])))
    let images = [UInt8](repeating: 0, count: 1_000_000)
    let table = Tensor.zeros([100])

    mutating func visit(_ visitor: inout some ParameterVisitor) {
      visitor.visit(&seen, named: "seen")
    }
  }

  @Test func findsParametersHoweverDeepTheyAre() {
    let found = Forgetful().unvisitedParameters
    #expect(found.count == 7)
    for name in [
      "Forgetful.plain", "Forgetful.optional", "Forgetful.many[0]", "Forgetful.many[1]",
      "Seen.value", "Forgetful.choice",
    ] {
      #expect(found.contains(name), "\(found)")
    }
    #expect(found.contains { $0.hasPrefix("Forgetful.named") }, "\(found)")
    #expect(Seen().unvisitedParameters.isEmpty)
  }

  struct Pair: Parameterized {
    var first: any Parameterized
    var second: any Parameterized
    mutating func visit(_ visitor: inout some ParameterVisitor) {
      visitor.visit(&first, named: "first")
      visitor.visit(&second, named: "second")
    }
  }
  struct Empty: Parameterized {
    mutating func visit(_ visitor: inout some ParameterVisitor) {}
  }
  struct Hidden: Parameterized {
    var lost = Parameter(Tensor([1]))
    mutating func visit(_ visitor: inout some ParameterVisitor) {}
  }

  /// Both pairs have the same type and the same paths.
  @Test func aCompleteModelDoesNotVouchForAnother() async {
    var complete = Pair(first: Seen(), second: Empty())
    #expect(gradient(of: &complete) { _ in Tensor(1) }.gradients.paths == ["first.value"])
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var complete = Pair(first: Seen(), second: Empty())
      _ = gradient(of: &complete) { _ in Tensor(1) }
      _ = Pair(first: Seen(), second: Hidden()).values
    }
    #expect(message(of: result).contains("Hidden holds `lost`"))
  }
}
