import Testing

@testable import Kernels

@Suite struct ScratchTests {
  @Test func memoryIsUsedAgain() {
    // A size that nothing else in these tests has.
    let first = withScratch(6_543_211) { UInt(bitPattern: $0) }
    #expect(withScratch(6_543_211) { UInt(bitPattern: $0) } == first)
  }

  @Test func givenMemoryIsTaken() {
    withScratch(8) { kept in
      withKeptOrScratch(kept, count: 8) { #expect($0 == kept) }
      withKeptOrScratch(nil, count: 8) { #expect($0 != kept) }
    }
  }

  @Test(arguments: [1, 16, 17, 512, 4096])
  func rowsAreAnOddNumberOfLinesApart(_ count: Int) {
    #expect(padded(count) >= count && padded(count) < count + 48)
    #expect(padded(count) % 32 == 16)
  }
}
