import Autograd
import Tensor
import TestSupport
import Testing

@Suite struct RecordingTests {
  @Test func existsWhileAGradientIsTaken() {
    #expect(Recording.current == nil)
    _ = gradient(at: [Tensor(1)]) { inputs in
      #expect(Recording.current != nil)
      return inputs[0]
    }
    #expect(Recording.current == nil)
  }

  @Test func generatorsDifferAndAreDeterminedByTheSeed() {
    func draws() -> [UInt64] {
      let recording = Recording(random: SeededGenerator(seed: 3))
      return (0..<3).map { _ in
        var generator = recording.generator(for: "draws")
        return generator.next()
      }
    }
    #expect(draws() == draws())
    #expect(Set(draws()).count == 3)
  }

  @Test func stopsWhereAnOperationDrawsWithoutAGenerator() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = gradient(at: [Tensor([1, 2])]) { $0[0].droppedOut(rate: 0.5).sum() }
    }
    #expect(
      message(of: result).contains(
        "Dropout draws random numbers: pass `using:` to gradient(of:using:)"))
  }
}
