"""A folder of pictures to 84×84×3 bytes by Pillow in processes or torchvision in a DataLoader."""

import measure

options = measure.read_options(
    ["read", "read-reduced"], peer=["pillow", "pillow-fit", "torchvision"])

from multiprocessing import Pool
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps

SIZE = 84
REDUCED = options.workload == "read-reduced"


def opened(path):
    """A picture in color; if asked for, of a half of its size or less, as `thumbnail` does it."""
    image = Image.open(path)
    if REDUCED:
        image.draft("RGB", (2 * SIZE, 2 * SIZE))
    return image.convert("RGB")


def resized_then_cropped(path):
    image = opened(path)
    width, height = image.size
    scaled = (SIZE * width // height, SIZE) if width > height else (SIZE, SIZE * height // width)
    image = image.resize(scaled, Image.Resampling.BILINEAR)
    left, top = round((scaled[0] - SIZE) / 2), round((scaled[1] - SIZE) / 2)
    return image.crop((left, top, left + SIZE, top + SIZE)).tobytes()


def cropped_while_resized(path):
    return ImageOps.fit(opened(path), (SIZE, SIZE), Image.Resampling.BILINEAR).tobytes()


def by_pillow(folder, prepared):
    """Reads all pictures into one array."""
    files = sorted(map(str, folder.glob("*/*.jpg")))
    pool = Pool(options.threads)

    def step():
        pictures = np.empty((len(files), SIZE, SIZE, 3), np.uint8)
        for index, pixels in enumerate(pool.imap(prepared, files, chunksize=50)):
            pictures[index] = np.frombuffer(pixels, np.uint8).reshape(SIZE, SIZE, 3)

    return len(files), step


def by_torchvision(folder):
    import torch
    from torch.utils.data import DataLoader
    from torchvision.datasets import ImageFolder
    from torchvision.transforms import v2

    torch.set_num_threads(1)
    transform = v2.Compose([v2.Resize(SIZE, antialias=True), v2.CenterCrop(SIZE), v2.ToImage()])
    loader = {"loader": opened} if REDUCED else {}
    pictures = ImageFolder(folder, transform, **loader)
    batches = DataLoader(
        pictures, batch_size=100, num_workers=options.threads, persistent_workers=True)

    def step():
        assert sum(len(labels) for _, labels in batches) == len(pictures)

    return len(pictures), step


folder = Path(options.data)
if options.peer == "torchvision":
    count, step = by_torchvision(folder)
    name = __import__("torchvision").__version__
else:
    fits = options.peer == "pillow-fit"
    count, step = by_pillow(folder, cropped_while_resized if fits else resized_then_cropped)
    name = Image.__version__
measure.report(
    f"{options.peer} {name}", options, count, step,
    note=f"{options.peer} with {options.threads} workers, whose memory is not counted")
