import CoreMetrics
import HummingbirdTesting
import Metrics
import Testing

@testable import OneShotService

@Suite struct MetricsTests {
  @Test func theTextIsThatOfPrometheus() {
    let metrics = PrometheusMetrics()
    let counter = Counter(
      label: "things_total", dimensions: [("kind", "a \"b\"\\\n")], factory: metrics)
    counter.increment()
    Counter(label: "things_total", dimensions: [("kind", "a \"b\"\\\n")], factory: metrics)
      .increment(by: 2)
    Gauge(label: "level", dimensions: [], factory: metrics).record(1.5)
    let sizes = Recorder(label: "sizes", dimensions: [], aggregate: true, factory: metrics)
    for size in [1, 2, 3, 500] { sizes.record(size) }
    let lines = metrics.text.split(separator: "\n")
    #expect(lines.contains("# TYPE things_total counter"))
    #expect(lines.contains(#"things_total{kind="a \"b\"\\\n"} 3"#))
    #expect(lines.contains("level 1.5") && lines.contains("# TYPE sizes histogram"))
    #expect(lines.contains(#"sizes_bucket{le="1.0"} 1"#))
    #expect(lines.contains(#"sizes_bucket{le="4.0"} 3"#))
    #expect(lines.contains(#"sizes_bucket{le="+Inf"} 4"#))
    #expect(lines.contains("sizes_sum 506.0") && lines.contains("sizes_count 4"))
    let timer = CoreMetrics.Timer(label: "a_seconds", dimensions: [], factory: metrics)
    timer.recordMilliseconds(20)
    #expect(metrics.text.contains(#"a_seconds_bucket{le="0.025"} 1"#))
    #expect(metrics.text.contains(#"a_seconds_bucket{le="0.01"} 0"#))
  }

  @Test func requestsAreCountedByTheirRoute() async throws {
    try await TestService().run { client in
      try await client.enroll("a", 0)
      try await client.enroll("b", 0)
      _ = try await client.get("/classes/nothing")
      for path in ["/x", "/y/z"] { _ = try await client.get(path) }
      let answer = try await client.get("/metrics")
      #expect(answer.headers[.contentType]?.hasPrefix("text/plain; version=0.0.4") == true)
      let lines = answer.text.split(separator: "\n")
      for line in [
        #"http_requests_total{route="/classes/{label}/examples",method="POST",status="201"} 2"#,
        #"http_requests_total{route="/classes/{label}",method="GET",status="404"} 1"#,
        #"http_requests_total{route="none",method="GET",status="404"} 2"#,
        #"oneshot_classes{recogniser="default"} 2"#, #"oneshot_examples{recogniser="default"} 2"#,
        "oneshot_batch_size_count 2",
      ] {
        #expect(lines.contains(line[...]), "\(line)")
      }
    }
  }
}
