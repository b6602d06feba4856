import Testing

@testable import Kernels

@Suite struct InstructionsTests {
  @Test func everyProcessorHasSome() {
    #expect(Instructions.portable.areAvailable)
    #expect(Instructions.best.areAvailable)
    #expect(Instructions.allCases.filter(\.areAvailable).last == .best)
  }
}
