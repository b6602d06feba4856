import Testing

@testable import OneShot

@Suite struct PersistentArrayTests {
  private func elements<T>(_ array: PersistentArray<T>) -> [T] {
    var result: [T] = []
    array.forEach { result.append($0) }
    return result
  }

  @Test(arguments: [0, 1, 31, 32, 33, 1023, 1024, 1025, 32_768, 32_769, 40_000])
  func growsAsAnArrayDoes(_ count: Int) {
    let whole = PersistentArray(0..<count)
    var grown = PersistentArray<Int>()
    for element in 0..<count { grown.append(element) }
    for array in [whole, grown] {
      #expect(array.count == count && array.isEmpty == (count == 0))
      #expect(elements(array) == Array(0..<count))
      #expect((0..<count).allSatisfy { array[$0] == $0 })
    }
  }

  /// Thousands of changes of one of several copies, beside plain arrays.
  @Test func copiesDoNotSeeEachOther() {
    var random = SystemRandomNumberGenerator()
    var copies = Array(repeating: (PersistentArray<Int>(), [Int]()), count: 4)
    for step in 0..<20_000 {
      let place = Int.random(in: 0..<copies.count, using: &random)
      switch Int.random(in: 0..<100, using: &random) {
      case 0: copies[place] = copies[Int.random(in: 0..<copies.count, using: &random)]
      case 1..<40 where !copies[place].1.isEmpty:
        let index = Int.random(in: 0..<copies[place].1.count, using: &random)
        copies[place].0[index] = step
        copies[place].1[index] = step
      default:
        copies[place].0.append(step)
        copies[place].1.append(step)
      }
    }
    for (found, expected) in copies { #expect(elements(found) == expected) }
  }
}
