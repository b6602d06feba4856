import Tensor
import Testing

@Suite struct ThreadPoolTests {
  @Test func zeroGoesBackToTheDefault() {
    let before = ThreadPool.threadCount
    ThreadPool.threadCount = 0
    #expect(ThreadPool.threadCount >= 1)
    ThreadPool.threadCount = before
  }
}
