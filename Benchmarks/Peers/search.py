"""The 10 most alike of many embeddings by FAISS or hnswlib, as OneShotBenchmarks' search."""

import measure

options = measure.read_options(
    ["search"], peer=["faiss-flat", "faiss-hnsw", "hnswlib"],
    numbers={"classes": 100_000, "dimensions": 128, "candidates": 64})

import json
import os
import resource
import tempfile
import time

import numpy as np

SHOTS, LINKS, BUILD = 20, 16, 200


def embeddings():
    """Classes of embeddings: a center and a noise of 0.4 of its deviation, of length 1."""
    random = np.random.default_rng(1)
    count, size = options.classes, options.dimensions
    centers = random.standard_normal((max(1, count // SHOTS), size), np.float32)

    def members(numbers):
        noise = 0.4 * random.standard_normal((len(numbers), size), np.float32)
        rows = centers[numbers % len(centers)] + noise
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)

    return members(np.arange(count)), members(np.arange(200))


class Faiss:
    def __init__(self, graph):
        import faiss

        self.faiss = faiss
        faiss.omp_set_num_threads(options.threads)
        self.name = f"FAISS {faiss.__version__}"
        size = options.dimensions
        if graph:
            self.index = faiss.IndexHNSWFlat(size, LINKS, faiss.METRIC_INNER_PRODUCT)
            self.index.hnsw.efConstruction = BUILD
            self.index.hnsw.efSearch = options.candidates
        else:
            self.index = faiss.IndexFlatIP(size)

    def tune(self, queries):
        """Whether several queries are faster as products of matrices depends on the OpenBLAS that it brings."""
        seconds = {}
        for threshold in (20, 1 << 20):
            self.faiss.cvar.distance_compute_blas_threshold = threshold
            seconds[threshold] = min(timed(lambda: self.search(queries, 10)) for _ in range(3))
        self.faiss.cvar.distance_compute_blas_threshold = min(seconds, key=seconds.get)

    def add(self, rows):
        self.index.add(rows)

    def search(self, queries, k):
        return self.index.search(queries, k)[1]

    def save(self, path):
        self.faiss.write_index(self.index, path)

    def open(self, path):
        self.faiss.read_index(path)


class HNSWlib:
    def __init__(self):
        import hnswlib

        self.name = "hnswlib 0.8.0"
        self.make = lambda: hnswlib.Index("ip", options.dimensions)
        self.index = self.make()
        self.index.init_index(options.classes, ef_construction=BUILD, M=LINKS)
        self.index.set_num_threads(options.threads)
        self.index.set_ef(options.candidates)

    def add(self, rows):
        self.index.add_items(rows)

    def search(self, queries, k):
        return self.index.knn_query(queries, k)[0]

    def save(self, path):
        self.index.save_index(path)

    def open(self, path):
        self.make().load_index(path)


def timed(action):
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def main():
    gallery, queries = embeddings()
    peer = HNSWlib() if options.peer == "hnswlib" else Faiss(options.peer == "faiss-hnsw")
    parts = [gallery[start:start + 4096] for start in range(0, len(gallery), 4096)]
    adding = sum(timed(lambda: peer.add(part)) for part in parts)
    exact = (queries @ gallery.T).argmax(axis=1)
    recall = float((peer.search(queries, 1)[:, 0] == exact).mean())
    size = options.batch
    asked = [queries[(n * size + np.arange(size)) % 200] for n in range(max(1, 200 // size))]
    if isinstance(peer, Faiss):
        peer.tune(asked[0])
    turn = iter(range(1 << 60))
    step = lambda: peer.search(asked[next(turn) % len(asked)], 10)
    measure.times(step, 2, options.seconds / 10)
    seconds = sorted(measure.times(step, options.steps, options.seconds))
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "index")
        saving = timed(lambda: peer.save(path))
        file_bytes = os.path.getsize(path)
        opening = timed(lambda: peer.open(path))
    median = seconds[len(seconds) // 2]
    print(json.dumps({
        "library": peer.name, "workload": "search", "index": options.peer,
        "classes": options.classes, "dimensions": options.dimensions, "batch": size,
        "threads": options.threads, "addSeconds": adding / options.classes,
        "medianSeconds": median, "percentile99Seconds": seconds[len(seconds) * 99 // 100],
        "itemsPerSecond": size / median, "recallAt1": recall, "fileBytes": file_bytes,
        "saveSeconds": saving, "openSeconds": opening,
        "peakMemoryBytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
    }))


main()
