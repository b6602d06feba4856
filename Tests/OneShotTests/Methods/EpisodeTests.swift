import OneShot
import Testing

@Suite struct EpisodeTests {
  @Test func supportComesFirstClassByClass() {
    let dataset = numberedImages(groups: [5], drawers: 4)
    let task = OneShotTask(support: [[4, 5], [0, 1]], queries: [2, 6, 3], answers: [1, 0, 1])
    let episode = Episode(task, of: dataset)
    #expect(episode.images == dataset.images(at: [4, 5, 0, 1, 2, 6, 3]))
    #expect(episode.ways == 2 && episode.shots == 2 && episode.answers == [1, 0, 1])
  }
}
