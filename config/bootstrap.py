"""Set up what Gatehouse needs: `python3 config/bootstrap.py [--dev] [--spark]`.

Makes .venv, and installs into it and into node_modules what the lock files say. It runs before
anything is installed, on whatever Python there is, so it uses the standard library only.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
PIP = [str(PYTHON), "-m", "pip"]
LOG = ROOT / "var" / "setup.log"
NEEDED = (3, 11)
NEWER = ["python3.14", "python3.13", "python3.12", "python3.11"]
SIGNS_OF_NO_NETWORK = (
    "NewConnectionError",
    "ConnectTimeout",
    "name resolution",
    "ENOTFOUND",
    "EAI_AGAIN",
    "ECONNREFUSED",
)


class Problem(Exception):
    """Why set-up cannot go on, in one line for the person who started it."""


def main(arguments):
    try:
        _set_up(dev="--dev" in arguments, spark="--spark" in arguments)
    except Problem as problem:
        sys.exit(str(problem))
    except OSError as error:
        sys.exit(f"Set-up failed: {error}")
    except KeyboardInterrupt:
        sys.exit("Set-up was stopped; the next one goes on from here.")


def _set_up(dev, spark):
    LOG.parent.mkdir(exist_ok=True)
    with LOG.open("a") as log:
        # One at a time; a second set-up waits here and then finds everything in place.
        fcntl.flock(log, fcntl.LOCK_EX)
        log.truncate(0)
        _make_venv(log)
        _install_packages("requirements-dev.lock" if dev else "requirements.lock", log)
        if dev or spark:
            _install_packages("requirements-spark.lock", log)
        _install_design_system(log)


def _make_venv(log):
    if PYTHON.exists() and _works([*PIP, "--version"]):
        return
    python = _find_python()
    _say(f"Making .venv with {python} ...")
    _run(
        [python, "-m", "venv", "--clear", str(VENV)],
        log,
        otherwise=f"{python} cannot make a virtual environment; "
        "on Debian and Ubuntu: apt install python3-venv.",
    )


def _find_python():
    if sys.version_info >= NEEDED:
        return sys.executable
    found = next(filter(None, map(shutil.which, NEWER)), None)
    if found is None:
        raise Problem(
            "Gatehouse needs Python 3.11 or newer; this machine has {}.{}.".format(
                *sys.version_info[:2]
            )
        )
    return found


def _install_packages(name, log):
    lock = ROOT / name
    stamp = VENV / f".{name}.installed"
    if _is_stamped(stamp, lock):
        return
    _say(f"Installing {name} ...")
    _run(
        [
            str(PYTHON),
            "-m",
            "pip",
            "install",
            "--retries",
            "2",
            "--require-hashes",
            "-r",
            str(lock),
        ],
        log,
        otherwise=f"The packages of {name} could not be installed.",
    )
    _stamp(stamp, lock)


def _install_design_system(log):
    lock = ROOT / "package-lock.json"
    stamp = ROOT / "node_modules" / ".installed"
    if _is_stamped(stamp, lock):
        return
    environment = dict(os.environ, PATH="{PATH}:{}".format(VENV / "bin", **os.environ))
    if shutil.which("npm", path=environment["PATH"]) is None:
        _install_packages("requirements-node.lock", log)
    _say("Installing package-lock.json ...")
    _run(
        ["npm", "ci"],
        log,
        otherwise="npm could not install what package-lock.json names.",
        env=environment,
    )
    _stamp(stamp, lock)


def _is_stamped(stamp, lock):
    return stamp.exists() and stamp.read_text() == _digest(lock)


def _stamp(stamp, lock):
    stamp.write_text(_digest(lock))


def _digest(lock):
    return hashlib.sha256(lock.read_bytes()).hexdigest()


def _works(command):
    done = subprocess.run(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False
    )
    return done.returncode == 0


def _run(command, log, otherwise, env=None):
    done = subprocess.run(
        command, cwd=ROOT, env=env, stdout=log, stderr=subprocess.STDOUT, check=False
    )
    if done.returncode:
        said = LOG.read_text(errors="replace")
        if any(sign in said for sign in SIGNS_OF_NO_NETWORK):
            otherwise = "No network. " + otherwise
        raise Problem(f"{otherwise} Details: {LOG.relative_to(ROOT)}")


def _say(text):
    print(text, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
