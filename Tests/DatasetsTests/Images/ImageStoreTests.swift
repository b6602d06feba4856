import Testing

@testable import Datasets

/// Images of two bytes that say their position; those of `broken` cannot be read.
struct NumberedImages: ImageSource {
  struct Broken: Error, Equatable { let position: Int }

  let count: Int
  var broken: Set<Int> = []

  func pixels(at position: Int) throws -> [UInt8] {
    if broken.contains(position) { throw Broken(position: position) }
    return [UInt8(position), UInt8(2 * position)]
  }
}

@Suite struct ImageStoreTests {
  private func seen(_ store: ImageStore, _ positions: [Int]) throws -> [[UInt8]] {
    try store.withBytes(of: positions) { bytes, places in
      places.map { Array(bytes[2 * $0..<2 * $0 + 2]) }
    }
  }

  @Test func memoryAndSourceGiveTheSame() throws {
    let memory = ImageStore([0, 0, 1, 2, 2, 4, 3, 6], size: 2)
    let source = ImageStore(NumberedImages(count: 4), size: 2)
    #expect(memory.count == 4 && source.count == 4)
    #expect(memory.memory != nil && source.memory == nil)
    for store in [memory, source] {
      #expect(try seen(store, [3, 1, 3]) == [[3, 6], [1, 2], [3, 6]])
      #expect(try store.bytes(at: [2, 2, 0]) == [2, 4, 2, 4, 0, 0])
      #expect(try store.pixels(at: 1) == [1, 2])
    }
  }

  @Test func theFirstOfSeveralProblemsIsThrown() {
    let store = ImageStore(NumberedImages(count: 9, broken: [4, 6]), size: 2)
    #expect(throws: NumberedImages.Broken(position: 6)) { try store.bytes(at: [6, 1, 4]) }
    #expect(throws: NumberedImages.Broken(position: 4)) { try seen(store, [6, 1, 4]) }
  }

  @Test func aSourceOfOtherSizesStops() async {
    await #expect(processExitsWith: .failure) {
      _ = try? ImageStore(NumberedImages(count: 4), size: 3).bytes(at: [0])
    }
  }
}
