import Dispatch
import TestSupport
import Testing

@testable import OneShot

@Suite struct EmbeddingRowsTests {
  private func row(_ number: Int) -> Tensor {
    Tensor((0..<3).map { Float(number * 3 + $0) }).reshaped(to: [1, 3])
  }

  @Test func rowsStayWhereTheyAre() {
    var rows = EmbeddingRows()
    // One, several, and more than a piece takes.
    for count in [1, 1, 17, 100, 3, 1000] {
      let first = rows.count
      rows.append(.concatenated((first..<first + count).map(row)), of: Int32(count))
      #expect(rows.count == first + count && rows.width == 3)
    }
    for number in [0, 1, 2, 18, 19, 118, 119, 122, 1121] {
      #expect(rows.tensor(at: [number]) == row(number))
    }
    #expect(rows.tensor(at: [1121, 0, 5]) == .concatenated([row(1121), row(0), row(5)]))
    #expect(rows.number(ofClassOf: 118) == 100 && rows.number(ofClassOf: 1121) == 1000)
    var all: [Tensor] = []
    rows.pieces.forEach {
      #expect($0.start == all.reduce(0) { $0 + $1.shape[0] })
      all.append($0.tensor)
    }
    #expect(Tensor.concatenated(all) == .concatenated((0..<1122).map(row)))
  }

  /// A piece is no larger than 4 MiB, and little of it is empty.
  @Test func piecesGrowWithTheRows() {
    var rows = EmbeddingRows()
    for _ in 0..<40 { rows.append(.zeros([100, 1024]), of: 0) }
    var sizes: [Int] = []
    rows.pieces.forEach { sizes.append($0.count) }
    #expect(sizes.first == 100 && sizes.dropLast().last == 1024 && sizes.max() == 1024)
  }

  @Test func ofTwoCopiesThatGrowNeitherSeesTheOther() {
    var one = EmbeddingRows()
    for number in 0..<5 { one.append(row(number), of: 0) }
    var other = one
    let before = one
    for number in 5..<30 { one.append(row(number), of: 1) }
    for number in 5..<30 { other.append(row(1000 + number), of: 2) }
    #expect(before.count == 5)
    #expect(one.tensor(at: Array(0..<30)) == .concatenated((0..<30).map(row)))
    #expect(
      other.tensor(at: Array(0..<30))
        == .concatenated((0..<5).map(row) + (5..<30).map { row(1000 + $0) }))
    #expect(one.number(ofClassOf: 7) == 1 && other.number(ofClassOf: 7) == 2)
  }

  @Test func silenceIsACopysOwn() {
    var rows = EmbeddingRows()
    for number in 0..<200 { rows.append(row(number), of: Int32(number), isSilent: number == 150) }
    let before = rows
    for number in [0, 70, 199] { rows.silence(number) }
    rows.unsilence(70)
    rows.unsilence(3)
    func bits(_ rows: EmbeddingRows) -> [Int] {
      var bits: [Int] = []
      rows.pieces.forEach { piece in
        for place in 0..<piece.count where place >> 6 < piece.silent.count {
          let word: UInt64 = piece.silent[place >> 6] >> UInt64(place & 63)
          if word & 1 == 1 { bits.append(piece.start + place) }
        }
      }
      return bits
    }
    #expect(bits(rows) == [0, 150, 199] && bits(before) == [150])
    #expect(rows.tensor(at: [0]) == row(0))
  }

  /// A row can be read as a tensor that outlives the store and is changed on its own.
  @Test func tensorsOfPiecesAreValues() {
    var rows = EmbeddingRows()
    for number in 0..<3 { rows.append(row(number), of: 0) }
    var tensor = rows.pieces[0].tensor
    let same = tensor
    tensor[scalarAt: 0, 0] = 100
    #expect(rows.tensor(at: [0]) == row(0) && same[0..<1] == row(0) && tensor != same)
    rows = EmbeddingRows()
    #expect(same == .concatenated((0..<3).map(row)))
  }
}
