// The least a WebSocket server can do: an epoll loop that echoes small text frames that come whole, and sends "BCAST"
// on to all. What the transport is measured against.
#pragma once

int serveBare(int port); // until the process ends
