// N-way one-shot tasks: what is asked of a method.
//
//   swift run Tasks

import OneShot

let glyphs = Glyphs(alphabets: 20, characters: 20, drawers: 20, seed: 1)
  .dataset(size: 28)
print(glyphs.name)
print(glyphs.groups.count, "alphabets")
print(glyphs.classes.count, "characters")

let character = glyphs.classes[0]
let alphabet = glyphs.groups[character.group]
print(alphabet, character.name, "has", character.images.count, "images")

let images = glyphs.images(at: character.images)
print(images.shape)  // 20 images of 28×28 pixels and one channel

var random = SeededGenerator(seed: 1)
let (training, unseen) = try glyphs.splitting(
  holdingOut: 4, using: &random)
print(training.groups.count, "alphabets to learn from,")
print(unseen.groups.count, "to be judged on")

let within = try TaskSampler(
  unseen, ways: 20, queries: 20, drawers: .separate)
let across = try TaskSampler(
  unseen, ways: 20, queries: 20, scope: .acrossGroups, drawers: .separate)

let task = within.task(using: &random)
print(task.ways, "ways,", task.queries.count, "queries")
print("the first query shows the class at position", task.answers[0])

let other = across.task(using: &random)
let alphabets = Set(other.support.map { unseen.alphabet(of: $0[0]) })
print("across alphabets, a task mixes", alphabets.count, "of them")

do {
  _ = try TaskSampler(unseen, ways: 30)
} catch {
  print(error)
}

extension ImageDataset {
  /// The position of the alphabet that an image belongs to.
  fileprivate func alphabet(of image: Int) -> Int? {
    classes.first { $0.images.contains(image) }?.group
  }
}
