import HTTPTypes
import Hummingbird

/// Says what the service measured.
struct MetricsRoutes {
  let service: Service

  func add(to routes: Routes) {
    routes.add(.get, "/metrics") { request, context in
      .bytes(
        Array((service.metrics.text + gauges).utf8),
        type: "text/plain; version=0.0.4; charset=utf-8",
        headers: [.cacheControl: "no-store"])
    }
  }

  /// What is enrolled now.
  private var gauges: String {
    let sizes = service.recognizers.list.map { (name: $0.name, catalog: $0.catalog) }
    let classes = sizes.map {
      "oneshot_classes{recogniser=\"\($0.name)\"} \($0.catalog.classes.count)\n"
    }
    let examples = sizes.map {
      "oneshot_examples{recogniser=\"\($0.name)\"} \($0.catalog.exampleCount)\n"
    }
    return "# TYPE oneshot_classes gauge\n" + classes.joined() + "# TYPE oneshot_examples gauge\n"
      + examples.joined()
  }
}
