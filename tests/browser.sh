#!/bin/sh
# Makes sure that a headless Chromium and its driver are there for the browser tests.
# Where they are missing and can be installed (Debian or Ubuntu, as root), installs them.
set -eu
have() { command -v chromium >/dev/null 2>&1 && command -v chromedriver >/dev/null 2>&1; }
have && exit 0
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    echo "Installing Chromium for the browser tests ..."
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium chromium-driver >/dev/null
fi
have || echo "Chromium and chromedriver are missing and could not be installed here; the browser tests will fail. Install both and run make test again."
