import Testing

@testable import EmbeddingSearch

@Suite struct IDTableTests {
  @Test func keepsWhatADictionaryKeeps() {
    var table = IDTable()
    var model: [Int: Int] = [:]
    for step in 0..<20_000 {
      let id = (step * 7919) % 3001
      if step % 3 == 0 {
        (table[id], model[id]) = (nil, nil)
      } else {
        (table[id], model[id]) = (step, step)
      }
    }
    #expect(table.count == model.count)
    #expect((0..<3001).allSatisfy { table[$0] == model[$0] })
  }

  @Test func aCopyStaysAsItWas() {
    var table = IDTable(minimumCapacity: 2000)
    for id in 0..<1000 { table[id] = id }
    let copy = table
    for id in 0..<1000 { table[id] = nil }
    #expect(table.count == 0)
    #expect((0..<1000).allSatisfy { copy[$0] == $0 && table[$0] == nil })
  }
}
