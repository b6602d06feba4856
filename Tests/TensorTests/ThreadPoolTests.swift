import Tensor
import Testing

@Suite struct ThreadPoolTests {
  @Test func zeroGoesBackToTheDefault() {
    let before = ThreadPool.threadCount
    ThreadPool.threadCount = 0
    #expect(ThreadPool.threadCount >= 1)
    ThreadPool.threadCount = before
  }

  @Test func workOfAThreadStaysOnIt() {
    #expect(ThreadPool.serially { ThreadPool.threadCount } == 1)
    struct Refused: Error {}
    #expect(throws: Refused.self) { try ThreadPool.serially { throw Refused() } }
    #expect(ThreadPool.threadCount >= 1)
  }
}
