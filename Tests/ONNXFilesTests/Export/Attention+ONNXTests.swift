import Layers
import OneShot
import Tensor
import Testing

@Suite struct AttentionONNXTests {
  @Test func transformers() throws {
    try expectRoundTrip(MultiHeadAttention(heads: 2), input: [3, 4])
    try expectRoundTrip(TransformerBlock(heads: 2, hidden: 6), input: [3, 4])
    try expectRoundTrip(
      Networks.visionTransformer(patch: 2, width: 4, blocks: 1, heads: 2), input: [4, 6, 3])
  }
}
