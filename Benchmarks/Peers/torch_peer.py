"""The blog's network, the quick one and few-shot papers' in PyTorch, in either of its image layouts."""

import measure

options = measure.read_options(
    ["train", "embed", "quick", "latency", "resnet12", "conv4", "embed-resnet12", "mobilenet"],
    layout=["nchw", "channels_last"])

import torch
from torch import nn
from torch.nn import functional

import torch_networks

LAYOUT = torch.channels_last if options.layout == "channels_last" else torch.contiguous_format


def images(count, size, channels=1):
    return torch.rand(count, channels, size, size).contiguous(memory_format=LAYOUT)


def parameter_count(*modules):
    return sum(p.numel() for module in modules for p in module.parameters())


class BlogNetwork(nn.Module):
    def __init__(self):
        super().__init__()
        self.leg = nn.Sequential(
            nn.Conv2d(1, 64, 10), nn.ReLU(), nn.MaxPool2d(2),
            nn.Conv2d(64, 128, 7), nn.ReLU(), nn.MaxPool2d(2),
            nn.Conv2d(128, 128, 4), nn.ReLU(), nn.MaxPool2d(2),
            nn.Conv2d(128, 256, 4), nn.ReLU(), nn.Flatten(),
            nn.Linear(256 * 6 * 6, 4096), nn.Sigmoid())
        self.head = nn.Linear(4096, 1)
        measure.check_parameters(parameter_count(self), measure.BLOG_PARAMETERS)

    def forward(self, left, right):
        """The head's verdict before its sigmoid; both sides are embedded as one batch."""
        a, b = self.leg(torch.cat([left, right])).chunk(2)
        return self.head((a - b).abs())


def blog_network():
    return BlogNetwork().to(memory_format=LAYOUT)


def train(batch):
    network = blog_network()
    optimizer = torch.optim.SGD(network.parameters(), 0.009, momentum=0.6, nesterov=True)
    decay = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: 1 / (1 + 0.0003 * step))
    left, right = images(batch, 105), images(batch, 105)
    targets = (torch.arange(batch) % 2).float()[:, None]

    def step():
        optimizer.zero_grad(set_to_none=True)
        loss = functional.binary_cross_entropy_with_logits(network(left, right), targets)
        loss.backward()
        optimizer.step()
        decay.step()
        return loss.item()

    return dict(items=batch, step=step)


def embed(batch):
    leg, inputs = blog_network().eval().leg, images(batch, 105)
    return dict(items=batch, step=lambda: inference(leg, inputs))


def latency(batch):
    network, left, right = blog_network().eval(), images(1, 105), images(1, 105)
    return dict(items=1, step=lambda: inference(network, left, right).sigmoid().item())


@torch.inference_mode()
def inference(module, *inputs):
    return module(*inputs)


def quick(batch):
    """All pairs of a batch, as OmniglotExample's preset `quick` trains."""
    channels, blocks = 1, []
    for filters, pools in [(16, True), (64, True), (64, False), (128, True)]:
        blocks += [
            nn.Conv2d(channels, filters, 3, padding=1, bias=False), nn.BatchNorm2d(filters),
            nn.ReLU(inplace=True)]
        blocks += [nn.MaxPool2d(2)] if pools else []
        channels = filters
    leg = nn.Sequential(*blocks, nn.Flatten()).to(memory_format=LAYOUT)
    head = nn.Linear(1, 1)
    nn.init.constant_(head.weight, -5)
    measure.check_parameters(parameter_count(leg, head), measure.QUICK_PARAMETERS)
    optimizer = torch.optim.Adam([*leg.parameters(), *head.parameters()], 6e-3)
    inputs, labels = images(batch, 28), torch.arange(batch) // 4
    same_class = labels[:, None] == labels[None]
    diagonal = torch.eye(batch, dtype=torch.bool)
    same, different = (same_class & ~diagonal).float(), (~same_class).float()

    def mean_squares(x):
        squares = x.square().sum(1)
        return (squares[:, None] + squares[None] - 2 * x @ x.T) / x.shape[1]

    def step():
        optimizer.zero_grad(set_to_none=True)
        embeddings = leg(inputs)
        likeness = (-5 * mean_squares(embeddings)).masked_fill(diagonal, -1e9)
        contrast = -(functional.log_softmax(likeness, 1) * same).sum() / same.sum()
        logits = head(mean_squares(embeddings.detach())[..., None])[..., 0]
        losses = functional.binary_cross_entropy_with_logits(logits, same, reduction="none")
        verdict = (losses * same).sum() / same.sum() + (losses * different).sum() / different.sum()
        loss = contrast + verdict / 2
        loss.backward()
        optimizer.step()
        return loss.item()

    return dict(items=batch, step=step)


def resnet12(batch):
    """A step of pre-training: each image is of one of 64 classes."""
    network = nn.Sequential(torch_networks.resnet12(), nn.Linear(640, 64))
    return trained(network, batch, torch.optim.SGD(
        network.parameters(), 0.05, momentum=0.9, nesterov=True),
        lambda logits: functional.cross_entropy(logits, torch.arange(batch) % 64))


def conv4(batch):
    """An episode of 5 ways, 1 shot and 15 queries of each."""
    network = torch_networks.conv4()
    return trained(
        network, batch, torch.optim.Adam(network.parameters(), 1e-3),
        torch_networks.prototypical_loss)


def trained(network, batch, optimizer, loss_of):
    """Training steps on images of 84x84x3."""
    network.to(memory_format=LAYOUT).train()
    inputs = images(batch, 84, 3)

    def step():
        optimizer.zero_grad(set_to_none=True)
        loss = loss_of(network(inputs))
        loss.backward()
        optimizer.step()
        return loss.item()

    return dict(items=batch, step=step)


def embedded(network, batch, size):
    leg, inputs = network.eval().to(memory_format=LAYOUT), images(batch, size, 3)
    return dict(items=batch, step=lambda: inference(leg, inputs))


torch.manual_seed(1)
torch.set_num_threads(options.threads)
jobs = {
    "train": train, "embed": embed, "latency": latency, "quick": quick, "resnet12": resnet12,
    "conv4": conv4,
    "embed-resnet12": lambda batch: embedded(torch_networks.resnet12(), batch, 84),
    "mobilenet": lambda batch: embedded(torch_networks.mobilenet_v2(), batch, 224),
}
library = f"PyTorch {torch.__version__}, {options.layout}"
measure.report(library, options, **jobs[options.workload](options.batch))
