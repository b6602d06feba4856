import Testing

@testable import OneShotBenchmarks

@Suite struct WorkTests {
  private let rates = MachineRates(multiplyAdds: 10, bytes: 4)

  @Test func theSlowerOfProductsAndMemoryIsTheBound() {
    #expect(Work(multiplyAdds: 20, scalars: 1).seconds(at: rates) == 2)
    #expect(Work(multiplyAdds: 20, scalars: 3).seconds(at: rates) == 3)
    #expect(Work().seconds(at: rates) == 0)
  }

  @Test func worksAreAdded() {
    let sum = Work(multiplyAdds: 1, scalars: 2) + Work(multiplyAdds: 3, scalars: 4)
    #expect(sum.multiplyAdds == 4 && sum.scalars == 6)
  }
}
