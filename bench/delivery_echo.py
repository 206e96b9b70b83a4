"""A bare echo over WebSockets, in a process of its own: what the same library and machine cost without a backend. Prints its port."""

from __future__ import annotations

import asyncio

from websockets.asyncio.server import ServerConnection, serve


async def _echo(connection: ServerConnection) -> None:
    async for message in connection:
        await connection.send(message)


async def main() -> None:
    """Serve until the process is ended."""
    async with serve(_echo, "127.0.0.1", 0, compression=None, backlog=512) as server:
        print(next(iter(server.sockets)).getsockname()[1], flush=True)
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())
