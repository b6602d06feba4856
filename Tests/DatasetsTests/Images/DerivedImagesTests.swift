import Testing

@testable import Datasets

@Suite struct DerivedImagesTests {
  private let memory = ImageStore([0, 0, 1, 2, 2, 4, 3, 6], size: 2)
  private let source = ImageStore(NumberedImages(count: 4), size: 2)

  @Test func joinedStoresStayInMemoryIfAllAreThere() throws {
    let copies = ImageStore.joining([(memory, [3, 0]), (memory, [1])], size: 2)
    #expect(copies.memory == [3, 6, 0, 0, 1, 2])
    let mixed = ImageStore.joining([(source, [3, 0]), (memory, [1])], size: 2)
    #expect(mixed.memory == nil && mixed.count == 3)
    #expect(try mixed.bytes(at: [0, 1, 2]) == [3, 6, 0, 0, 1, 2])
  }

  @Test func imagesOfASourceAreChangedWhenTheyAreRead() throws {
    for store in [memory, source] {
      let sums = store.mapped(toSize: 1) { bytes in
        stride(from: 0, to: bytes.count, by: 2).map { bytes[$0] + bytes[$0 + 1] }
      }
      #expect((sums.memory != nil) == (store.memory != nil))
      #expect(try sums.bytes(at: [0, 1, 2, 3]) == [0, 3, 6, 9])
    }
  }
}
