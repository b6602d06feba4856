import TestSupport
import Testing

@testable import OneShot

@Suite struct TaskEmbeddingsTests {
  @Test func rowsVectorsAndMeans() {
    let images = samples([4, 2, 3], [5, 2, 2, 3])
    let task = TaskEmbeddings("test", queries: images[0], support: images[1])
    #expect([task.ways, task.shots, task.size] == [5, 2, 6])
    #expect(task.queryVectors.shape == [4, 6] && task.supportRows.shape == [10, 2, 3])
    #expect(task.supportVectors == task.supportRows.flattened())
    let second = (task.supportVectors[2] + task.supportVectors[3]) / 2
    expectClose(task.means[1], second)
  }

  /// Numbers are embeddings too.
  @Test func embeddingsWithoutAxes() {
    let task = TaskEmbeddings("test", queries: .zeros([3]), support: Tensor([[1, 3], [5, 7]]))
    #expect(task.size == 1 && task.supportRows == Tensor([1, 3, 5, 7]))
    #expect(task.means == Tensor([[2], [6]]))
  }
}
