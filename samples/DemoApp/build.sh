#!/usr/bin/env bash
set -eo pipefail

BUILD_ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
BUILD_PROJECT="$BUILD_ROOT/build/_build.csproj"

source "$BUILD_ROOT/../../build/build-host.sh"
run_build "$@"
