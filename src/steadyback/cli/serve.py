"""``steadyback serve``: the companion on this computer."""

from __future__ import annotations

import argparse
import socket
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

from steadyback.cli.complaint import Complaint

EXAMPLES = """examples:
  steadyback serve
  steadyback serve --port 9000 --data ~/my-diary
  steadyback serve --site                       the companion that runs in the browser

The diary is one file in the data folder. Nothing leaves this computer. Stop it with Ctrl-C."""


def add_parser(subparsers: Any) -> None:
    """Add this command to the parser."""
    parser = subparsers.add_parser(
        "serve",
        help="start the companion on this computer",
        description="Start the companion on this computer, on loopback only.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--port", type=int, default=8321, metavar="N", help="the port (8321)")
    parser.add_argument("--data", metavar="DIR", help="the folder of the diary")
    parser.add_argument(
        "--site", nargs="?", const="", metavar="DIR", help="serve the static site in DIR; without DIR, one built now"
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Carry the command out, until it is stopped."""
    if not 0 <= args.port <= 65535:
        raise Complaint(f"serve: port {args.port} does not exist; give one from 1 to 65535, such as --port 8321")
    if args.site is not None:
        return _serve_site(args)
    listener = _listen(args.port)
    import uvicorn

    from steadyback.care.rules import rules_of
    from steadyback.cli.data_folder import data_folder
    from steadyback.cli.shelf import open_knowledge
    from steadyback.journal.store import StoreError
    from steadyback.server.app import Companion, application
    from steadyback.server.household import Household

    folder = Path(args.data).expanduser() if args.data else data_folder()
    try:
        household = Household(folder)
    except StoreError as error:
        raise Complaint(str(error)) from None
    companion = Companion(rules_of(open_knowledge()), household.store, household=household)
    address = f"http://127.0.0.1:{listener.getsockname()[1]}"
    print(f"Steadyback is at {address}  (diary: {folder}; stop with Ctrl-C)", flush=True)
    config = uvicorn.Config(application(companion), log_level="warning", server_header=False, access_log=False)
    server = uvicorn.Server(config)
    try:
        server.run(sockets=[listener])
    except KeyboardInterrupt:
        pass  # Ctrl-C is how it is stopped
    finally:
        household.close()
        print("Stopped. Your diary is kept.", file=sys.stderr)
    return 0


def _serve_site(args: argparse.Namespace) -> int:
    """Serve a static site until it is stopped. The diary is in the browser that opens it."""
    import uvicorn

    from steadyback.cli.shelf import cache_folder
    from steadyback.cli.site import built
    from steadyback.server.static_site import NoSite, static_site

    if args.data:
        raise Complaint("serve: --data and --site do not go together: the diary of the site is in the browser")
    folder = Path(args.site).expanduser() if args.site else Path(cache_folder()) / "site"
    if not args.site:
        built(folder)
    try:
        application = static_site(folder)
    except NoSite as error:
        raise Complaint(f"serve: {error}") from None
    listener = _listen(args.port)
    address = f"http://127.0.0.1:{listener.getsockname()[1]}"
    print(f"Steadyback is at {address}  (the site in {folder}; stop with Ctrl-C)", flush=True)
    config = uvicorn.Config(application, log_level="warning", server_header=False, access_log=False)
    with suppress(KeyboardInterrupt):  # Ctrl-C is how it is stopped
        uvicorn.Server(config).run(sockets=[listener])
    print("Stopped.", file=sys.stderr)
    return 0


def _listen(port: int) -> socket.socket:
    # With its protocol named, or asyncio leaves small packets to wait for 40 ms.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(("127.0.0.1", port))
        listener.listen(128)  # so that the address answers from the moment it is printed
    except OSError as error:
        listener.close()
        mend = "stop what uses it, or choose another with --port"
        raise Complaint(f"serve: port {port} cannot be used ({error.strerror}); {mend}") from None
    return listener
