import Datasets
import Tensor

/// The classes of a dataset by alphabet: what every sampler draws from.
struct Alphabets: Sendable {
  /// For each alphabet that has any, the positions of its classes in the dataset.
  let members: [[Int]]
  private let dataset: ImageDataset

  init(of dataset: ImageDataset) {
    self.dataset = dataset
    var members = [[Int]](repeating: [], count: dataset.groups.count)
    for (position, character) in dataset.classes.enumerated() {
      members[character.group].append(position)
    }
    self.members = members.filter { !$0.isEmpty }
  }

  /// The number of classes.
  var classCount: Int { dataset.classes.count }

  /// The images of a class.
  func images(of character: Int) -> [Int] { dataset.classes[character].images }

  /// The alphabet, a position in `members`, of each class.
  var alphabetOfClass: [Int] {
    var result = [Int](repeating: 0, count: classCount)
    for (alphabet, characters) in members.enumerated() {
      for character in characters { result[character] = alphabet }
    }
    return result
  }

  /// Throws unless there are `needed` alphabets.
  func requireAlphabets(_ needed: Int, for purpose: String) throws(SamplingError) {
    if members.count < needed {
      throw .tooFewAlphabets(
        dataset: dataset.name, found: members.count, needed: needed, purpose: purpose)
    }
  }

  /// Throws unless every alphabet has `needed` characters, naming the first that has not.
  func requireCharactersInEach(_ needed: Int, for purpose: String) throws(SamplingError) {
    try requireAlphabets(1, for: purpose)
    for characters in members where characters.count < needed {
      throw .tooFewCharacters(
        alphabet: dataset.groups[dataset.classes[characters[0]].group], found: characters.count,
        needed: needed, purpose: purpose)
    }
  }

  /// Throws unless all alphabets together have `needed` characters.
  func requireCharacters(_ needed: Int, for purpose: String) throws(SamplingError) {
    if classCount < needed {
      throw .tooFewCharactersInAll(
        dataset: dataset.name, found: classCount, needed: needed, purpose: purpose)
    }
  }

  /// Throws unless every character has `needed` images, naming the first that has not.
  func requireImages(_ needed: Int, for purpose: String) throws(SamplingError) {
    for character in dataset.classes where character.images.count < needed {
      throw .tooFewImages(
        character: "\(dataset.groups[character.group])/\(character.name)",
        found: character.images.count, needed: needed, purpose: purpose)
    }
  }
}

extension Array {
  /// `count` of the elements, distinct by position and in random order: the first steps of a
  /// Fisher–Yates shuffle.
  func sample(_ count: Int, using random: inout SeededGenerator) -> [Element] {
    var pool = self
    for i in 0..<count { pool.swapAt(i, .random(in: i..<pool.count, using: &random)) }
    return Array(pool[..<count])
  }
}
