import Tensor
import Testing

@Suite struct ThreadPoolTests {
  @Test func zeroGoesBackToTheDefault() {
    let before = ThreadPool.threadCount
    ThreadPool.threadCount = 0
    #expect(ThreadPool.threadCount >= 1)
    ThreadPool.threadCount = before
  }

  @Test func serialOperationsGiveTheSame() {
    let x = Tensor((0..<100_000).map { Float($0 % 97) }, shape: [100_000])
    let (shared, serial) = ((x * x).sum(), ThreadPool.serially { (x * x).sum() })
    #expect(shared == serial)
    #expect(ThreadPool.serially { ThreadPool.threadCount } == 1)
  }
}
