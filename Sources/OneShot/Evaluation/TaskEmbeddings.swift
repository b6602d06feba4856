import Autograd
import Basics
import Tensor

/// The embeddings of a task's images, checked to fit each other.
struct TaskEmbeddings {
  /// `[queries] + embedding`.
  let queries: Tensor
  /// `[ways, shots] + embedding`.
  let support: Tensor

  /// Stops, in the name of `method`, if the shapes do not fit.
  init(_ method: String, queries: Tensor, support: Tensor) {
    let embedding = Shape(Array(support.shape.dimensions.dropFirst(2)))
    require(
      queries.rank >= 1 && support.rank >= 2 && support.shape[0] > 0 && support.shape[1] > 0
        && queries.shape.droppingFirst == embedding,
      "\(method): expected queries [queries] + embedding and support [ways, shots] + embedding, got "
        + "\(queries.shape) and \(support.shape)")
    self.queries = queries
    self.support = support
  }

  var ways: Int { support.shape[0] }
  var shots: Int { support.shape[1] }

  /// The size of an embedding as a vector.
  var size: Int { queries.shape.droppingFirst.count }

  /// The support images in their own shape, class by class: `[ways · shots] + embedding`.
  var supportRows: Tensor {
    support.reshaped(to: queries.shape.droppingFirst.prepending(ways * shots))
  }

  /// The queries as vectors: `[queries, size]`.
  var queryVectors: Tensor { queries.flattened() }

  /// The support images as vectors, class by class: `[ways · shots, size]`.
  var supportVectors: Tensor { support.reshaped(to: [ways * shots, size]) }

  /// The classes of the support images as rows of 0 and 1: `[ways · shots, ways]`.
  var supportClasses: Tensor {
    .oneHot((0..<ways * shots).map { $0 / shots }, classes: ways)
  }

  /// The mean embedding of each class: `[ways, size]`.
  var means: Tensor {
    shots == 1
      ? supportVectors : support.reshaped(to: [ways, shots, size]).mean(axes: [1])
  }
}
