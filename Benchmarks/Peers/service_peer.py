"""A service that does what Service/ does when it classifies, as one would write it in Python: FastAPI on
uvicorn with uvloop, OpenCV for pictures, ONNX Runtime for the network.

    service_peer.py LEG.onnx --classes 1000 [--port 8090] [--views 4] [--workers 1] [--threads 1] [--pool 2]

LEG.onnx is the leg of the network in the box:

    swift run NetworkExample export Sources/Pretrained/handwriting.safetensors --to leg.onnx

Classes are random embeddings; what a class is like takes no time to compare. POST /classify takes
image/png and answers with the five best classes as Service/ does: the mean of the embeddings of `--views`
views, the image itself and distorted ones as in OneShotClassifier; minus the mean squared distance to
each class times the head's weight; softmax and sigmoid.
"""

import argparse
import os
import time

# Each request is work of one thread; NumPy's own threads would only wait for each other.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import cv2
import numpy as np
import onnxruntime
import orjson
import uvicorn
from anyio import CapacityLimiter, to_thread
from fastapi import FastAPI, HTTPException, Request, Response

SIDE = 36
# Those of the network's head.
WEIGHT, BIAS, THRESHOLD = -20.0, 5.0, 1.1258638


def ink(picture):
    """A gray picture padded to a square of paper, with areas averaged: ink 1, paper 0."""
    height, width = picture.shape
    scale = SIDE / max(height, width)
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    small = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
    image = np.full((SIDE, SIDE), 255, np.uint8)
    top, left = (SIDE - size[1]) // 2, (SIDE - size[0]) // 2
    image[top:top + size[1], left:left + size[0]] = small
    return (255 - image).astype(np.float32) / 255


class Recognizer:
    def __init__(self, leg, classes, views, threads):
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        self.session = onnxruntime.InferenceSession(leg, options)
        random = np.random.default_rng(1)
        self.maps = [self.distortion(random) for _ in range(views - 1)]
        size = self.session.get_outputs()[0].shape[1]
        self.classes = random.standard_normal((classes, size), np.float32)
        self.squares = (self.classes ** 2).sum(axis=1)
        self.labels = [f"class-{number}" for number in range(classes)]

    @staticmethod
    def distortion(random):
        """The ranges are those of AffineAugmentation.gentle."""
        turn, shear = np.radians(random.uniform(-6, 6)), random.uniform(-0.09, 0.09)
        scale = random.uniform(0.88, 1.13, 2)
        c, s = np.cos(turn), np.sin(turn)
        linear = np.array([[c, c * shear - s], [s, s * shear + c]]) * scale
        middle = np.full(2, (SIDE - 1) / 2)
        shift = middle - linear @ middle + SIDE * random.uniform(-0.03, 0.03, 2)
        return np.hstack([linear, shift[:, None]]).astype(np.float32)

    def __call__(self, body, top):
        start = time.perf_counter()
        picture = cv2.imdecode(np.frombuffer(body, np.uint8), cv2.IMREAD_GRAYSCALE)
        if picture is None:
            raise HTTPException(422, "no picture")
        image = ink(picture)
        views = [image] + [cv2.warpAffine(image, m, (SIDE, SIDE)) for m in self.maps]
        batch = np.stack(views)[..., None]
        embedding = self.session.run(None, {"input": batch})[0].mean(axis=0)
        squares = self.squares + (embedding ** 2).sum() - 2 * (self.classes @ embedding)
        scores = WEIGHT * squares / len(embedding) + BIAS
        best = np.argpartition(-scores, min(top, len(scores) - 1))[:top]
        best = best[np.argsort(-scores[best], kind="stable")]
        powers = np.exp(scores - scores.max())
        candidates = [
            {
                "label": self.labels[k], "probability": float(powers[k] / powers.sum()),
                "score": float(scores[k]), "verification": float(np.exp(-np.logaddexp(0, -scores[k]))),
            } for k in best
        ]
        known = candidates[0]["score"] >= THRESHOLD
        return orjson.dumps({
            "label": candidates[0]["label"] if known else None, "threshold": THRESHOLD,
            "candidates": candidates, "milliseconds": 1000 * (time.perf_counter() - start),
        })


def application():
    """Made once in each worker."""
    recognizer = Recognizer(
        os.environ["PEER_LEG"], int(os.environ["PEER_CLASSES"]), int(os.environ["PEER_VIEWS"]),
        int(os.environ["PEER_THREADS"]))
    app = FastAPI()
    # FastAPI's own pool has 40 threads, with which it is several times slower.
    pool = CapacityLimiter(int(os.environ["PEER_POOL"]))

    @app.post("/classify")
    async def classify(request: Request, top: int = 5):
        body = await request.body()
        answer = await to_thread.run_sync(recognizer, body, top, limiter=pool)
        return Response(answer, media_type="application/json")

    @app.get("/health")
    async def health():
        return {"status": "ok", "classes": len(recognizer.labels)}

    return app


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("leg")
    parser.add_argument("--classes", type=int, default=1000)
    parser.add_argument("--port", type=int, default=8090)
    parser.add_argument("--views", type=int, default=4)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1, help="of ONNX Runtime for a request")
    parser.add_argument("--pool", type=int, default=2, help="requests at a time in each worker")
    options = parser.parse_args()
    for name in ("leg", "classes", "views", "threads", "pool"):
        os.environ[f"PEER_{name.upper()}"] = str(getattr(options, name))
    cv2.setNumThreads(1)
    uvicorn.run(
        "service_peer:application", factory=True, host="127.0.0.1", port=options.port,
        workers=options.workers, log_level="warning", access_log=False)


if __name__ == "__main__":
    main()
