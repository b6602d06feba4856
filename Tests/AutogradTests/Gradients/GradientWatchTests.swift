import Basics
import Tensor
import TestSupport
import Testing

@testable import Autograd

@Suite struct GradientWatchTests {
  /// Three weights in a row, used as the loss says.
  private struct Model: Parameterized {
    var a = Parameter(Tensor([2, 3]))
    var b = Parameter(Tensor([5, 7]))
    var c = Parameter(Tensor([11, 13]))

    mutating func visit(_ visitor: inout some ParameterVisitor) {
      visitor.visit(&a, named: "a")
      visitor.visit(&b, named: "b")
      visitor.visit(&c, named: "c")
    }
  }

  /// What happens in a backward pass, in order.
  private final class Journal: Sendable {
    private let state = Lock<(events: [String], gradients: [Int: Tensor])>(([], [:]))
    var events: [String] { state.withLock { $0.events } }
    var gradients: [Int: Tensor] { state.withLock { $0.gradients } }

    func note(_ event: String) { state.withLock { $0.events.append(event) } }

    var watch: GradientWatch {
      GradientWatch { [self] slot, gradient in
        note("gradient \(slot)")
        let tensor = gradient
        state.withLock { state in
          #expect(state.gradients[slot] == nil, "each is taken once")
          state.gradients[slot] = tensor
        }
      }
    }

    /// The same tensor, whose way back is noted.
    func marked(_ x: Tensor, _ name: String) -> Tensor {
      Tensor.custom(from: x, named: name) {
        $0 * 1
      } pullback: { [self] gradient, _, _ in
        note(name)
        return gradient
      }
    }
  }

  private func check(
    _ events: [String], of model: Model = Model(),
    sourceLocation: SourceLocation = #_sourceLocation,
    _ loss: (Model, Journal) -> Tensor
  ) {
    let journal = Journal()
    var (watched, alone) = (model, model)
    var random = SeededGenerator(seed: 1)
    let found = gradient(of: &watched, using: &random, watch: journal.watch) { loss($0, journal) }
    let expected = gradient(of: &alone) { loss($0, Journal()) }
    #expect(journal.events == events, sourceLocation: sourceLocation)
    #expect(found.loss == expected.loss, sourceLocation: sourceLocation)
    #expect(found.gradients.values == [nil, nil, nil], sourceLocation: sourceLocation)
    #expect(
      (0..<3).map { journal.gradients[$0] } == expected.gradients.values,
      sourceLocation: sourceLocation)
  }

  /// As soon as the operation that used it has gone backward, on whichever side it stood.
  @Test func gradientsComeWhileThePassGoesOn() {
    check(["last", "gradient 2", "middle", "gradient 1", "first", "gradient 0"]) { model, journal in
      var x = journal.marked(model.a.value * 3, "first")
      x = journal.marked(x * model.b.value, "middle")
      return journal.marked(model.c.value * x, "last").sum()
    }
  }

  @Test func whatIsSharedComesAfterItsLastUse() {
    check(["second", "gradient 1", "first", "gradient 0"]) { model, journal in
      let x = journal.marked(model.a.value * model.a.value, "first")
      return (journal.marked(x * model.b.value, "second") * model.b.value).sum()
    }
    check(["b", "gradient 1", "a", "gradient 0"]) { model, journal in
      let x = journal.marked(model.a.value.square(), "a")
      return (journal.marked(x * model.b.value, "b") * model.a.value).sum()
    }
  }

  @Test func whatHasNoGradientDoesNotCome() {
    var frozen = Model()
    frozen.b.isFrozen = true
    check(["gradient 2"], of: frozen) { model, _ in (model.b.value * model.c.value).sum() }
    check([]) { _, _ in Tensor(1) }
    // A pullback that knows of none: the other use is what counts.
    check(["gradient 0"]) { model, _ in
      let deaf = Tensor.custom(from: [model.a.value], named: "deaf") {
        $0[0] * 1
      } pullback: {
        _, _, _ in
        [nil]
      }
      return (deaf + model.a.value).sum()
    }
  }

  @Test func aLossThatIsAParameterIsFinal() {
    var single = Model()
    single.a = Parameter(Tensor(4))
    check(["gradient 0"], of: single) { model, _ in model.a.value }
  }

  /// What the loss does by itself is nobody's business.
  @Test func gradientsWithinTheLossAreNotTaken() {
    check(["gradient 0"]) { model, _ in
      var other = Model()
      let inner = gradient(of: &other) { ($0.a.value * $0.b.value).sum() }
      return (model.a.value * inner.gradients.values[1]!).sum()
    }
  }
}
