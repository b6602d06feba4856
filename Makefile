# `make demo` and `make test` install what is missing first; afterward `swift run OmniglotExample`
# and `swift test` work as they are.

.PHONY: demo test setup format lint docs

demo: setup
	swift run OmniglotExample

test: setup
	swift test

setup:
	@Scripts/setup.sh

benchmarks = Benchmarks/Package.swift Benchmarks/Sources Benchmarks/Tests

format:
	swift format --in-place --recursive Package.swift Sources Tests Examples Snippets $(benchmarks)

lint:
	swift format lint --strict --recursive Package.swift Sources Tests Examples Snippets $(benchmarks)

# The tutorials are part of OneShot's documentation.
documented = OneShot Training Layers Optimizers Datasets DatasetFiles Tuning Autograd Tensor

docs: setup
	swift package generate-documentation $(documented:%=--target %) --warnings-as-errors
