"""What is measured against what, and what must come out."""

from dataclasses import dataclass, field

KERAS, NCHW, LAST, ONNX = "Keras", "PyTorch NCHW", "PyTorch channels_last", "ONNX Runtime"
TORCHVISION, ALBUMENTATIONS = "torchvision", "albumentations"
PILLOW, PILLOW_FIT, IMAGE_FOLDER = "Pillow", "Pillow `fit`", "torchvision `ImageFolder`"
FAISS_FLAT, FAISS_HNSW, HNSWLIB = "FAISS `IndexFlatIP`", "FAISS `IndexHNSWFlat`", "hnswlib"
PEERS = {
    KERAS: ["keras_peer.py"],
    NCHW: ["torch_peer.py", "--layout", "nchw"],
    LAST: ["torch_peer.py", "--layout", "channels_last"],
    ONNX: ["onnx_peer.py"],
    TORCHVISION: ["augment.py", "--peer", "torchvision"],
    ALBUMENTATIONS: ["augment.py", "--peer", "albumentations"],
    PILLOW: ["reading.py", "--peer", "pillow"],
    PILLOW_FIT: ["reading.py", "--peer", "pillow-fit"],
    IMAGE_FOLDER: ["reading.py", "--peer", "torchvision"],
    FAISS_FLAT: ["search.py", "--peer", "faiss-flat"],
    FAISS_HNSW: ["search.py", "--peer", "faiss-hnsw"],
    HNSWLIB: ["search.py", "--peer", "hnswlib"],
}
OURS = "OneShot"


@dataclass(frozen=True)
class Side:
    """One program with its options. `label` is a peer's name, or says which of our runs it is."""

    label: str
    options: list
    configuration: str = "release"


@dataclass(frozen=True)
class Contest:
    """Our side against others, in alternation."""

    name: str
    title: str
    ours: Side
    rivals: list
    # By a rival's label, how many times as fast as the rival our side must be.
    targets: dict = field(default_factory=dict)
    # How much of the more modest rival's peak memory our side may take.
    memory_target: float = None

    @property
    def sides(self):
        return [self.ours] + self.rivals


def against_peers(name, title, options, peers, targets={}, memory_target=None, theirs=None):
    """A contest with peers that run the same workload, or `theirs`."""
    rivals = [Side(peer, theirs or options) for peer in peers]
    return Contest(name, title, Side(OURS, options), rivals, targets, memory_target)


def debug(name, title, options):
    """A plain build against an optimized one, both ours."""
    plain, release = Side("plain build", options, "debug"), Side("-c release", options)
    return Contest(name, title, plain, [release], {"-c release": 0.85})


def threads_against_one(name, title, workload, threads):
    """All threads against one, both ours."""
    options = ["--workload", workload]
    one = Side("one thread", options + ["--threads", "1"])
    return Contest(
        name, f"{title}, {threads} threads against one", Side(f"{threads} threads", options), [one],
        {"one thread": 1.8})


def reading(name, title, data):
    """A contest on the folder of pictures."""
    peers = [PILLOW, PILLOW_FIT, IMAGE_FOLDER]
    options = ["--workload", name, "--data", f"{data}/pictures"]
    return against_peers(name, title, options, peers, {peer: 1.5 for peer in peers})


def searching(name, index, classes, dimensions, queries, peers, target):
    """A contest of indexes of so many embeddings."""
    options = ["--workload", "search", "--classes", str(classes), "--dimensions", str(dimensions)]
    options += ["--batch", str(queries)]
    title = f"{classes:,} × {dimensions}, {queries} queries, {index}"
    rivals = [Side(peer, options) for peer in peers]
    ours = Side(OURS, options + ["--index", index])
    return Contest(name, title, ours, rivals, {peer: target for peer in peers})


def disk(data):
    """Packed pictures on the disk against the same in memory, and against hardly any."""
    def side(label, workload):
        return Side(label, ["--workload", workload, "--data", f"{data}/packed.images"])

    rivals = [side("in memory", "disk-loaded"), side("2,000 of them in memory", "disk-none")]
    title = "train step at 84×84, 50,000 packed pictures on the disk"
    return Contest("disk", title, side("from the disk", "disk"), rivals, {"in memory": 0.95})


def all_contests(threads, data):
    """All contests; in the folder `data` are the files that some of them need."""
    train, quick = ["--workload", "train"], ["--workload", "quick"]
    embed, official = ["--workload", "embed"], ["--workload", "official"]
    return [
        against_peers(
            "train", "blog network, train step, 32 pairs", train + ["--batch", "32"],
            [KERAS, NCHW, LAST], {KERAS: 4.3, NCHW: 4, LAST: 3.5}, memory_target=0.6),
        against_peers(
            "train8", "blog network, train step, 8 pairs", train + ["--batch", "8"],
            [KERAS, NCHW, LAST]),
        against_peers(
            "embed", "blog network, embed 64 images", embed + ["--batch", "64"],
            [KERAS, NCHW, LAST, ONNX], {ONNX: 2, KERAS: 2.5, NCHW: 3.5, LAST: 3.5}),
        against_peers(
            "loop", "official 400 trials, Keras in the blog's predict loop", official, [KERAS],
            {KERAS: 50}, theirs=["--workload", "official-loop"]),
        against_peers(
            "official", "official 400 trials, Keras with embeddings kept", official, [KERAS],
            {KERAS: 2.5}),
        against_peers(
            "quick", "`quick` leg, train step, 80 images", quick, [NCHW, LAST],
            {NCHW: 2.5, LAST: 2.5}, memory_target=0.6),
        against_peers(
            "resnet12", "ResNet-12, train step, 64 images of 84×84", ["--workload", "resnet12"],
            [NCHW, LAST], {NCHW: 1.5, LAST: 1.5}, memory_target=0.6),
        against_peers(
            "conv4", "Conv-4, train step, an episode of 80 images of 84×84",
            ["--workload", "conv4"], [NCHW, LAST], {NCHW: 2, LAST: 2}, memory_target=0.6),
        against_peers(
            "embed-resnet12", "ResNet-12, embed 64 images of 84×84",
            ["--workload", "embed-resnet12"], [NCHW, LAST, ONNX], {ONNX: 1.5}),
        against_peers(
            "mobilenet", "MobileNetV2, embed 64 images of 224×224", ["--workload", "mobilenet"],
            [NCHW, LAST, ONNX], {ONNX: 1}),
        against_peers(
            "latency", "one pair, latency", ["--workload", "latency"], [KERAS, NCHW, LAST, ONNX],
            {ONNX: 1.18}),
        against_peers(
            "augment", "80 augmented pictures, 84×84", ["--workload", "augment"],
            [TORCHVISION, ALBUMENTATIONS], {TORCHVISION: 1.5, ALBUMENTATIONS: 1.5}),
        against_peers(
            "augment112", "80 augmented pictures, 112×112 to 84×84", ["--workload", "augment112"],
            [TORCHVISION, ALBUMENTATIONS], {TORCHVISION: 1.5, ALBUMENTATIONS: 1.5}),
        reading("read", "5,000 JPEGs of 500×375 to 84×84", data),
        reading("read-reduced", "the same, decoded at half the size", data),
        disk(data),
        searching("search", "flat", 1_000_000, 128, 1, [FAISS_FLAT], 1),
        searching("search64", "flat", 1_000_000, 128, 64, [FAISS_FLAT], 1),
        searching("search-wide", "flat", 100_000, 1152, 1, [FAISS_FLAT], 1),
        searching("search64-wide", "flat", 100_000, 1152, 64, [FAISS_FLAT], 1),
        searching("search-hnsw", "hnsw", 100_000, 128, 1, [HNSWLIB, FAISS_HNSW], 0.9),
        threads_against_one("threads", "train step, 32 pairs", "train", threads),
        threads_against_one("threads-quick", "`quick` train step", "quick", threads),
        threads_against_one("threads-resnet12", "ResNet-12 train step", "resnet12", threads),
        threads_against_one("threads-conv4", "Conv-4 train step", "conv4", threads),
        threads_against_one("threads-embed", "blog network, embed", "embed", threads),
        threads_against_one(
            "threads-embed-resnet12", "ResNet-12, embed", "embed-resnet12", threads),
        threads_against_one("threads-mobilenet", "MobileNetV2, embed", "mobilenet", threads),
        debug("debug", "train step, 32 pairs, plain build against -c release", train),
        debug("debug-quick", "`quick` train step, plain build against -c release", quick),
    ]
