# `make demo` and `make test` install what is missing first; afterward `swift run OmniglotExample`
# and `swift test` work as they are.

.PHONY: demo live test setup format lint docs docs-preview

demo: setup
	swift run OmniglotExample

# The service with its page, at http://127.0.0.1:8080, see Service/README.md.
live: setup
	swift run --package-path Service OneShotService

test: setup
	swift test

setup:
	@Scripts/setup.sh

sources = Package.swift Sources Tests Examples Snippets .ci/consumer/Sources \
	Benchmarks/Package.swift Benchmarks/Sources Benchmarks/Tests \
	Service/Package.swift Service/Sources Service/Tests Fuzzing/Package.swift Fuzzing/Sources \
	Fuzzing/Faults/Package.swift Fuzzing/Faults/Sources \
	Fuzzing/Engine/Package.swift Fuzzing/Engine/Sources \
	Fuzzing/Endurance/Package.swift Fuzzing/Endurance/Sources

format:
	swift format --in-place --recursive $(sources)

lint:
	swift format lint --strict --recursive $(sources)

# One site of all modules, with links between them; the tutorials are part of OneShot's documentation.
documented = OneShot Training Layers Optimizers Datasets DatasetFiles ONNXFiles KerasFiles Tuning Pretrained \
  EmbeddingSearch HNSW Distributed Autograd Tensor Files
site = .build/site

docs: setup
	rm -rf $(site)
	swift package --allow-writing-to-directory $(site) generate-documentation \
	  $(documented:%=--target %) --enable-experimental-combined-documentation \
	  --warnings-as-errors --output-path $(site)

# Shows the site of `make docs` at http://localhost:8000/documentation.
docs-preview: docs
	python3 -m http.server --directory $(site) --bind 127.0.0.1 8000
