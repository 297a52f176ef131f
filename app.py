"""Serve the screens, with the worker beside them: settings, clock and the floors joined."""

import ctypes
import datetime as dt
import errno
import gc
import os
import signal
import socket
import subprocess
import sys
import tomllib
from functools import partial
from pathlib import Path

from flask import Flask
from gunicorn.app.base import BaseApplication

import settings
from dashboard.application import create_app, screens_of
from dashboard.intake import Intake
from expectations.catalogue import datasets
from vocabulary.errors import FullCircleError, Refused
from warehouse.archive import Archive
from warehouse.home import made_ready
from warehouse.reader_known import ask_reader
from warehouse.store import Warehouse

ROOT = Path(__file__).resolve().parent
WORKERS, THREADS = 2, 4
COLLECT_AFTER = 50_000, 20, 20  # what is kept between requests is much, and going through it for rubbish costs as much
PR_SET_PDEATHSIG = 1  # linux/prctl.h
SHOW_CURSOR = "\x1b[?25h"
BEHIND_READERS = 5
"""How much less urgent the loader is than the screens: a large file must not make readers wait."""
_OTHER_PLACE = "Name another host or port in FULL_CIRCLE_HOST and FULL_CIRCLE_PORT."
KEEP_ALIVE_SECONDS = 75  # a reader thinks longer than the server's usual two seconds


def screens() -> Flask:
    """The screens as the settings say; any WSGI server can serve what this returns (`app:screens()`)."""
    gc.set_threshold(*COLLECT_AFTER)
    told = settings.read()
    made_ready(told.home)
    warehouse = Warehouse.open(told.database_url, datasets(), read_only=False)
    ask_reader(warehouse, told.scope)
    intake = Intake(now, profiles())
    return create_app(warehouse, Archive(told.home), told.scope, today, intake).server


def now() -> dt.datetime:
    """The moment, in UTC: the only clock of the screens."""
    return dt.datetime.now(dt.UTC).replace(microsecond=0)


def today() -> dt.date:
    """The day, in UTC."""
    return now().date()


def profiles() -> dict[str, str]:
    """Title of each profile by key. Read as files: the screens must not load the loader."""
    files = sorted((ROOT / "etl" / "profiles").glob("*.toml"))
    return {file.stem: tomllib.loads(file.read_text(encoding="utf-8")).get("title", file.stem) for file in files}


class Server(BaseApplication):
    """Gunicorn with our settings and without a configuration file."""

    def load_config(self) -> None:
        told = settings.read()
        bind = f"{told.host}:{told.port}"
        told_gunicorn = {"bind": bind, "workers": WORKERS, "threads": THREADS, "worker_class": "gthread"}
        quiet = {"control_socket_disable": True, "loglevel": "warning", "keepalive": KEEP_ALIVE_SECONDS}
        for name, value in (told_gunicorn | quiet).items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        return screens()


def load_demonstration(told: settings.Settings) -> None:
    """Load the demonstration programme into an empty warehouse; where that was broken off, go on with it."""
    folder = made_ready(told.home) / "demonstration"
    warehouse = Warehouse.open(told.database_url, datasets())
    is_wanted = told.demonstration and (warehouse.is_empty() or (folder.exists() and not (folder / "loaded").exists()))
    warehouse.close()
    if is_wanted:
        print(
            "The warehouse is empty. Loading the demonstration programme takes some minutes "
            "(FULL_CIRCLE_DEMONSTRATION=no starts without)."
        )
        _see_through(_start("demo", str(folder), "--load"))
        (folder / "loaded").touch()


def say_reader(told: settings.Settings) -> None:
    """Whose eyes the screens have is said where that partner is not known, before anything is served."""
    warehouse = Warehouse.open(told.database_url, datasets())
    said = ask_reader(warehouse, told.scope)
    warehouse.close()
    if said:
        print(said)


def ask_port(told: settings.Settings) -> None:
    """Ask for the port before minutes are spent on loading; raises Refused where it is not to be had."""
    host = told.host.strip("[]")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        socket.create_server((host, told.port), family=family).close()
    except OSError as error:
        is_taken = error.errno == errno.EADDRINUSE
        why = "another program listens there, perhaps Full Circle itself" if is_taken else error.strerror or error
        mend = "Stop it, or name another port in FULL_CIRCLE_PORT." if is_taken else _OTHER_PLACE
        raise Refused(f"http://{told.host}:{told.port}", f"the screens cannot be served there: {why}", mend) from error


def start_worker() -> subprocess.Popen:
    """Start the worker, so that it ends when this process does, however it ends."""
    return _start("work", "--quiet", yields=BEHIND_READERS)


def _start(*words: str, yields: int = 0) -> subprocess.Popen:
    """Start a command of the loader below us. Ctrl-C is ours alone to answer: two processes would talk at once."""
    command = [sys.executable, "-m", "etl", *words]
    below = partial(_below, os.getpid(), yields)
    return subprocess.Popen(command, cwd=ROOT, preexec_fn=below)  # noqa: PLW1509 -- no thread runs yet


def _see_through(command: subprocess.Popen) -> None:
    """Wait for its end, and end it where we are ended; a load that is killed leaves the last edition whole."""
    try:
        code = command.wait()
    except BaseException:
        command.terminate()
        command.wait()
        if sys.stdout.isatty():
            print(SHOW_CURSOR, flush=True)  # its progress bar hid it
        raise
    if code:
        sys.exit(f"The demonstration programme could not be loaded (exit code {code}); what was wrong stands above.")


def _below(parent: int, yields: int) -> None:
    """Leave Ctrl-C to the parent, and, on Linux, have the kernel end this process with it: killed, it can say nothing."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.nice(yields)
    if sys.platform != "linux":
        return
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:
        os._exit(1)  # it died before we asked


def main() -> None:
    """Load the demonstration if need be, start the worker, serve; say in one line what keeps us from it."""
    try:
        _serve(settings.read())
    except FullCircleError as error:
        sys.exit(f"Not started. {error}")
    except KeyboardInterrupt:
        sys.exit("Stopped. What was loaded stays; the next start goes on.")


def _serve(told: settings.Settings) -> None:
    ask_port(told)
    load_demonstration(told)
    say_reader(told)
    screens_of()  # imported once: the server's processes are forked from this one
    worker = start_worker()
    print(f"Full Circle: http://{told.host}:{told.port}", flush=True)
    try:
        Server().run()
    finally:
        worker.terminate()


if __name__ == "__main__":
    main()
