"""Augmented pictures by torchvision or albumentations, in a DataLoader with a worker for each thread."""

import measure

options = measure.read_options(
    ["augment", "augment112"], peer=["torchvision", "albumentations"])

import numpy as np
import torch
from torch.utils.data import DataLoader, Dataset

COUNT, SIZE, BATCHES = 2000, 84, 10
SCALE, MEAN, DEVIATION = (0.35, 1), [0.485, 0.456, 0.406], [0.229, 0.224, 0.225]


def pictures(size):
    """Pictures of colored blocks of 7×7 pixels, the same as ours."""
    blocks = size // 7
    image, row, column, channel = np.ogrid[:COUNT, :blocks, :blocks, :3]
    number = image * 7919 + row * 104_729 + column * 1_299_709 + channel * 15_485_863
    bytes_ = ((number * 2_654_435_761) >> 24).astype(np.uint8)
    return bytes_.repeat(7, 1).repeat(7, 2)


def by_torchvision(arrays):
    """The transforms that its documentation advises: bytes until the end, channels first."""
    from torchvision.transforms import v2

    transform = v2.Compose([
        v2.RandomResizedCrop(SIZE, scale=SCALE, antialias=True), v2.RandomHorizontalFlip(),
        v2.ColorJitter(0.4, 0.4, 0.4, 0.1), v2.ToDtype(torch.float32, scale=True),
        v2.Normalize(MEAN, DEVIATION)])
    tensors = torch.from_numpy(arrays).permute(0, 3, 1, 2).contiguous()
    return lambda index: transform(tensors[index])


def by_albumentations(arrays):
    import albumentations
    import cv2
    from albumentations.pytorch import ToTensorV2

    cv2.setNumThreads(0)
    factors = (0.6, 1.4)
    transform = albumentations.Compose([
        albumentations.RandomResizedCrop(size=(SIZE, SIZE), scale=SCALE),
        albumentations.HorizontalFlip(p=0.5),
        albumentations.ColorJitter(factors, factors, factors, (-0.1, 0.1), p=1),
        albumentations.Normalize(MEAN, DEVIATION), ToTensorV2()])
    return lambda index: transform(image=arrays[index])["image"]


class Pictures(Dataset):
    """Random ones of the pictures, without an end."""

    def __init__(self, transform):
        self.transform = transform

    def __len__(self):
        return 1 << 30

    def __getitem__(self, index):
        return self.transform(index * 7919 % COUNT)


torch.set_num_threads(1)
arrays = pictures(112 if options.workload == "augment112" else SIZE)
transform = by_torchvision(arrays) if options.peer == "torchvision" else by_albumentations(arrays)
batches = iter(DataLoader(
    Pictures(transform), batch_size=options.batch, num_workers=options.threads, prefetch_factor=4))


def step():
    """Several batches, as two workers bring them two at a time."""
    for _ in range(BATCHES):
        assert next(batches).shape == (options.batch, 3, SIZE, SIZE)


module = __import__(options.peer)
measure.report(
    f"{options.peer} {module.__version__}", options, options.batch, step, scale=1 / BATCHES,
    note=f"{options.peer} with {options.threads} workers, whose memory is not counted")
