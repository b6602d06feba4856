import EmbeddingSearch

/// What a part of an index found, as bytes: for each query the number of its matches, then their numbers and
/// scores.
enum MatchMessage {
  static func bytes(of matches: [[EmbeddingMatch]]) -> [UInt8] {
    var words: [Int64] = []
    for matches in matches {
      words.append(Int64(matches.count))
      for match in matches { words += [Int64(match.id), Int64(match.score.bitPattern)] }
    }
    return words.withUnsafeBytes { Array($0) }
  }

  static func matches(in bytes: ArraySlice<UInt8>) -> [[EmbeddingMatch]] {
    let words = bytes.withUnsafeBytes { bytes in
      (0..<bytes.count / 8).map { bytes.loadUnaligned(fromByteOffset: 8 * $0, as: Int64.self) }
    }
    var result: [[EmbeddingMatch]] = []
    var next = 0
    while next < words.count {
      let count = Int(words[next])
      result.append(
        (0..<count).map { place in
          let match = next + 1 + 2 * place
          return EmbeddingMatch(
            id: Int(words[match]),
            score: Float(bitPattern: UInt32(truncatingIfNeeded: words[match + 1])))
        })
      next += 1 + 2 * count
    }
    return result
  }
}
