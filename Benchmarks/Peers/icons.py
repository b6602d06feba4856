"""One-shot recognition of icons in PyTorch, by the recipe of `Recipe.photographs`.

    Scripts/icons.sh FOLDER
    python3 Benchmarks/Peers/icons.py --folder FOLDER --channels 3 --fold 0
    python3 Benchmarks/Peers/icons.py --folder FOLDER --channels 3 --pixels

Same network, loss, optimizer, schedule, batches and kind of distortion as ours; the tasks are those
of FOLDER.folds.json. Needs torch, numpy and pillow.
"""

import argparse
import json
import math
import os
import statistics
import sys
import time


def read_options():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--folder", required=True, help="what Scripts/icons.sh made")
    parser.add_argument("--folds", help="the list of folds; default FOLDER.folds.json")
    parser.add_argument("--fold", type=int, help="the fold, from 0; default all in turn")
    parser.add_argument("--part", choices=["test", "validation"], default="test")
    parser.add_argument("--channels", type=int, choices=[1, 3], default=3)
    parser.add_argument("--size", type=int, default=48, help="of the images that the network sees")
    parser.add_argument("--pixels", action="store_true", help="the nearest neighbor alone")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--steps", type=int, default=1000)
    parser.add_argument("--classes", type=int, default=20, help="of a batch")
    parser.add_argument("--images", type=int, default=4, help="of each class of a batch")
    parser.add_argument("--rate", type=float, default=6e-3, help="the highest learning rate")
    parser.add_argument("--turns", action="store_true", help="turned classes in every other batch")
    parser.add_argument("--elastic", type=float, default=0.03, help="largest amplitude; 0 for none")
    parser.add_argument("--views", type=int, default=4, help="of each image that is recognized")
    parser.add_argument("--layout", choices=["channels_last", "nchw"], default="channels_last")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--json", action="store_true", help="one line of JSON for each fold")
    options = parser.parse_args()
    options.folder = options.folder.rstrip("/")
    options.folds = options.folds or options.folder + ".folds.json"
    # The libraries read the number of threads only once.
    for name in ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ[name] = str(options.threads)
    return options


options = read_options()

import numpy
import torch
from PIL import Image
from torch import nn
from torch.nn import functional

from warping import maps, warped

LAYOUT = torch.channels_last if options.layout == "channels_last" else torch.contiguous_format
MEAN, DEVIATION = [0.485, 0.456, 0.406], [0.229, 0.224, 0.225]
if options.channels == 1:
    MEAN, DEVIATION = [sum(MEAN) / 3], [sum(DEVIATION) / 3]
# Handwriting.
TRAINING = dict(rotation=10, shear=0.15, scale=(0.82, 1.22), shift=0.05)
# A little less, for further views of an image that is to be recognized.
GENTLE = dict(rotation=6, shear=0.09, scale=(0.88, 1.13), shift=0.03)


def load(paths):
    """Images on white as distances from white, 0 to 1: `[count, channels, height, width]`."""
    images = []
    for path in paths:
        with Image.open(os.path.join(options.folder, path)) as file:
            picture = file.convert("RGBA")
        picture = Image.alpha_composite(Image.new("RGBA", picture.size, "white"), picture)
        picture = numpy.asarray(picture.convert("L" if options.channels == 1 else "RGB"))
        images.append(torch.from_numpy(picture.reshape(*picture.shape[:2], -1).copy()))
    return 1 - torch.stack(images).permute(0, 3, 1, 2).float() / 255


def normalized(images):
    """What the network sees of images as distances from white."""
    mean = torch.tensor(MEAN)[:, None, None]
    deviation = torch.tensor(DEVIATION)[:, None, None]
    return ((1 - images - mean) / deviation).contiguous(memory_format=LAYOUT)


class Network(nn.Module):
    """A leg of 3x3 convolutions, and the head of the mean squared distance."""

    def __init__(self):
        super().__init__()
        channels, blocks = options.channels, []
        for filters, pools in [(16, True), (64, True), (64, False), (128, True)]:
            convolution = nn.Conv2d(channels, filters, 3, padding=1, bias=False)
            deviation = math.sqrt(2 / (9 * channels)) / 0.87962566
            nn.init.trunc_normal_(convolution.weight, 0, deviation, -2 * deviation, 2 * deviation)
            blocks += [convolution, nn.BatchNorm2d(filters)]
            blocks += [nn.MaxPool2d(2)] if pools else []
            blocks += [nn.ReLU(inplace=True)]
            channels = filters
        self.leg = nn.Sequential(*blocks, nn.Flatten())
        self.head = nn.Linear(1, 1)
        nn.init.constant_(self.head.weight, -5)
        nn.init.zeros_(self.head.bias)


def mean_squares(a, b):
    squares = a.square().sum(1)[:, None] + b.square().sum(1)[None] - 2 * a @ b.T
    return squares.clamp(min=0) / a.shape[1]


def metric_loss(network, images, labels):
    """Each image finds its own class in the batch; the head learns beside it."""
    embeddings = network.leg(images)
    diagonal = torch.eye(len(labels), dtype=torch.bool)
    same_class = labels[:, None] == labels[None]
    same, different = (same_class & ~diagonal).float(), (~same_class).float()
    distances = mean_squares(embeddings, embeddings)
    likeness = (-5 * distances).masked_fill(diagonal, -1e9)
    contrast = -(functional.log_softmax(likeness, 1) * same).sum() / same.sum()
    logits = network.head(distances.detach()[..., None])[..., 0]
    losses = functional.binary_cross_entropy_with_logits(logits, same, reduction="none")
    verdict = (losses * same).sum() / same.sum() + (losses * different).sum() / different.sum()
    return contrast + verdict / 2


def rate(step):
    """The part of the highest rate at a step: up from a tenth, then a cosine to a 200th."""
    rise = max(1, options.steps * 15 // 100)
    if step < rise:
        return 0.1 + 0.9 * step / rise
    part = min(1, (step - rise) / max(1, options.steps - rise))
    return 1 / 200 + (1 - 1 / 200) * (1 + math.cos(math.pi * part)) / 2


def batch(images, classes, step, random):
    """Some classes and some images of each; in every other step classes may be turned."""
    quarters = 4 if options.turns and step % 2 == 1 else 1
    drawn = torch.randperm(len(classes) * quarters, generator=random)[:options.classes].tolist()
    members, turns = [], []
    for number in drawn:
        images_of_class = classes[number % len(classes)]
        order = torch.randperm(len(images_of_class), generator=random)[:options.images]
        members += [images_of_class[i] for i in order.tolist()]
        turns += [number // len(classes)] * len(order)
    pixels = images[members]
    for quarter in range(1, quarters):
        turned = [i for i, turn in enumerate(turns) if turn == quarter]
        if turned:
            pixels[turned] = pixels[turned].rot90(quarter, [2, 3])
    affine = maps(len(members), random, **TRAINING)
    labels = torch.arange(len(drawn)).repeat_interleave(options.images)
    elastic = (options.elastic, random) if options.elastic > 0 else None
    return normalized(warped(pixels, affine, options.size, elastic)), labels


def train(images, classes):
    """A trained network, its losses and the seconds that it took."""
    torch.manual_seed(options.seed)
    random = torch.Generator().manual_seed(options.seed)
    network = Network().to(memory_format=LAYOUT)
    optimizer = torch.optim.Adam(network.parameters(), options.rate)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, rate)
    losses, start = [], time.perf_counter()
    for step in range(options.steps):
        loss = metric_loss(network, *batch(images, classes, step, random))
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        optimizer.step()
        schedule.step()
        losses.append(loss.item())
        if (step + 1) % 100 == 0:
            print(f"step {step + 1}: {statistics.mean(losses[-100:]):.4f}", file=sys.stderr)
    return network.eval(), losses, time.perf_counter() - start


def embed(network, images):
    """The mean of the embeddings of an image's views, which are the same for all images."""
    small = functional.adaptive_avg_pool2d(images, options.size)
    if network is None:
        return small.flatten(1)
    sum_of_views = 0
    random = torch.Generator().manual_seed(0)
    with torch.inference_mode():
        for view in range(options.views):
            affine = maps(1, random, **GENTLE).expand(len(small), 2, 3)
            seen = small if view == 0 else warped(small, affine, options.size)
            sum_of_views = sum_of_views + torch.cat([
                network.leg(part) for part in normalized(seen).split(64)])
    return sum_of_views / options.views


def accuracy(embeddings, tasks):
    """How many queries are nearest to the example of their own class."""
    correct = 0
    for task in tasks:
        distances = mean_squares(embeddings[[task["query"]]], embeddings[task["support"]])
        correct += int(distances[0].argmin()) == task["answer"]
    return correct


def training_classes(paths, fold):
    """The indices of a fold's training images, by class; classes too small for a batch left out."""
    parts = [fold["test"]] + ([fold["validation"]] if options.part == "validation" else [])
    contexts = {context for part in parts for context in part["contexts"]}
    themes = {theme for part in parts for theme in part["themes"]}
    classes = {}
    for index, path in enumerate(paths):
        context, name, theme = path.removesuffix(".png").split("/")
        if context not in contexts and theme not in themes:
            classes.setdefault((context, name), []).append(index)
    return [members for members in classes.values() if len(members) >= options.images]


def measure(number, folds, images):
    fold, tasks = folds["folds"][number], folds["folds"][number][options.part]["tasks"]
    library = f"PyTorch {torch.__version__}, {options.layout}"
    result = {"library": "pixels" if options.pixels else library, "fold": number}
    network = None
    if not options.pixels:
        classes = training_classes(folds["images"], fold)
        network, losses, seconds = train(images, classes)
        result |= {
            "steps": options.steps, "classes": len(classes), "images": sum(map(len, classes)),
            "firstLoss": losses[0], "lastLoss": statistics.mean(losses[-20:]),
            "trainingSeconds": seconds}
    correct = accuracy(embed(network, images), tasks)
    return result | {
        "part": options.part, "channels": options.channels, "size": options.size,
        "seed": options.seed, "trials": len(tasks), "correct": correct,
        "accuracy": correct / len(tasks)}


def main():
    torch.set_num_threads(options.threads)
    with open(options.folds, encoding="utf-8") as file:
        folds = json.load(file)
    images = load(folds["images"])
    numbers = range(len(folds["folds"])) if options.fold is None else [options.fold]
    results = []
    for number in numbers:
        results.append(measure(number, folds, images))
        result = results[-1]
        seconds = result.get("trainingSeconds")
        print(json.dumps(result) if options.json else
              f"fold {number}: {result['accuracy']:.1%} of {result['trials']} trials"
              + (f", trained in {seconds:.0f} s" if seconds else ""), flush=True)
    if len(results) > 1 and not options.json:
        mean = statistics.mean(result["accuracy"] for result in results)
        print(f"mean of {len(results)} folds: {mean:.1%}")


if __name__ == "__main__":
    main()
