#!/usr/bin/env bash
# Makes Sources/ONNXFiles/Schema/ONNX.pb.swift of the schema beside it. Needed only when the schema
# changes; protoc is Debian's protobuf-compiler.
#
#   git clone https://github.com/apple/swift-protobuf && cd swift-protobuf
#   swift build --product protoc-gen-swift && PATH=$PWD/.build/debug:$PATH
#   .../Scripts/generate-onnx.sh
set -euo pipefail
cd "$(dirname "$0")/../Sources/ONNXFiles/Schema"
protoc --swift_out=. ONNX.proto
