import Autograd
import EmbeddingSearch
import Tensor
import Testing

@Suite struct FlatIndexRowsTests {
  /// Random adding, removing, copying and searching, with a dictionary as the model.
  @Test func agreesWithADictionaryOverManyOperations() throws {
    let width = 4
    var random = SeededGenerator(seed: 5)
    func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &random) }
    var index = FlatIndex(dimensions: width, metric: .squaredL2)
    var model: [Int: [Float]] = [:]
    var kept: (index: FlatIndex, model: [Int: [Float]])?
    let stock = wholeRows(512, width, seed: 6)
    let lists = (0..<512).map { stock[$0].scalars }
    for step in 0..<100_000 {
      let id = below(3000)
      switch below(1000) {
      case 0..<5:
        let query = lists[below(512)]
        try check(index, model, query)
        if let kept { try check(kept.index, kept.model, query) }
      case 5: kept = (index, model)
      case 6..<560 where model[id] == nil:
        let row = below(512)
        try index.add(stock[row..<row + 1], ids: [id])
        model[id] = lists[row]
      default:
        if model.removeValue(forKey: id) != nil {
          try index.remove([id])
        } else {
          #expect(throws: EmbeddingIndexError.unknownID(id)) { try index.remove([id]) }
        }
      }
      if step % 10_000 == 0 { #expect(Set(index.ids) == Set(model.keys)) }
    }
    #expect(index.count == model.count && index.count > 500)
  }

  private func check(_ index: FlatIndex, _ model: [Int: [Float]], _ query: [Float]) throws {
    let found = try index.search(Tensor([query]), k: 7)[0]
    // Whole numbers: a score and an id in one.
    let keys = model.map { id, row in
      zip(row, query).reduce(0) { $0 + Int(($1.0 - $1.1) * ($1.0 - $1.1)) } * 10_000 + id
    }
    let expected = keys.sorted().prefix(7)
    #expect(found.map(\.id) == expected.map { $0 % 10_000 })
    #expect(found.map(\.score) == expected.map { -Float($0 / 10_000) })
  }

  /// Enough for several slabs, and rows that move from one to another.
  @Test(arguments: [
    EmbeddingStorage.float32, .float16, .int8(reranking: .float16), .int8(reranking: .float32),
  ])
  func rowsOfManySlabsComeAndGo(_ storage: EmbeddingStorage) throws {
    let (count, width) = (3000, 1024)
    let rows = wholeRows(count, width, seed: 1)
    var index = FlatIndex(dimensions: width, storage: storage)
    try index.add(rows[0..<2000], ids: Array(0..<2000))
    try index.add(rows[2000..<count], ids: Array(2000..<count))
    let before = index
    try index.remove((0..<count).filter { $0 % 3 != 0 })
    #expect(index.count == count / 3)
    #expect(try index.embeddings(of: [0, 2997, 300]) == rows.gathered([0, 2997, 300]))
    #expect(try before.embeddings(of: [1, 2998, 299]) == rows.gathered([1, 2998, 299]))
    try index.add(rows[1..<2], ids: [1])
    #expect(try index.embeddings(of: [1, 3]) == rows.gathered([1, 3]))
    try index.remove(index.ids)
    #expect(index.count == 0 && before.count == count)
    #expect(try index.search(rows[0..<1], k: 1) == [[]])
  }

  /// Two copies grow behind what both have.
  @Test func copiesGrowApart() throws {
    var first = FlatIndex(dimensions: 1)
    try first.add(Tensor([[1], [2]]), ids: [1, 2])
    var second = first
    try first.add(Tensor([[3]]), ids: [3])
    try second.add(Tensor([[30], [40]]), ids: [3, 4])
    try first.add(Tensor([[4]]), ids: [4])
    #expect(try first.embeddings(of: [1, 2, 3, 4]).scalars == [1, 2, 3, 4])
    #expect(try second.embeddings(of: [1, 2, 3, 4]).scalars == [1, 2, 30, 40])
    try second.remove([1])
    #expect(try first.embeddings(of: [1]).scalars == [1])
    #expect(try second.search(Tensor([[1]]), k: 1)[0][0].id == 4)
  }
}

extension Tensor {
  fileprivate func gathered(_ rows: [Int]) -> Tensor {
    Tensor(rows.map { self[$0].scalars })
  }
}
